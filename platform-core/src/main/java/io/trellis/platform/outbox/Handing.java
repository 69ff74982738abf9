package io.trellis.platform.outbox;

import io.trellis.platform.outbox.OutboxListener.Unavailable;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Hands events to a listener and finds out which of them fail: a batch that throws is halved until the culprit is alone. Behind a
 * failure no later event of the same record is handed on. For one batch; not thread-safe.
 */
final class Handing {
    /** So many different records failing in a row, with nothing in between that succeeds, look like the listener's own trouble. */
    private static final int SUSPICIOUS = 10;

    /** What became of one event. */
    sealed interface Result {}

    record Handled() implements Result {}

    record Skipped(String reason) implements Result {}

    record Failed(Throwable failure) implements Result {}

    /** An earlier event of the record failed. */
    record Behind() implements Result {}

    /** Nothing seems to succeed; what was found out is in vain. */
    static final class Stalled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stalled(Throwable cause) {
            super(cause);
        }
    }

    /** The process stops, and whatever failed may have failed because of that. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final Result HANDLED = new Handled();
    private static final Result BEHIND = new Behind();

    private final OutboxListener listener;
    private final BooleanSupplier stopping;
    private final boolean patient;
    private final Map<Long, Result> results = new TreeMap<>();
    private final Set<RecordKey> failed = new HashSet<>();
    private boolean succeeded;

    /** @param patient whether to go on when everything fails */
    private Handing(OutboxListener listener, BooleanSupplier stopping, boolean patient) {
        this.listener = listener;
        this.stopping = stopping;
        this.patient = patient;
    }

    /**
     * What became of each event, by position.
     *
     * @throws Unavailable as the listener says
     * @throws Stalled when one after another fails, unless {@code patient}
     */
    static Map<Long, Result> hand(
            OutboxListener listener, List<OutboxEvent> events, BooleanSupplier stopping, boolean patient) {
        var handing = new Handing(listener, stopping, patient);
        handing.hand(events);
        return handing.results;
    }

    private void hand(List<OutboxEvent> events) {
        List<OutboxEvent> free =
                failed.isEmpty() ? events : events.stream().filter(this::free).toList();
        if (free.isEmpty()) {
            return;
        }
        if (stopping.getAsBoolean()) {
            throw new Stopped();
        }
        try {
            take(free, Objects.requireNonNull(listener.handle(free), "The listener gave no outcome"));
        } catch (Unavailable | Stalled | Stopped pass) {
            throw pass;
        } catch (Exception | LinkageError | StackOverflowError failure) {
            if (stopping.getAsBoolean()) {
                throw new Stopped();
            }
            if (free.size() > 1) {
                hand(free.subList(0, free.size() / 2));
                hand(free.subList(free.size() / 2, free.size()));
                return;
            }
            fail(free.getFirst(), failure);
            if (!patient && !succeeded && failed.size() >= SUSPICIOUS) {
                throw new Stalled(failure);
            }
        }
    }

    private boolean free(OutboxEvent event) {
        boolean free = !failed.contains(RecordKey.of(event));
        if (!free) {
            results.put(event.position(), BEHIND);
        }
        return free;
    }

    private void take(List<OutboxEvent> events, Outcome outcome) {
        for (OutboxEvent event : events) {
            // What came behind a failure in the same batch was done too early, and is done again in its turn.
            if (!failed.isEmpty() && !free(event)) {
                continue;
            }
            Exception failure = outcome.failureOf(event);
            String reason = outcome.reasonOf(event);
            if (failure != null) {
                fail(event, failure);
            } else {
                results.put(event.position(), reason == null ? HANDLED : new Skipped(reason));
                succeeded = true;
            }
        }
    }

    private void fail(OutboxEvent event, Throwable failure) {
        failed.add(RecordKey.of(event));
        results.put(event.position(), new Failed(failure));
    }
}
