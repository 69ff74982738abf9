package io.trellis.platform.files;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.FileValueType;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.RecordFiles;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Tells the write path which files a record may take, and what is then written with it. */
@Component
final class RecordFileBook implements RecordFiles {
    private final FileDocuments documents;
    private final FileRights rights;
    private final Uploads uploads;

    RecordFileBook(FileDocuments documents, FileRights rights, Uploads uploads) {
        this.documents = documents;
        this.rights = rights;
        this.uploads = uploads;
    }

    @Override
    public Taken take(
            Actor actor,
            CatalogObject object,
            String recordId,
            CatalogField field,
            String fileId,
            Consumer<Problem> problems) {
        String place = field == null ? null : field.definition().id();
        Optional<FileDocuments.Known> own = documents
                .findUpload(actor.tenant(), fileId)
                .filter(known -> known.file().createdBy().equals(actor.userId()));
        Optional<StoredFile> file = own.map(FileDocuments.Known::file).or(() -> rights.findReadable(actor, fileId));
        if (file.isEmpty()) {
            problems.accept(Problem.of("FILE_NOT_FOUND", "", "id", fileId));
            return null;
        }
        boolean same = recordId.equals(file.get().record());
        if (same && place == null && file.get().field() == null) {
            problems.accept(Problem.of("FILE_IN_USE", "", "id", fileId));
            return null;
        }
        if (!fits(file.get(), field, problems)) {
            return null;
        }
        if (same && place != null && place.equals(file.get().field())) {
            // The field has had it before, and it is still the record's.
            return new Taken(file.get().value(), List.of());
        }
        FileDocuments.Known upload = own.orElseGet(() -> documents
                .findUpload(actor.tenant(), uploads.copy(actor, file.get()).id())
                .orElseThrow());
        StoredFile taken = upload.file().takenBy(recordId, place);
        return new Taken(taken.value(), FileDocuments.taking(upload, taken));
    }

    private static boolean fits(StoredFile file, CatalogField field, Consumer<Problem> problems) {
        if (field == null) {
            return true;
        }
        List<Problem> found = new ArrayList<>();
        FileValueType type = (FileValueType) field.type();
        type.checkFile(field.definition(), file.type(), file.size(), found::add);
        if (found.isEmpty() && type.picture() && !file.picture()) {
            found.add(Problem.of("IMAGE_DAMAGED", ""));
        }
        found.forEach(problems);
        return found.isEmpty();
    }

    @Override
    public Taken release(Actor actor, String recordId, String fileId) {
        return documents
                .findTaken(actor.tenant(), fileId)
                .filter(file -> recordId.equals(file.record()) && file.field() == null)
                .map(file -> new Taken(file.value(), FileDocuments.dropping(file)))
                .orElse(null);
    }

    @Override
    public List<SystemStore.Put> purge(Realm realm, String recordId) {
        return documents.listOf(realm.tenant(), recordId).stream()
                .flatMap(file -> FileDocuments.dropping(file).stream())
                .toList();
    }
}
