package io.trellis.platform.files;

import io.trellis.platform.access.Actor;
import java.io.IOException;
import java.io.InputStream;

/**
 * The one door to files. Every method takes the actor it is done for. A file that was uploaded is put where it belongs by
 * {@code RecordService}: its id as the value of a field, or {@code attach}.
 */
public interface FileService {
    /**
     * Takes a file in; until a record takes it, its uploader alone can read it, and after a day without one it is removed.
     *
     * @param object name of the object whose record is to have it
     * @param field name of the field it is meant for; null for an attachment
     * @param name what the sender calls it
     * @param content read to its end, in constant memory
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND without such an object or field, FORBIDDEN to who may neither
     *     make nor change such records, TOO_LARGE, INVALID_FILE with everything that keeps the file out of the field
     * @throws IOException what the stream throws; nothing is kept
     */
    StoredFile upload(Actor actor, String object, String field, String name, InputStream content) throws IOException;

    /**
     * A file that the actor may read: their own upload, or one of a record and field they may read.
     *
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND, also for files of others
     */
    StoredFile get(Actor actor, String id);

    /**
     * A file's bytes, or a range of them. The caller has got the file from this service and closes the stream.
     *
     * @param length -1 for all that follow
     */
    InputStream open(Actor actor, StoredFile file, long from, long length);
}
