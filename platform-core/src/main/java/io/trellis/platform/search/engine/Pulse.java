package io.trellis.platform.search.engine;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a piece of work on a thread of its own a moment after it was asked for, once for all who asked meanwhile. Thread-safe. */
public final class Pulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Runnable work;
    private final Duration pause;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;
    private boolean asked;
    private boolean closed;

    /** @param pause between two rounds, and before the first, so that a burst is one round */
    public Pulse(String name, Duration pause, Runnable work) {
        this.work = work;
        this.pause = pause;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::loop);
    }

    public void ask() {
        lock.lock();
        try {
            if (!asked) {
                asked = true;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (await()) {
            try {
                work.run();
            } catch (RuntimeException failure) {
                LOG.warn(
                        "{} is tried again when it is next needed",
                        Thread.currentThread().getName(),
                        failure);
            }
        }
    }

    /** @return false when there will be no more work */
    private boolean await() {
        lock.lock();
        try {
            while (!asked && !closed) {
                changed.await();
            }
            long left = pause.toNanos();
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            asked = false;
            return !closed;
        } catch (InterruptedException stopped) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work under way; what was asked for and not begun is not done. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
