package io.trellis.platform.record;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of a record's history, with only the fields its reader may see.
 *
 * @param kind {@code created updated deleted restored purged}
 * @param by user id
 * @param via how it came in: {@code api ui import system:<name>}
 * @param fields by name what the value was and became, JSON-like
 */
public record HistoryEntry(long version, String kind, Instant at, String by, String via, Map<String, FromTo> fields) {
    /** Null stands for no value. */
    public record FromTo(Object from, Object to) {}
}
