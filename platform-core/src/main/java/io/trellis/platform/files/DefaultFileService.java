package io.trellis.platform.files;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Service;

/** The door itself. */
@Service
final class DefaultFileService implements FileService {
    private final Uploads uploads;
    private final FileRights rights;
    private final BlobStore blobs;

    DefaultFileService(Uploads uploads, FileRights rights, BlobStore blobs) {
        this.uploads = uploads;
        this.rights = rights;
        this.blobs = blobs;
    }

    @Override
    public StoredFile upload(Actor actor, String object, String field, String name, InputStream content)
            throws IOException {
        return uploads.take(actor, object, field, name, content);
    }

    @Override
    public StoredFile get(Actor actor, String id) {
        return rights.findReadable(actor, id).orElseThrow(() -> ProblemException.notFound("file", id));
    }

    @Override
    public InputStream open(Actor actor, StoredFile file, long from, long length) {
        return blobs.open(actor.tenant(), file.blob(), from, length)
                .orElseThrow(() -> ProblemException.notFound("file", file.id()));
    }
}
