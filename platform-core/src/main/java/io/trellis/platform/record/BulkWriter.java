package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.record.BulkRows.Row;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Many rows of one object through the one write path. Rows go in chunks: what a chunk needs is loaded at once, its commits are
 * handed to the store without waiting, so that they share a trip to the disk, and one bad row stops no other.
 */
@Component
final class BulkWriter {
    static final int MAX_ROWS = 10_000;

    private final RecordStore store;
    private final Writer writer;
    private final Remover remover;
    private final Committer committer;
    private final Carrier carrier;

    BulkWriter(RecordStore store, Writer writer, Remover remover, Committer committer, Carrier carrier) {
        this.carrier = carrier;
        this.store = store;
        this.writer = writer;
        this.remover = remover;
        this.committer = committer;
    }

    List<BulkResult> run(
            Actor actor,
            Realm realm,
            CatalogObject object,
            BulkOperation operation,
            String key,
            List<Map<String, Object>> rows,
            boolean allOrNothing) {
        if (rows.size() > MAX_ROWS) {
            throw new ProblemException(
                    Kind.TOO_LARGE, "TOO_MANY_RECORDS", Map.of("limit", MAX_ROWS, "count", rows.size()));
        }
        CatalogField keyField = BulkRows.key(actor, object, operation, key);
        BulkResult[] results = new BulkResult[rows.size()];
        if (operation == BulkOperation.DELETE) {
            delete(actor, realm, object, keyField, rows, allOrNothing, results);
        } else {
            save(actor, realm, object, operation, keyField, rows, allOrNothing, results);
        }
        return Arrays.asList(results);
    }

    private void save(
            Actor actor,
            Realm realm,
            CatalogObject object,
            BulkOperation operation,
            CatalogField key,
            List<Map<String, Object>> rows,
            boolean allOrNothing,
            BulkResult[] results) {
        List<List<Row>> chunks =
                BulkRows.chunks(key, rows, allOrNothing ? MAX_ROWS : BulkRows.CHUNK, allOrNothing, results);
        for (List<Row> chunk : chunks) {
            Map<Object, String> ids = BulkRows.find(store, actor, realm, object, key, chunk);
            List<Row> ready = new ArrayList<>(chunk.size());
            List<Writer.Intent> intents = new ArrayList<>(chunk.size());
            for (Row row : chunk) {
                Change change = BulkRows.change(object, operation, key, row, ids, results);
                if (change != null) {
                    ready.add(row);
                    intents.add(Writer.Intent.of(change));
                }
            }
            if (allOrNothing) {
                together(actor, realm, ready, intents, results);
            } else {
                each(actor, realm, ready, intents, results);
            }
        }
    }

    private void each(Actor actor, Realm realm, List<Row> rows, List<Writer.Intent> intents, BulkResult[] results) {
        if (rows.isEmpty()) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Draft> drafts = writer.prepare(actor, realm, intents, now);
        if (carrier.concerns(realm, drafts)) {
            new BulkChunk(writer, actor, realm, rows, intents, results).write(drafts, now);
            return;
        }
        List<Committer.Pending> pending = new ArrayList<>(Collections.nCopies(drafts.size(), null));
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.ok() && draft.dirty()) {
                pending.set(
                        i,
                        committer.begin(
                                realm,
                                new Commit(
                                        List.of(draft.put(actor.userId(), actor.via(), now)), draft.allDocuments())));
            }
        }
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            int index = rows.get(i).index();
            if (pending.get(i) == null) {
                results[index] = result(draft);
                continue;
            }
            try {
                committer.await(realm, pending.get(i));
                results[index] = result(draft);
            } catch (StoreException refused) {
                results[index] = retried(actor, realm, draft, intents.get(i), refused);
            }
        }
    }

    /** What a refusal means for one row; a race that the row has no word in is run again, on its own. */
    private BulkResult retried(Actor actor, Realm realm, Draft draft, Writer.Intent intent, StoreException refused) {
        try {
            ProblemException problem = writer.explain(actor, realm, List.of(draft), refused);
            return problem == null
                    ? result(writer.save(actor, realm, List.of(intent)).getFirst())
                    : failed(draft.id, problem);
        } catch (ProblemException problem) {
            return failed(draft.id, problem);
        }
    }

    private void together(Actor actor, Realm realm, List<Row> rows, List<Writer.Intent> intents, BulkResult[] results) {
        boolean bad = Arrays.stream(results).anyMatch(result -> result != null && result.failed());
        List<Draft> drafts = List.of();
        if (!bad && !rows.isEmpty()) {
            try {
                drafts = writer.save(actor, realm, intents);
            } catch (ProblemException failed) {
                bad = true;
                explain(actor, realm, rows, intents, failed, results);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            int index = rows.get(i).index();
            if (results[index] == null) {
                results[index] = bad ? new BulkResult(424, null, 0, List.of()) : result(drafts.get(i));
            }
        }
    }

    /** Spreads what is wrong with the whole over the rows it is about. */
    private void explain(
            Actor actor,
            Realm realm,
            List<Row> rows,
            List<Writer.Intent> intents,
            ProblemException failed,
            BulkResult[] results) {
        boolean placed = false;
        for (Problem problem : failed.problems()) {
            String path = problem.path();
            int end = path.indexOf('/', 1);
            String first = path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
            if (rows.size() > 1 && !first.isEmpty() && first.chars().allMatch(Character::isDigit)) {
                int index = rows.get(Integer.parseInt(first)).index();
                Problem own = new Problem(problem.code(), end < 0 ? "" : path.substring(end), problem.params());
                List<Problem> all = new ArrayList<>(results[index] == null ? List.of() : results[index].problems());
                all.add(own);
                results[index] = new BulkResult(failed.kind().status(), null, 0, all);
                placed = true;
            }
        }
        if (!placed) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<Draft> drafts = writer.prepare(actor, realm, intents, now);
            for (int i = 0; i < drafts.size(); i++) {
                if (!drafts.get(i).ok()) {
                    results[rows.get(i).index()] = result(drafts.get(i));
                    placed = true;
                }
            }
        }
        if (!placed) {
            results[rows.getFirst().index()] = failed(null, failed);
        }
    }

    static BulkResult result(Draft draft) {
        if (draft.failure != null) {
            return failed(draft.creating() ? null : draft.id, draft.failure);
        }
        if (!draft.problems.isEmpty()) {
            return new BulkResult(422, draft.creating() ? null : draft.id, 0, draft.problems);
        }
        return new BulkResult(draft.creating() ? 201 : 200, draft.id, draft.system.version(), List.of());
    }

    static BulkResult failed(String id, ProblemException problem) {
        List<Problem> problems = problem.problems().isEmpty()
                ? List.of(new Problem(problem.code(), "", problem.params()))
                : problem.problems();
        return new BulkResult(problem.kind().status(), id, 0, problems);
    }

    private void delete(
            Actor actor,
            Realm realm,
            CatalogObject object,
            CatalogField key,
            List<Map<String, Object>> rows,
            boolean allOrNothing,
            BulkResult[] results) {
        List<Row> all =
                BulkRows.chunks(key, rows, Integer.MAX_VALUE, true, results).getFirst();
        Map<Object, String> ids = BulkRows.find(store, actor, realm, object, key, all);
        Map<Integer, String> targets = new LinkedHashMap<>();
        for (Row row : all) {
            String id = BulkRows.target(row, ids);
            if (id == null) {
                BulkRows.missing(object, key, row, results);
            } else {
                targets.put(row.index(), id);
            }
        }
        boolean bad = Arrays.stream(results).anyMatch(result -> result != null && result.failed());
        if (!allOrNothing) {
            remover.deleteEach(
                    actor,
                    realm,
                    object,
                    targets,
                    (index, problem) -> results[index] = problem == null
                            ? new BulkResult(204, targets.get(index), 0, List.of())
                            : failed(targets.get(index), problem));
        } else if (!bad) {
            try {
                remover.deleteAll(actor, realm, object, List.copyOf(targets.values()));
                targets.forEach((index, id) -> results[index] = new BulkResult(204, id, 0, List.of()));
            } catch (ProblemException problem) {
                int first = targets.keySet().iterator().next();
                results[first] = failed(targets.get(first), problem);
            }
        }
        for (int i = 0; i < results.length; i++) {
            if (results[i] == null) {
                results[i] = new BulkResult(424, null, 0, List.of());
            }
        }
    }
}
