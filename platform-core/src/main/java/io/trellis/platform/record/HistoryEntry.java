package io.trellis.platform.record;

import java.time.Instant;
import java.util.Map;

/**
 * One entry of a record's history, with only the fields its reader may see.
 *
 * @param object of the changed record, which may be a detail of the one that was asked for
 * @param kind {@code created updated deleted restored purged}
 * @param by user id
 * @param via how it came in: {@code ui api bulk import action package system} and whatever else acts
 * @param ref which import, action or job it was; null where the way says all
 * @param fields by name what the value was and became, JSON-like
 * @param removed fields since removed, by the name they had; only for whoever may see everything
 */
public record HistoryEntry(
        String object,
        String id,
        long version,
        String kind,
        Instant at,
        String by,
        String via,
        String ref,
        Map<String, FromTo> fields,
        Map<String, Removed> removed) {
    /** Null stands for no value. */
    public record FromTo(Object from, Object to) {}

    /** @param label what the field was called, by locale */
    public record Removed(Map<String, Object> label, FromTo change) {}
}
