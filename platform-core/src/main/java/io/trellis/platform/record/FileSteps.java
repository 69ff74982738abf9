package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The write path's steps with files: fields are given the files they name, attachments come and go, a purge takes all. */
@Component
final class FileSteps {
    private final ObjectProvider<RecordFiles> files;

    FileSteps(ObjectProvider<RecordFiles> files) {
        this.files = files;
    }

    /** An attachment that comes, or goes. */
    record Attachment(String file, boolean comes) {}

    /**
     * Puts files in place of their ids.
     *
     * @param taken ids of files that other drafts of the same write took
     */
    void apply(Actor actor, Draft draft, Set<String> taken) {
        for (CatalogField field : draft.plan.files) {
            if (draft.touched.contains(field.name()) && draft.after.get(field.name()) instanceof Map<?, ?> value) {
                field(actor, draft, field, value, taken);
            }
        }
        if (draft.attachment != null) {
            attachment(actor, draft, draft.attachment, taken);
        }
    }

    private void field(Actor actor, Draft draft, CatalogField field, Map<?, ?> value, Set<String> taken) {
        Object before = draft.before == null ? null : draft.before.values().get(field.name());
        Consumer<Problem> problems = problem -> draft.problems.add(problem.under("/" + field.name()));
        if (!(value.get("id") instanceof String id)) {
            // Bytes inside the record: signatures are small and part of it; others are kept where they are, but not
            // made anew.
            boolean stays = RecordValues.same(before, value)
                    || field.type().name().equals("signature")
                    || draft.declared.contains(field.name());
            if (!stays) {
                problems.accept(Problem.of("FILE_NOT_UPLOADED", ""));
            }
        } else if (before instanceof Map<?, ?> old && id.equals(old.get("id"))) {
            draft.after.put(field.name(), before);
        } else {
            RecordFiles.Taken file = take(actor, draft, field, id, taken, problems);
            if (file != null) {
                draft.after.put(field.name(), file.value());
            }
        }
    }

    private void attachment(Actor actor, Draft draft, Attachment attachment, Set<String> taken) {
        RecordFiles.Taken file;
        if (attachment.comes()) {
            file = take(actor, draft, null, attachment.file(), taken, draft.problems::add);
        } else {
            file = files.getObject().release(actor, draft.id, attachment.file());
            if (file == null) {
                draft.failure = io.trellis.platform.problem.ProblemException.notFound("file", attachment.file());
            } else {
                draft.documents.addAll(file.documents());
            }
        }
        draft.attached = file == null ? null : file.value();
    }

    private RecordFiles.Taken take(
            Actor actor, Draft draft, CatalogField field, String id, Set<String> taken, Consumer<Problem> problems) {
        if (!taken.add(id)) {
            problems.accept(Problem.of("FILE_IN_USE", "", "id", id));
            return null;
        }
        RecordFiles.Taken file = files.getObject().take(actor, draft.object, draft.id, field, id, problems);
        if (file != null) {
            draft.documents.addAll(file.documents());
        }
        return file;
    }

    /** What goes with records that go for good. */
    List<SystemStore.Put> purge(Realm realm, Collection<String> ids) {
        List<SystemStore.Put> documents = new ArrayList<>();
        RecordFiles known = files.getIfAvailable();
        if (known != null) {
            ids.forEach(id -> documents.addAll(known.purge(realm, id)));
        }
        return documents;
    }
}
