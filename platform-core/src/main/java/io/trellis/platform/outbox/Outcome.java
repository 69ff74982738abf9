package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a listener did with a batch. Every event that is not named here was handled. Not thread-safe.
 */
public final class Outcome {
    private static final Pattern REASON = Pattern.compile("[A-Za-z0-9._-]{1,60}");

    private final Map<Long, String> skipped = new HashMap<>(0);
    private final Map<Long, Exception> failed = new HashMap<>(0);

    private Outcome() {}

    /** Everything was handled, unless something else is said of an event. */
    public static Outcome handled() {
        return new Outcome();
    }

    /**
     * There was nothing to do for this event, and why: kept for people to see.
     *
     * @param reason a short stable code such as {@code noSearchFields}, of letters and digits, at most 60
     *     characters
     */
    public Outcome skipped(OutboxEvent event, String reason) {
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("no reason's code: " + reason);
        }
        skipped.put(event.position(), reason);
        return this;
    }

    /** This event could not be handled, and the others could: it alone is tried again. */
    public Outcome failed(OutboxEvent event, Exception failure) {
        failed.put(event.position(), failure);
        return this;
    }

    /** Why an event was skipped, or null. */
    String reasonOf(OutboxEvent event) {
        return skipped.get(event.position());
    }

    /** Why an event failed, or null. */
    Exception failureOf(OutboxEvent event) {
        return failed.get(event.position());
    }
}
