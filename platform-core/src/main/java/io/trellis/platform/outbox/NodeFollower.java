package io.trellis.platform.outbox;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.outbox.OutboxListener.Unavailable;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A listener of which each node has its own. Everything is strictly in order: a failing event is tried again on the spot, and given up
 * after a while, so that the listener may take its position to mean that it has had all before it.
 */
final class NodeFollower extends Follower {
    private static final Logger LOG = LoggerFactory.getLogger(NodeFollower.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
    /** With the pauses between them about half a minute. */
    private static final int ATTEMPTS = 6;

    private final RecordStore store;
    private final Leases leases;
    private volatile long position;
    private volatile long handled;
    private volatile long givenUp;

    NodeFollower(OutboxListener listener, OutboxSettings settings, RecordStore store, Leases leases) {
        super(listener, settings);
        this.store = store;
        this.leases = leases;
    }

    /** To be called before this node trims anything. */
    void begin() {
        position = listener.begin(store.outboxRange());
    }

    /** Up to where events were handed on. */
    long position() {
        return position;
    }

    /** Up to where events are not needed on its account. */
    long settled() {
        return Math.min(position, listener.settled(position));
    }

    long handled() {
        return handled;
    }

    long givenUp() {
        return givenUp;
    }

    @Override
    void follow() throws InterruptedException {
        List<OutboxEvent> events = store.readOutbox(position, settings.batch());
        // Positions may leave gaps; only where one shows can something have been trimmed.
        if (!events.isEmpty() && events.getFirst().position() > position + 1 && missedSome()) {
            return;
        }
        if (!events.isEmpty()) {
            hand(events);
            position = events.getLast().position();
        }
        if (events.size() < settings.batch()) {
            boolean woken = awaitEvents(leases.shared() ? leases.poll() : LONGEST_SLEEP);
            if (!woken) {
                missedSome();
            }
        }
    }

    private boolean missedSome() {
        OutboxRange range = store.outboxRange();
        if (range.trimmed() <= position) {
            return false;
        }
        LOG.warn("Events after {} are gone before {} has seen them", position, listener.name());
        position = listener.begin(range);
        return true;
    }

    private void hand(List<OutboxEvent> events) {
        Throwable failure = attempt(events);
        if (failure == null) {
            handled += events.size();
        } else if (events.size() > 1) {
            // Not halved: nothing may be handed on before what comes earlier.
            events.forEach(event -> hand(List.of(event)));
        } else {
            insist(events.getFirst(), failure);
        }
    }

    private void insist(OutboxEvent event, Throwable first) {
        Throwable failure = first;
        for (int attempts = 1; failure != null; attempts++) {
            boolean last = attempts == ATTEMPTS;
            LOG.atLevel(last ? Level.ERROR : Level.WARN)
                    .setCause(last || attempts == 1 ? failure : null)
                    .log(
                            "{} failed at event {} ({} {}), attempt {} of {}",
                            listener.name(),
                            event.position(),
                            event.object(),
                            event.kind(),
                            attempts,
                            ATTEMPTS);
            if (last) {
                givenUp++;
                return;
            }
            pause(settings.pause(attempts));
            failure = attempt(List.of(event));
        }
        handled++;
    }

    /**
     * Waits for as long as the listener says that it can't do anything.
     *
     * @return why an event failed, or null
     */
    private Throwable attempt(List<OutboxEvent> events) {
        for (int failures = 1; ; failures++) {
            if (stopping()) {
                throw new Handing.Stopped();
            }
            try {
                Outcome outcome = listener.handle(events);
                return events.stream()
                        .map(outcome::failureOf)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
            } catch (Unavailable unavailable) {
                LOG.warn("{} can't handle anything at present and is asked again", listener.name(), unavailable);
                pause(settings.pause(failures));
            } catch (Exception | LinkageError | StackOverflowError failure) {
                return failure;
            }
        }
    }
}
