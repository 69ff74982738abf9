package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the rows of a bulk mean: which record each is about, and what is to be done with it. */
final class BulkRows {
    /** Rows that are prepared together. */
    static final int CHUNK = 500;

    private BulkRows() {}

    /** The id of the record a row to be deleted is about; null when there is none. */
    static String target(Row row, Map<Object, String> ids) {
        if (row.values().get("id") instanceof String id) {
            return id;
        }
        return row.key() == null ? null : ids.get(comparable(row.key()));
    }

    static CatalogField key(Actor actor, CatalogObject object, BulkOperation operation, String key) {
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
    record Row(int index, Map<String, Object> values, Object key) {}

    /** Rows that mean the same record can't share a chunk: the second has to see what the first did. */
    static List<List<Row>> chunks(
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

    /** Ids by key value of live records that the actor may read: a key tells nothing about anybody else's. */
    static Map<Object, String> find(
            RecordStore store, Actor actor, Realm realm, CatalogObject object, CatalogField key, List<Row> chunk) {
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
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        for (int from = 0; from < values.size(); from += CHUNK) {
            List<Object> some = values.subList(from, Math.min(values.size(), from + CHUNK));
            Predicate filter = Predicate.and(new Predicate.In(path, some), scope);
            for (StoredRecord record : store.list(realm, object.name(), RecordQuery.of(filter, some.size() + 1))
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

    static Change change(
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

    static Change missing(CatalogObject object, CatalogField key, Row row, BulkResult[] results) {
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
}
