package io.trellis.platform.outbox;

import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Settlement;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Tally;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Gathers what becomes of events in one step of a listener, for the account and for the waiting room. Not thread-safe. */
final class Step {
    private static final Logger LOG = LoggerFactory.getLogger(Step.class);

    private final String listener;
    private final long token;
    private final long from;
    private final WaitingRoom room;
    private final OutboxSettings settings;
    private final Instant now;
    private final List<Delivery> added = new ArrayList<>();
    private final List<Delivery> changed = new ArrayList<>();
    private final List<Long> handled = new ArrayList<>();
    private final Map<Tally, Integer> counts = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private long to;

    Step(String listener, long token, long from, WaitingRoom room, OutboxSettings settings, Instant now) {
        this.listener = listener;
        this.token = token;
        this.from = from;
        this.to = from;
        this.room = room;
        this.settings = settings;
        this.now = now;
    }

    boolean isEmpty() {
        return to == from && changed.isEmpty() && handled.isEmpty();
    }

    long position() {
        return to;
    }

    void reached(long position) {
        to = position;
    }

    /** A new event that must wait behind one of its record. */
    void behind(OutboxEvent event) {
        wait(new Delivery(listener, event, State.WAITING, null, null, 0, null, now));
    }

    private void wait(Delivery entry) {
        added.add(entry);
        room.put(entry);
    }

    /** New events that were handed to the listener. */
    void fresh(List<OutboxEvent> events, Map<Long, Handing.Result> results) {
        for (OutboxEvent event : events) {
            switch (results.get(event.position())) {
                case Handing.Handled _ -> count(event, DeliveryLog.HANDLED);
                case Handing.Skipped skipped -> {
                    count(event, DeliveryLog.SKIPPED + skipped.reason());
                    added.add(new Delivery(listener, event, State.SKIPPED, skipped.reason(), null, 0, null, now));
                }
                case Handing.Behind _ -> behind(event);
                case Handing.Failed failed -> {
                    Delivery entry = failed(event, 1, failed.failure());
                    if (entry.state() == State.DEAD) {
                        added.add(entry);
                    } else {
                        wait(entry);
                    }
                }
            }
        }
    }

    /** An event that had waited and was handed to the listener again. */
    void again(Delivery entry, Handing.Result result) {
        room.remove(entry);
        switch (result) {
            case Handing.Handled _ -> {
                handled.add(entry.event().position());
                count(entry.event(), DeliveryLog.HANDLED);
            }
            case Handing.Skipped skipped -> {
                count(entry.event(), DeliveryLog.SKIPPED + skipped.reason());
                changed.add(new Delivery(
                        listener, entry.event(), State.SKIPPED, skipped.reason(), null, entry.attempts(), null, now));
            }
            case Handing.Failed failed -> {
                Delivery next = failed(entry.event(), entry.attempts() + 1, failed.failure());
                changed.add(next);
                if (next.state() == State.WAITING) {
                    room.put(next);
                }
            }
            case Handing.Behind _ -> throw new IllegalStateException("alone, and behind another");
        }
    }

    private Delivery failed(OutboxEvent event, int attempts, Throwable failure) {
        Faults fault = Faults.of(failure);
        boolean dead = attempts >= settings.attempts();
        // The first time and the last with all there is, unless many fail alike; otherwise a line is enough.
        boolean whole = (dead || attempts == 1) && told.add(shape(failure));
        LOG.atLevel(dead ? Level.ERROR : Level.WARN)
                .setCause(whole ? failure : null)
                .log(
                        "{} failed at event {} ({} {}), attempt {} of {}{}{}",
                        listener,
                        event.position(),
                        event.object(),
                        event.kind(),
                        attempts,
                        settings.attempts(),
                        fault.errorId() == null ? ", " + fault.code() : ", error " + fault.errorId(),
                        dead ? "; it is a dead letter now" : "");
        return new Delivery(
                listener,
                event,
                dead ? State.DEAD : State.WAITING,
                fault.code(),
                fault.params(),
                attempts,
                dead ? null : now.plus(settings.pause(attempts)),
                now);
    }

    private static String shape(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass() + (trace.length == 0 ? "" : trace[0].toString());
    }

    private void count(OutboxEvent event, String outcome) {
        counts.merge(Tally.of(event, outcome), 1, Integer::sum);
    }

    Settlement settlement() {
        return new Settlement(listener, token, from, to, added, changed, handled, counts, now);
    }
}
