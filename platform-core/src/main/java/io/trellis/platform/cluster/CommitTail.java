package io.trellis.platform.cluster;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the outbox as this node has seen it. Not an outbox listener, since nothing is done here that would have to be leased,
 * accounted for or tried again. Used by one thread.
 */
final class CommitTail {
    private static final Logger LOG = LoggerFactory.getLogger(CommitTail.class);
    private static final int BATCH = 1_000;
    /** Events are kept for much longer than this, so that only who was away for longer need ask what is gone. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final RecordStore store;
    private final LongSupplier nanos;
    private long position;
    private long looked;

    /** @param nanos a clock that only runs forward */
    CommitTail(RecordStore store, LongSupplier nanos) {
        this.store = store;
        this.nanos = nanos;
        this.looked = nanos.getAsLong();
        this.position = store.outboxRange().newest();
    }

    void look(Stream<CommitWatcher> beans) {
        List<CommitWatcher> watchers = beans.toList();
        if (nanos.getAsLong() - looked > AWAY.toNanos()) {
            OutboxRange range = store.outboxRange();
            if (range.trimmed() > position) {
                LOG.warn("Commits of other nodes were missed; everything remembered of records is read again");
                position = range.newest();
                watchers.forEach(CommitWatcher::missed);
            }
        }
        List<OutboxEvent> events;
        do {
            events = store.readOutbox(position, BATCH);
            if (!events.isEmpty()) {
                tell(watchers, events);
                position = events.getLast().position();
            }
        } while (events.size() == BATCH);
        looked = nanos.getAsLong();
    }

    private static void tell(List<CommitWatcher> watchers, List<OutboxEvent> events) {
        for (CommitWatcher watcher : watchers) {
            try {
                watcher.written(events);
            } catch (RuntimeException failure) {
                LOG.warn(
                        "{} could not follow other nodes' commits and starts anew",
                        watcher.getClass().getName(),
                        failure);
                watcher.missed();
            }
        }
    }
}
