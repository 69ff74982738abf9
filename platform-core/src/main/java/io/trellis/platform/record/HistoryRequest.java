package io.trellis.platform.record;

import java.time.Instant;

/**
 * Which changes of a record are wanted, the newest first.
 *
 * @param size most entries, 1 to 500
 * @param before cursor a former page gave, or null to begin with the newest
 * @param field only changes of this field; null for all
 * @param by only changes by this user; null for everybody's
 * @param from not before this moment; null for no limit
 * @param to before this moment; null for no limit
 * @param details whether changes of the record's details are wanted too, those the reader may read
 */
public record HistoryRequest(
        int size, String before, String field, String by, Instant from, Instant to, boolean details) {
    public static final int DEFAULT_SIZE = 100;
    public static final int MAX_SIZE = 500;

    /** The newest changes of the record itself. */
    public static HistoryRequest newest(int size) {
        return new HistoryRequest(size, null, null, null, null, null, false);
    }
}
