package io.trellis.rules.escalation;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a record has come on a rule.
 *
 * @param since the moment the hours are counted from
 * @param moved what the rule's own last write made of that field; null where it stayed
 * @param next the first level, from 0, that has neither been done nor passed over
 * @param refused why levels could not be done, by level; so that it is told once and not every few minutes
 */
record Mark(Instant since, Instant moved, int next, Map<Integer, String> refused) {
    Mark {
        refused = refused == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(refused));
    }

    static Mark start(Instant since) {
        return new Mark(since, null, 0, Map.of());
    }

    /** Whether it is about the value the field has now; when others have moved the field, all begins again. */
    boolean holds(Instant present) {
        return present.equals(since) || present.equals(moved);
    }

    Mark done(int level, Instant present) {
        return new Mark(since, present.equals(since) ? null : present, level + 1, refused);
    }

    Mark refused(int level, String reason) {
        Map<Integer, String> reasons = new TreeMap<>(refused);
        reasons.put(level, reason);
        return new Mark(since, moved, next, reasons);
    }
}
