package io.trellis.platform.outbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener's thread. Subclasses say what it does until it is stopped. */
abstract class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    final OutboxListener listener;
    final OutboxSettings settings;
    private final Semaphore signal = new Semaphore(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread;

    Follower(OutboxListener listener, OutboxSettings settings) {
        this.listener = listener;
        this.settings = settings;
    }

    /** Follows the outbox until it should stop or must begin anew. */
    abstract void follow() throws InterruptedException;

    final void start() {
        thread = Thread.ofVirtual().name("outbox-" + listener.name()).start(this::run);
    }

    private void run() {
        int failures = 0;
        while (!stopping()) {
            try {
                follow();
                failures = 0;
            } catch (InterruptedException | Handing.Stopped stop) {
                return;
            } catch (RuntimeException | LinkageError | StackOverflowError failure) {
                if (stopping()) {
                    return;
                }
                LOG.error("The events of {} are read again after a failure", listener.name(), failure);
                pause(settings.pause(++failures));
            }
        }
    }

    final boolean stopping() {
        return stopped.getCount() == 0;
    }

    /** Has it look at once. */
    final void wake() {
        if (signal.availablePermits() == 0) {
            signal.release();
        }
    }

    /**
     * Sleeps until it is woken or the time is over.
     *
     * @return whether it was woken
     */
    final boolean await(Duration longest) throws InterruptedException {
        boolean woken = signal.tryAcquire(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS);
        signal.drainPermits();
        return woken;
    }

    /** Sleeps until it is woken or the time is over; woken, it gives the listener's next events a moment to gather. */
    final boolean awaitEvents(Duration longest) throws InterruptedException {
        boolean woken = await(longest);
        if (woken && !listener.gather().isZero()) {
            pause(listener.gather());
            // Whoever called meanwhile is seen by the look that follows.
            signal.drainPermits();
        }
        return woken;
    }

    /** Sleeps, whoever wants to wake it; only a stop ends it early. */
    final void pause(Duration duration) {
        try {
            stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets a batch under way be finished and noted; one that takes long comes again after the next start. */
    final void stop() {
        stopped.countDown();
        wake();
        if (thread == null) {
            return;
        }
        try {
            thread.join(2_000);
            thread.interrupt();
            thread.join(3_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
