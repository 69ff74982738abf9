package io.trellis.platform.files;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.FileValueType;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordIds;
import io.trellis.platform.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Takes files in: whose they may become, how large and of what kind, and what they really are. */
@Component
final class Uploads {
    private final Catalogs catalogs;
    private final BlobStore blobs;
    private final FileDocuments documents;
    private final long limit;

    Uploads(
            Catalogs catalogs,
            BlobStore blobs,
            FileDocuments documents,
            @Value("${trellis.limits.upload:200MB}") DataSize limit) {
        this.catalogs = catalogs;
        this.blobs = blobs;
        this.documents = documents;
        this.limit = limit.toBytes();
    }

    /** @see FileService#upload */
    StoredFile take(Actor actor, String object, String field, String name, InputStream content) throws IOException {
        CatalogObject owner = object(actor, object);
        CatalogField target = field == null ? null : field(actor, owner, field);
        var in = new PushbackInputStream(content, FileTypes.HEAD);
        byte[] head = in.readNBytes(FileTypes.HEAD);
        in.unread(head);
        String shown = FileNames.shown(name);
        String type = FileTypes.tell(head, shown);
        check(target, type, 0, List.of());
        return receive(actor, target, shown, type, in);
    }

    private StoredFile receive(Actor actor, CatalogField target, String name, String type, InputStream in)
            throws IOException {
        String tenant = actor.tenant();
        StoredFile draft = draft(actor, name, type);
        long most = target == null
                ? limit
                : Math.min(limit, target.definition().whole("maxSize").orElse(Integer.MAX_VALUE));
        boolean kept = false;
        try {
            BlobStore.Stored stored = blobs.put(tenant, draft.blob(), in, most);
            StoredFile file = described(tenant, draft, stored, target);
            documents.addUpload(tenant, file);
            kept = true;
            return file;
        } catch (BlobStore.TooLarge tooLarge) {
            throw new ProblemException(
                    Kind.TOO_LARGE,
                    "INVALID_FILE",
                    Map.of(),
                    List.of(Problem.of("FILE_TOO_LARGE", at(target), "max", most)));
        } finally {
            if (!kept) {
                blobs.delete(tenant, draft.blob());
            }
        }
    }

    private static StoredFile draft(Actor actor, String name, String type) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new StoredFile(RecordIds.next("fil"), name, type, 0, "", 0, 0, now, actor.userId(), null, null);
    }

    private StoredFile described(String tenant, StoredFile draft, BlobStore.Stored stored, CatalogField target)
            throws IOException {
        ImageHead head = null;
        if (FileTypes.inline(draft.type())) {
            try (InputStream content = blobs.open(tenant, draft.blob(), 0, -1).orElseThrow()) {
                head = ImageHead.read(content, draft.type()).orElse(null);
            }
        }
        List<Problem> pictures = new ArrayList<>();
        boolean usable = head != null && head.pixels() <= Thumbnails.MOST_PIXELS;
        if (target != null && ((FileValueType) target.type()).picture() && !usable) {
            pictures.add(
                    head == null
                            ? Problem.of("IMAGE_DAMAGED", "")
                            : Problem.of("IMAGE_TOO_MANY_PIXELS", "", "max", Thumbnails.MOST_PIXELS / 1_000_000));
        }
        check(target, draft.type(), stored.size(), pictures);
        int width = !usable ? 0 : head.lying() ? head.height() : head.width();
        int height = !usable ? 0 : head.lying() ? head.width() : head.height();
        return new StoredFile(
                draft.id(),
                draft.name(),
                draft.type(),
                stored.size(),
                stored.sha256(),
                width,
                height,
                draft.createdAt(),
                draft.createdBy(),
                null,
                null);
    }

    /** A file of the same bytes that is the actor's own, e.g. to go into another record. */
    StoredFile copy(Actor actor, StoredFile file) {
        String tenant = actor.tenant();
        StoredFile draft = draft(actor, file.name(), file.type());
        StoredFile copy = new StoredFile(
                draft.id(),
                file.name(),
                file.type(),
                file.size(),
                file.sha256(),
                file.width(),
                file.height(),
                draft.createdAt(),
                draft.createdBy(),
                null,
                null);
        try (InputStream content = blobs.open(tenant, file.blob(), 0, -1)
                .orElseThrow(() -> ProblemException.notFound("file", file.id()))) {
            blobs.put(tenant, copy.blob(), content, Long.MAX_VALUE);
        } catch (IOException failure) {
            throw new io.trellis.platform.store.StoreException.Unavailable("A file could not be copied", failure);
        }
        documents.addUpload(tenant, copy);
        return copy;
    }

    private CatalogObject object(Actor actor, String name) {
        Grants grants = actor.grants();
        boolean edits = !(grants.scope(name, Grants.Action.EDIT) instanceof Predicate.None);
        if (grants.mayCreate(name) || edits) {
            return catalogs.current(actor.tenant())
                    .findObject(name)
                    .orElseThrow(() -> ProblemException.notFound("object", name));
        }
        if (grants.scope(name, Grants.Action.READ) instanceof Predicate.None) {
            throw ProblemException.notFound("object", name);
        }
        throw new ProblemException(
                Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", "edit:" + name, "reason", "NOT_GRANTED"));
    }

    private static CatalogField field(Actor actor, CatalogObject object, String name) {
        CatalogField field = object.findField(name)
                .filter(known -> actor.grants().mayRead(object.name(), name))
                .filter(known -> known.type() instanceof FileValueType)
                .orElseThrow(() -> ProblemException.notFound("field", name));
        if (field.definition().readOnly() || !actor.grants().mayEdit(object.name(), name)) {
            throw ProblemException.invalid(
                    "INVALID_FILE", List.of(Problem.of("FIELD_NOT_EDITABLE", "/" + name, "field", name)));
        }
        return field;
    }

    private static void check(CatalogField target, String type, long size, List<Problem> more) {
        List<Problem> problems = new ArrayList<>(more);
        if (target != null) {
            ((FileValueType) target.type()).checkFile(target.definition(), type, size, problems::add);
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "INVALID_FILE",
                    problems.stream().map(problem -> problem.under(at(target))).toList());
        }
    }

    private static String at(CatalogField target) {
        return target == null ? "" : "/" + target.name();
    }
}
