package io.trellis.platform.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Knows whether this node should be sent requests. When the process is told to stop it says no first, and goes on answering for a while so
 * that load balancers can look away; only then do the parts of the server stop. Thread-safe.
 */
@Component
final class Readiness implements ApplicationListener<ContextClosedEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Answers are kept for a moment: whoever asks in a loop must not keep the store busy. */
    private static final long KEPT_NANOS = Duration.ofMillis(500).toNanos();

    private final ApplicationAvailability availability;
    private final List<ReadinessCheck> checks;
    private final Duration drain;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile Answer last = new Answer(List.of(), System.nanoTime() - KEPT_NANOS);

    /** What was out of reach, and when that was found out. */
    private record Answer(List<String> missing, long nanos) {}

    Readiness(
            ApplicationAvailability availability,
            List<ReadinessCheck> checks,
            @Value("${trellis.drain:0s}") Duration drain) {
        this.availability = availability;
        this.checks = checks;
        this.drain = drain;
    }

    /** What keeps this node from being sent requests; empty when nothing does. */
    List<String> missing() {
        if (draining()) {
            return List.of("draining");
        }
        List<String> missing = new ArrayList<>();
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            missing.add("starting");
        }
        missing.addAll(outOfReach());
        return missing;
    }

    boolean draining() {
        return draining.get();
    }

    private List<String> outOfReach() {
        if (System.nanoTime() - last.nanos() >= KEPT_NANOS) {
            List<String> missing = checks.stream()
                    .filter(check -> !reached(check))
                    .map(ReadinessCheck::name)
                    .toList();
            last = new Answer(missing, System.nanoTime());
        }
        return last.missing();
    }

    private static boolean reached(ReadinessCheck check) {
        var done = new CompletableFuture<Void>();
        Thread asking = Thread.ofVirtual().name("readiness-" + check.name()).start(() -> {
            try {
                check.check();
                done.complete(null);
            } catch (Throwable failure) {
                done.completeExceptionally(failure);
            }
        });
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            asking.interrupt();
            LOG.warn("Not ready: {} has not answered within {} s", check.name(), PATIENCE.toSeconds());
        } catch (java.util.concurrent.ExecutionException failure) {
            LOG.warn(
                    "Not ready: {} can't be reached: {}",
                    check.name(),
                    failure.getCause().toString());
        }
        return false;
    }

    /** Heard before any part of the server is stopped, which waits until this returns. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closing) {
        if (!draining.compareAndSet(false, true) || drain.isZero()) {
            return;
        }
        LOG.info("Stopping in {} s; requests are answered until then", drain.toSeconds());
        try {
            Thread.sleep(drain);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
