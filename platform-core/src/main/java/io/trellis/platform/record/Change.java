package io.trellis.platform.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody wants done to one record.
 *
 * @param id null lets the platform choose, at creation only; ids of new records may be taken from {@link RecordIds} first, so
 *     that records made together can point to each other
 * @param values JSON-like values by field name: String, Long, Integer, BigDecimal, Boolean, List, Map, or null to clear; on an
 *     update only the fields to change
 * @param expectedVersion the version the writer read, or null to change whatever is there
 */
public record Change(Kind kind, String object, String id, Map<String, Object> values, Long expectedVersion) {
    /** What is done. */
    public enum Kind {
        CREATE,
        UPDATE
    }

    public Change {
        Objects.requireNonNull(object);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Change create(String object, Map<String, Object> values) {
        return new Change(Kind.CREATE, object, null, values, null);
    }

    public static Change create(String object, String id, Map<String, Object> values) {
        return new Change(Kind.CREATE, object, id, values, null);
    }

    public static Change update(String object, String id, Map<String, Object> values) {
        return new Change(Kind.UPDATE, object, id, values, null);
    }

    public static Change update(String object, String id, Map<String, Object> values, Long expectedVersion) {
        return new Change(Kind.UPDATE, object, id, values, expectedVersion);
    }
}
