package io.trellis.platform.files;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who may read a file: its uploader alone until a record takes it; then whoever may read that record – in the recycle bin, too –
 * and the field the file stands in. A file that a field has let go of stays with the record as its old value does in the history.
 */
@Component
final class FileRights {
    private final Catalogs catalogs;
    private final RecordService records;
    private final FileDocuments documents;

    FileRights(Catalogs catalogs, RecordService records, FileDocuments documents) {
        this.catalogs = catalogs;
        this.records = records;
        this.documents = documents;
    }

    Optional<StoredFile> findReadable(Actor actor, String id) {
        Optional<StoredFile> taken = documents.findTaken(actor.tenant(), id).filter(file -> mayRead(actor, file));
        return taken.isPresent()
                ? taken
                : documents
                        .findUpload(actor.tenant(), id)
                        .map(FileDocuments.Known::file)
                        .filter(file -> file.createdBy().equals(actor.userId()));
    }

    private boolean mayRead(Actor actor, StoredFile file) {
        CatalogObject object =
                catalogs.current(actor.tenant()).findObjectOfId(file.record()).orElse(null);
        return object != null
                && (file.field() == null || mayReadField(actor, object, file.field()))
                && records.findEvenDeleted(actor, object.name(), file.record()).isPresent();
    }

    private static boolean mayReadField(Actor actor, CatalogObject object, String id) {
        return object.ownFields().stream()
                .filter(field -> field.definition().id().equals(id))
                .map(CatalogField::name)
                .anyMatch(name -> actor.grants().mayRead(object.name(), name));
    }
}
