package io.trellis.platform.outbox;

import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.outbox.OutboxListener.Unavailable;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that one node runs for all: while this node has its lease it hands it what is due again and what is new, and settles
 * each step in the account. Without the lease it waits for it.
 */
final class ClusterFollower extends Follower {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFollower.class);
    private static final int RETRIES = 100;
    private static final int PAGE = 1_000;
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
    /** So often everything may seem to fail before it is believed to be the events' own fault. */
    private static final int PATIENCE = 6;

    private final RecordStore store;
    private final DeliveryLog log;
    private final Leases leases;
    private final Stalls stalls;
    private final InstantSource clock;
    private long position;

    /** All that is known while the lease is held. */
    private WaitingRoom room;

    private int stalled;
    /** Set when somebody on this node wants dead letters tried again; other nodes' wishes are looked for now and then. */
    private volatile boolean asked;

    private long looked;

    ClusterFollower(
            OutboxListener listener, OutboxSettings settings, RecordStore store, Leases leases, InstantSource clock) {
        super(listener, settings);
        this.store = store;
        this.log = store.deliveries();
        this.leases = leases;
        this.stalls = new Stalls(store.system(), listener.name());
        this.clock = clock;
    }

    static String leaseOf(String listener) {
        return "outbox:" + listener;
    }

    @Override
    void follow() throws InterruptedException {
        Optional<Lease> taken = leases.tryTake(leaseOf(listener.name()));
        if (taken.isEmpty()) {
            await(leases.poll());
            return;
        }
        Lease lease = taken.get();
        try {
            if (begin(lease)) {
                work(lease);
            }
        } finally {
            lease.release();
        }
    }

    private boolean begin(Lease lease) {
        var known = log.claim(listener.name(), lease.token(), listener.begin(store.outboxRange()), clock.instant());
        if (known.isEmpty()) {
            return false;
        }
        position = known.get().position();
        room = new WaitingRoom();
        stalled = 0;
        stalls.over();
        Filter open = new Filter(null, listener.name(), null, null, Set.of(State.WAITING, State.REPLAY));
        List<Delivery> page;
        for (Key after = Key.FIRST;
                !(page = log.list(open, after, PAGE)).isEmpty();
                after = page.getLast().key()) {
            page.forEach(room::put);
        }
        return true;
    }

    private void work(Lease lease) throws InterruptedException {
        while (!stopping() && lease.held()) {
            try {
                boolean more = step(lease);
                if (stalled > 0) {
                    stalled = 0;
                    stalls.over();
                }
                if (!more) {
                    awaitEvents(sleep());
                }
            } catch (Unavailable unavailable) {
                stall(unavailable);
            } catch (Handing.Stalled suspicion) {
                stall(suspicion.getCause());
            }
        }
    }

    private Duration sleep() {
        Duration longest = leases.shared() ? leases.poll() : LONGEST_SLEEP;
        Instant next = room.next();
        if (next.equals(Instant.MAX)) {
            return longest;
        }
        Duration due = Duration.between(clock.instant(), next.equals(Instant.MIN) ? clock.instant() : next);
        return due.compareTo(longest) < 0 ? due : longest;
    }

    /** Nothing was settled, and all of it comes again after a pause that no commit shortens. */
    private void stall(Throwable why) {
        stalled++;
        if (stalled == 1) {
            LOG.warn("{} can't handle anything at present and is asked again", listener.name(), why);
            stalls.begin(Faults.of(why), clock.instant());
        }
        pause(settings.pause(stalled));
    }

    /** @return whether there may be more at once */
    private boolean step(Lease lease) {
        Instant now = clock.instant();
        var step = new Step(listener.name(), lease.token(), position, room, settings, now);
        adopt();
        retry(step, now);
        boolean more = false;
        if (room.size() < settings.waitingMost()) {
            List<OutboxEvent> events = store.readOutbox(position, settings.batch());
            if (!events.isEmpty()) {
                List<OutboxEvent> free = new ArrayList<>(events.size());
                for (OutboxEvent event : events) {
                    if (room.holds(event)) {
                        step.behind(event);
                    } else {
                        free.add(event);
                    }
                }
                step.fresh(free, hand(free));
                step.reached(events.getLast().position());
                more = events.size() == settings.batch();
            }
        }
        if (step.isEmpty()) {
            return false;
        }
        if (!log.settle(step.settlement())) {
            throw new IllegalStateException(listener.name() + " was taken over by another node");
        }
        position = step.position();
        return more || !room.next().isAfter(clock.instant());
    }

    /** Has it look at once for what an administrator wants tried again. */
    void ask() {
        asked = true;
        wake();
    }

    /** Takes back in what an administrator wants tried again. */
    private void adopt() {
        long now = System.nanoTime();
        boolean due = leases.shared() && now - looked > leases.poll().toNanos();
        if (!asked && !due) {
            return;
        }
        asked = false;
        looked = now;
        List<Delivery> wanted =
                log.list(new Filter(null, listener.name(), null, null, Set.of(State.REPLAY)), Key.FIRST, RETRIES);
        wanted.forEach(room::put);
        // There may be more of them.
        asked |= wanted.size() == RETRIES;
    }

    /** One by one: most of what failed once will hold up a batch. */
    private void retry(Step step, Instant now) {
        for (Delivery entry : room.due(now, RETRIES)) {
            step.again(entry, hand(List.of(entry.event())).get(entry.event().position()));
        }
    }

    private Map<Long, Handing.Result> hand(List<OutboxEvent> events) {
        return Handing.hand(listener, events, this::stopping, stalled >= PATIENCE);
    }
}
