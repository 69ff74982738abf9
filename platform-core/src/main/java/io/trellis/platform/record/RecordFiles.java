package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the write path asks of whoever keeps uploaded files: may this one go into that record, and which documents must be
 * written with the record so that the two never part. Nothing is changed until the commit.
 */
public interface RecordFiles {
    /** What attachments are called among the fields of a record's history; no field can have that name. */
    String ATTACHMENTS = "@attachments";

    /**
     * @param field null for the record's attachments
     * @param fileId an upload of the actor's own, or a file they may read, of which a copy is then taken
     * @param problems takes what forbids it, with an empty path
     * @return null after a problem
     */
    Taken take(
            Actor actor,
            CatalogObject object,
            String recordId,
            CatalogField field,
            String fileId,
            Consumer<Problem> problems);

    /**
     * Takes a file out of a record's attachments.
     *
     * @return null where it is not among them
     */
    Taken release(Actor actor, String recordId, String fileId);

    /** What must be written when a record goes for good, so that its files go too. */
    List<SystemStore.Put> purge(Realm realm, String recordId);

    /**
     * @param value what a field holds and the history tells: {@code id, name, type, size}
     * @param documents to be written with the record
     */
    record Taken(Map<String, Object> value, List<SystemStore.Put> documents) {}
}
