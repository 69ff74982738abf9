package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.SystemStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands the outbox to the listeners, one thread each so that a slow one delays nobody, and forgets what all have handled. Threads
 * sleep until a commit wakes them.
 */
@Component
public final class OutboxDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);
    private static final String KIND = "outboxPosition";
    private static final int BATCH = 500;
    private static final int LONGEST_PAUSE_SECONDS = 60;
    /** With or without listeners, events are swept together rather than one by one. */
    private static final int TRIM_EVERY_SECONDS = 5;

    private final RecordStore store;
    private final List<Follower> followers = new ArrayList<>();
    private Thread sweeper;
    private volatile boolean running;

    OutboxDispatcher(RecordStore store, ObjectProvider<OutboxListener> listeners) {
        this.store = store;
        listeners.orderedStream().forEach(listener -> followers.add(new Follower(listener)));
        store.onCommit(() -> followers.forEach(Follower::wake));
    }

    @Override
    public void start() {
        running = true;
        followers.forEach(Follower::start);
        sweeper = Thread.ofVirtual().name("outbox-sweeper").start(this::sweep);
    }

    @Override
    public void stop() {
        running = false;
        sweeper.interrupt();
        followers.forEach(Follower::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void sweep() {
        long done = 0;
        while (running) {
            try {
                Thread.sleep(TRIM_EVERY_SECONDS * 1000L);
                long upTo = slowest();
                if (upTo > done) {
                    store.trimOutbox(upTo);
                    done = upTo;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("The outbox was not trimmed: {}", failure.getMessage());
            }
        }
    }

    /** The position everybody has handled; with nobody to wait for, the newest there is. */
    private long slowest() {
        return followers.stream().mapToLong(follower -> follower.position).min().orElseGet(this::newest);
    }

    private long newest() {
        long newest = 0;
        List<OutboxEvent> events = store.readOutbox(0, 10_000);
        while (!events.isEmpty()) {
            newest = events.getLast().position();
            events = events.size() < 10_000 ? List.of() : store.readOutbox(newest, 10_000);
        }
        return newest;
    }

    /** One listener and how far it has come. */
    private final class Follower {
        private final OutboxListener listener;
        private final Semaphore signal = new Semaphore(1);
        private Thread thread;
        private volatile long position;

        Follower(OutboxListener listener) {
            this.listener = listener;
        }

        void start() {
            position = store.system()
                    .find("", KIND, listener.name())
                    .map(kept -> Long.parseLong(new String(kept.json(), StandardCharsets.US_ASCII)))
                    .orElse(0L);
            thread = Thread.ofVirtual().name("outbox-" + listener.name()).start(this::follow);
        }

        void wake() {
            if (signal.availablePermits() == 0) {
                signal.release();
            }
        }

        /** Lets a batch under way be finished and noted; one that takes long comes again after the next start. */
        void stop() {
            wake();
            try {
                thread.join(2_000);
                thread.interrupt();
                thread.join(3_000);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void follow() {
            int failures = 0;
            while (running) {
                try {
                    if (failures == 0) {
                        signal.acquire();
                        signal.drainPermits();
                    }
                    while (running && step()) {
                        failures = 0;
                    }
                    failures = 0;
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    failures++;
                    LOG.error("{} failed after event {} and is tried again", listener.name(), position, failure);
                    if (!pause(failures)) {
                        return;
                    }
                }
            }
        }

        private boolean pause(int failures) {
            try {
                TimeUnit.SECONDS.sleep(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures - 1, 6)));
                return true;
            } catch (InterruptedException stopped) {
                return false;
            }
        }

        /** @return whether there may be more */
        private boolean step() {
            List<OutboxEvent> events = store.readOutbox(position, BATCH);
            if (events.isEmpty()) {
                return false;
            }
            try {
                listener.handle(events);
            } catch (RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
            long reached = events.getLast().position();
            byte[] json = Long.toString(reached).getBytes(StandardCharsets.US_ASCII);
            store.system().write("", List.of(new SystemStore.Put(KIND, listener.name(), -1, json)));
            position = reached;
            return events.size() == BATCH;
        }
    }
}
