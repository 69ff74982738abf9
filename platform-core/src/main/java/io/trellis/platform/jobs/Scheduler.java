package io.trellis.platform.jobs;

import io.trellis.platform.access.Access;
import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks which schedules are due, on the one node that has the lease for it; plans the chores when it starts. */
@Component
final class Scheduler implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final String LEASE = "schedules";
    /** Other nodes can't wake this one. */
    private static final Duration SHARED_LOOK = Duration.ofSeconds(5);

    private final Schedules schedules;
    private final List<Chore> chores;
    private final Leases leases;
    private final Jobs jobs;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean running;
    private Thread thread;

    Scheduler(Schedules schedules, List<Chore> chores, Leases leases, Jobs jobs) {
        this.schedules = schedules;
        this.chores = chores;
        this.leases = leases;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        running = true;
        schedules.onChange(woken::release);
        thread = Thread.ofVirtual().name("schedules").start(this::work);
    }

    private void plan() {
        for (Chore chore : chores) {
            schedules.put(
                    ChoreRunner.INSTALLATION,
                    new Schedule(
                            chore.name(),
                            ChoreRunner.KIND,
                            chore.cron(),
                            ZoneOffset.UTC,
                            Access.SYSTEM_USER,
                            Map.of("chore", chore.name())));
        }
    }

    private void work() {
        Lease lease = null;
        boolean planned = false;
        try {
            while (running) {
                Duration wait = leases.poll();
                try {
                    if (!planned) {
                        plan();
                        planned = true;
                    }
                    if (lease == null || !lease.held()) {
                        lease = leases.tryTake(LEASE).orElse(null);
                    }
                    if (lease != null) {
                        Instant next = schedules.fire();
                        Duration longest = leases.shared() ? SHARED_LOOK : Duration.ofMinutes(1);
                        Duration due = Duration.between(jobs.clock().instant(), next);
                        wait = due.compareTo(longest) < 0 ? due : longest;
                    }
                } catch (RuntimeException failure) {
                    LOG.error("The schedules could not be looked at; trying again", failure);
                    wait = Duration.ofSeconds(5);
                }
                woken.tryAcquire(Math.max(10, wait.toMillis()), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            if (lease != null) {
                lease.release();
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        schedules.onChange(() -> {});
        woken.release();
        try {
            thread.join(5_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
