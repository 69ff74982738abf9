package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordService.Recalculated;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Computes what is derived for records from scratch, formulas and roll-ups alike, and writes those whose values change. */
@Component
final class Recalculator {
    private static final int ATTEMPTS = 10;

    private final RecordStore store;
    private final Writer writer;

    Recalculator(RecordStore store, Writer writer) {
        this.store = store;
        this.writer = writer;
    }

    /**
     * The next live records in the order of ids.
     *
     * @param dryRun whether values are only compared
     */
    Recalculated page(Actor actor, Realm realm, CatalogObject object, String after, int size, boolean dryRun) {
        var byId = List.of(new RecordQuery.Sort(Predicate.Path.of("id"), false));
        RecordQuery.Page page = store.list(
                realm,
                object.name(),
                new RecordQuery(actor.grants().scope(object.name(), Grants.Action.EDIT), byId, after, 0, size, false));
        List<String> ids = page.records().stream().map(StoredRecord::id).toList();
        return run(new Task(actor, realm, object, object.name(), true, dryRun), ids, page.next());
    }

    /** The formulas alone, of records that are known by id; those that are gone are left out. */
    Recalculated formulas(Actor actor, Realm realm, CatalogObject object, Collection<String> ids, String cause) {
        var task = new Task(actor, realm, object, cause, false, false);
        return run(task, List.copyOf(ids), null);
    }

    private record Task(Actor actor, Realm realm, CatalogObject object, String cause, boolean whole, boolean dryRun) {}

    private Recalculated run(Task task, List<String> ids, String next) {
        Map<String, Integer> fields = new TreeMap<>();
        int changed = 0;
        for (int attempt = 1; !ids.isEmpty(); attempt++) {
            try {
                changed = together(task, ids, fields);
                break;
            } catch (StoreException.VersionMismatch | StoreException.DocumentMismatch raced) {
                fields.clear();
                if (attempt == ATTEMPTS) {
                    throw Committer.unavailable(raced);
                }
            } catch (ProblemException oneOfThem) {
                if (ids.size() == 1) {
                    break;
                }
                // Some record's values don't fit: the others are not to wait for it.
                fields.clear();
                int middle = ids.size() / 2;
                for (List<String> half : List.of(ids.subList(0, middle), ids.subList(middle, ids.size()))) {
                    Recalculated done = run(task, half, null);
                    done.fields().forEach((name, count) -> fields.merge(name, count, Integer::sum));
                    changed += done.changed();
                }
                break;
            }
        }
        return new Recalculated(ids.size(), changed, next, fields);
    }

    private int together(Task task, List<String> ids, Map<String, Integer> fields) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Writer.Intent> intents = ids.stream()
                .map(id -> Writer.Intent.recalculation(task.object().name(), id, task.cause(), task.whole()))
                .toList();
        List<Draft> drafts = writer.prepare(task.actor(), task.realm(), intents, now).stream()
                .filter(Draft::ok)
                .toList();
        if (task.dryRun()) {
            writer.derive(task.actor(), task.realm(), drafts, now);
        } else {
            writer.commit(task.actor(), task.realm(), drafts, now);
        }
        int changed = 0;
        for (Draft draft : drafts) {
            if (draft.dirty()) {
                changed++;
                count(draft, fields);
            }
        }
        return changed;
    }

    private static void count(Draft draft, Map<String, Integer> fields) {
        for (CatalogField field : draft.object.ownFields()) {
            Object before = draft.before.values().get(field.name());
            if (!RecordValues.same(before, draft.after.get(field.name()))) {
                fields.merge(field.name(), 1, Integer::sum);
            }
        }
    }
}
