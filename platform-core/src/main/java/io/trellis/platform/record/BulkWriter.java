package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Many rows of one object through the one write path. Rows go in chunks: what a chunk needs is loaded at once, its commits are
 * handed to the store without waiting, so that they share a trip to the disk, and one bad row stops no other.
 */
@Component
final class BulkWriter {
    static final int MAX_ROWS = 10_000;
    private static final int CHUNK = 500;

    private final RecordStore store;
    private final Writer writer;
    private final Remover remover;
    private final Committer committer;

    BulkWriter(RecordStore store, Writer writer, Remover remover, Committer committer) {
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
        CatalogField keyField = key(actor, object, operation, key);
        BulkResult[] results = new BulkResult[rows.size()];
        if (operation == BulkOperation.DELETE) {
            delete(actor, realm, object, keyField, rows, allOrNothing, results);
        } else {
            save(actor, realm, object, operation, keyField, rows, allOrNothing, results);
        }
        return Arrays.asList(results);
    }

    private static CatalogField key(Actor actor, CatalogObject object, BulkOperation operation, String key) {
        if (key == null || key.equals("id")) {
            return null;
        }
        CatalogField field = object.fields().get(key);
        if (field == null || !actor.grants().mayRead(object.name(), key)) {
            throw ProblemException.invalid(
                    "INVALID_QUERY", List.of(new Problem("UNKNOWN_FIELD", "/key", Map.of("name", key))));
        }
        if (!ObjectPlan.unique(field) && !field.type().name().equals("autoNumber")) {
            throw ProblemException.invalid(
                    "INVALID_QUERY", List.of(Problem.of("KEY_NOT_UNIQUE", "/key", "field", key)));
        }
        return field;
    }

    /** A row on its way, by its place in what was sent. */
    private record Row(int index, Map<String, Object> values, Object key) {}

    private void save(
            Actor actor,
            Realm realm,
            CatalogObject object,
            BulkOperation operation,
            CatalogField key,
            List<Map<String, Object>> rows,
            boolean allOrNothing,
            BulkResult[] results) {
        List<List<Row>> chunks = chunks(key, rows, allOrNothing ? MAX_ROWS : CHUNK, allOrNothing, results);
        for (List<Row> chunk : chunks) {
            Map<Object, String> ids = find(realm, object, key, chunk);
            List<Row> ready = new ArrayList<>(chunk.size());
            List<Writer.Intent> intents = new ArrayList<>(chunk.size());
            for (Row row : chunk) {
                Change change = change(object, operation, key, row, ids, results);
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

    /** Rows that mean the same record can't share a chunk: the second has to see what the first did. */
    private static List<List<Row>> chunks(
            CatalogField key, List<Map<String, Object>> rows, int size, boolean whole, BulkResult[] results) {
        List<List<Row>> chunks = new ArrayList<>();
        List<Row> chunk = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> values = rows.get(i);
            Object value = null;
            if (key != null) {
                List<Problem> problems = new ArrayList<>();
                value = Normaliser.value(key, values.get(key.name()), problems);
                if (!problems.isEmpty()) {
                    results[i] = new BulkResult(422, null, 0, problems);
                    continue;
                }
            }
            Object same = value != null ? value : values.get("id");
            if (chunk.size() >= size || same != null && !whole && seen.contains(same)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                seen.clear();
            }
            if (same != null) {
                seen.add(same);
            }
            chunk.add(new Row(i, values, value));
        }
        chunks.add(chunk);
        return chunks;
    }

    /** Ids of live records by key value. */
    private Map<Object, String> find(Realm realm, CatalogObject object, CatalogField key, List<Row> chunk) {
        if (key == null) {
            return Map.of();
        }
        List<Object> values = chunk.stream()
                .map(Row::key)
                .filter(java.util.Objects::nonNull)
                .map(RecordValues::forExpression)
                .distinct()
                .toList();
        Map<Object, String> ids = new HashMap<>();
        Predicate.Path path = Predicate.Path.of(key.name());
        for (int from = 0; from < values.size(); from += CHUNK) {
            List<Object> some = values.subList(from, Math.min(values.size(), from + CHUNK));
            for (StoredRecord record : store.list(
                            realm, object.name(), RecordQuery.of(new Predicate.In(path, some), some.size() + 1))
                    .records()) {
                Object value = new Loads.Loaded(object, record).values().get(key.name());
                if (value != null) {
                    ids.put(comparable(value), record.id());
                }
            }
        }
        return ids;
    }

    private static Object comparable(Object value) {
        return value instanceof java.math.BigDecimal number ? number.stripTrailingZeros() : value;
    }

    private static Change change(
            CatalogObject object,
            BulkOperation operation,
            CatalogField key,
            Row row,
            Map<Object, String> ids,
            BulkResult[] results) {
        Map<String, Object> values = row.values();
        String id = null;
        Long version = null;
        if (values.containsKey("id") || values.containsKey("version")) {
            values = new LinkedHashMap<>(values);
            id = values.remove("id") instanceof String text ? text : null;
            version = values.remove("version") instanceof Long number ? number : null;
        }
        String found = row.key() == null ? null : ids.get(comparable(row.key()));
        return switch (operation) {
            case CREATE -> Change.create(object.name(), id, values);
            case UPSERT -> {
                boolean byId = key == null && id != null;
                if (byId) {
                    yield Change.update(object.name(), id, values, version);
                }
                if (key != null && row.key() == null) {
                    yield refuse(results, row, Problem.of("REQUIRED", "/" + key.name(), "field", key.name()));
                }
                yield found == null
                        ? Change.create(object.name(), id, values)
                        : Change.update(object.name(), found, without(values, key), version);
            }
            case UPDATE -> {
                String target = id != null ? id : found;
                if (target == null) {
                    yield missing(object, key, row, results);
                }
                yield Change.update(object.name(), target, id != null ? values : without(values, key), version);
            }
            case DELETE -> throw new IllegalStateException();
        };
    }

    private static Map<String, Object> without(Map<String, Object> values, CatalogField key) {
        if (key == null) {
            return values;
        }
        Map<String, Object> rest = new LinkedHashMap<>(values);
        rest.remove(key.name());
        return rest;
    }

    private static Change refuse(BulkResult[] results, Row row, Problem problem) {
        results[row.index()] = new BulkResult(422, null, 0, List.of(problem));
        return null;
    }

    private static Change missing(CatalogObject object, CatalogField key, Row row, BulkResult[] results) {
        if (key != null && row.key() == null || key == null) {
            String name = key == null ? "id" : key.name();
            return refuse(results, row, Problem.of("REQUIRED", "/" + name, "field", name));
        }
        results[row.index()] = new BulkResult(
                404,
                null,
                0,
                List.of(new Problem(
                        "NOT_FOUND",
                        "/" + key.name(),
                        Map.of("what", "record", "name", row.key().toString()))));
        return null;
    }

    private void each(Actor actor, Realm realm, List<Row> rows, List<Writer.Intent> intents, BulkResult[] results) {
        if (rows.isEmpty()) {
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<Draft> drafts = writer.prepare(actor, realm, intents, now);
        List<Committer.Pending> pending = new ArrayList<>(Collections.nCopies(drafts.size(), null));
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.ok() && draft.dirty()) {
                pending.set(
                        i, committer.begin(realm, new Commit(List.of(draft.put(actor.userId(), actor.via(), now)))));
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

    /** Writes records again without changing a value, which recomputes what is derived. */
    RecordService.Recalculated recalculate(Actor actor, Realm realm, CatalogObject object, String after, int size) {
        var byId = List.of(new RecordQuery.Sort(Predicate.Path.of("id"), false));
        RecordQuery.Page page = store.list(
                realm,
                object.name(),
                new RecordQuery(actor.grants().scope(object.name(), Grants.Action.EDIT), byId, after, 0, size, false));
        List<Row> rows = new ArrayList<>();
        List<Writer.Intent> intents = new ArrayList<>();
        for (StoredRecord record : page.records()) {
            rows.add(new Row(rows.size(), Map.of(), null));
            intents.add(Writer.Intent.of(Change.update(object.name(), record.id(), Map.of())));
        }
        BulkResult[] results = new BulkResult[rows.size()];
        each(actor, realm, rows, intents, results);
        int changed = 0;
        for (int i = 0; i < results.length; i++) {
            boolean written = results[i].version() > page.records().get(i).version();
            changed += written ? 1 : 0;
        }
        return new RecordService.Recalculated(rows.size(), changed, page.next());
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

    private static BulkResult result(Draft draft) {
        if (draft.failure != null) {
            return failed(draft.creating() ? null : draft.id, draft.failure);
        }
        if (!draft.problems.isEmpty()) {
            return new BulkResult(422, draft.creating() ? null : draft.id, 0, draft.problems);
        }
        return new BulkResult(draft.creating() ? 201 : 200, draft.id, draft.system.version(), List.of());
    }

    private static BulkResult failed(String id, ProblemException problem) {
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
        List<Row> all = chunks(key, rows, Integer.MAX_VALUE, true, results).getFirst();
        Map<Object, String> ids = find(realm, object, key, all);
        Map<Integer, String> targets = new LinkedHashMap<>();
        for (Row row : all) {
            String id = row.values().get("id") instanceof String text ? text : null;
            if (id == null && row.key() != null) {
                id = ids.get(comparable(row.key()));
            }
            if (id == null) {
                missing(object, key, row, results);
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
