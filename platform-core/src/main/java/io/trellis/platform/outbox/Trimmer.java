package io.trellis.platform.outbox;

import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxRange;
import io.trellis.platform.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets events that everybody is done with: all listeners of the installation, this node's own ones, and those of other nodes, for
 * which events stay a while. One node does it for all.
 */
final class Trimmer {
    private static final Logger LOG = LoggerFactory.getLogger(Trimmer.class);
    /** A listener that no node knows any more holds nothing back after a day: time enough to take turns in an upgrade. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** The newest event there was at a time. */
    private record Mark(long nanos, long newest) {}

    private final RecordStore store;
    private final Leases leases;
    private final List<String> names;
    private final List<NodeFollower> own;
    private final Duration tail;
    private final LongSupplier nanos;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Lease lease;
    private Thread thread;

    /**
     * @param names of the listeners that one node runs for all
     * @param tail how long events stay for other nodes' own listeners; where there can't be others they don't
     */
    Trimmer(
            RecordStore store,
            Leases leases,
            List<String> names,
            List<NodeFollower> own,
            Duration tail,
            LongSupplier nanos) {
        this.store = store;
        this.leases = leases;
        this.names = names;
        this.own = own;
        this.tail = leases.shared() ? tail : Duration.ZERO;
        this.nanos = nanos;
    }

    void start(Duration every) {
        thread = Thread.ofVirtual().name("outbox-trimmer").start(() -> {
            while (true) {
                try {
                    Thread.sleep(every);
                    trim();
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    LOG.warn("The outbox was not trimmed: {}", failure.getMessage());
                }
            }
        });
    }

    void stop() {
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (lease != null) {
            try {
                lease.release();
            } catch (StoreException unreachable) {
                // The listeners have still to be stopped, and what is not given back runs out.
                LOG.warn("The lease for trimming was not given back and runs out: {}", unreachable.getMessage());
            }
        }
    }

    void trim() {
        if (lease == null || !lease.held()) {
            marks.clear();
            lease = leases.tryTake("outbox-trim").orElse(null);
        }
        if (lease == null) {
            return;
        }
        OutboxRange range = store.outboxRange();
        long upTo = Math.min(aged(range.newest()), settled());
        if (upTo > range.trimmed()) {
            store.trimOutbox(upTo);
        }
    }

    /** The newest event that is old enough, by when this node saw it, so that nobody's clock matters. */
    private long aged(long newest) {
        long now = nanos.getAsLong();
        if (marks.isEmpty() || marks.getLast().newest() < newest) {
            marks.addLast(new Mark(now, newest));
        }
        long aged = 0;
        while (!marks.isEmpty() && now - marks.getFirst().nanos() >= tail.toNanos()) {
            aged = marks.getFirst().newest();
            if (marks.size() == 1) {
                break;
            }
            marks.removeFirst();
        }
        return aged;
    }

    private long settled() {
        Instant abandoned = Instant.now().minus(ABANDONED);
        List<DeliveryLog.Listener> listeners = store.deliveries().listeners();
        // Until it has been claimed for the first time, a listener has a right to everything.
        boolean allKnown = names.stream().allMatch(name -> listeners.stream()
                .anyMatch(known -> known.name().equals(name)));
        if (!allKnown) {
            return 0;
        }
        long settled = listeners.stream()
                .filter(known -> names.contains(known.name()) || known.touched().isAfter(abandoned))
                .mapToLong(DeliveryLog.Listener::position)
                .min()
                .orElse(Long.MAX_VALUE);
        return own.stream().mapToLong(NodeFollower::settled).reduce(settled, Math::min);
    }
}
