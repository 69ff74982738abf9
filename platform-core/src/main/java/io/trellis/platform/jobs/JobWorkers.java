package io.trellis.platform.jobs;

import io.trellis.platform.jobs.JobRun.JobStopped;
import io.trellis.platform.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at the queue, claims what nobody works on and runs it on a few threads; renews the leases of what runs. */
@Component
final class JobWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(15);
    /** A queue entry without a job, or with one that is not to be run, is left alone for as long as its writer may need. */
    private static final Duration ORPHAN = Duration.ofMinutes(1);

    private static final int MAX_ATTEMPTS = 8;

    private final Jobs jobs;
    private final Map<String, JobRunner> runners;
    private final Semaphore free;
    private final int workers;
    private final String name = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    private final Map<String, RunningJob> running = new ConcurrentHashMap<>();
    private final Semaphore woken = new Semaphore(0);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile Thread looker;

    JobWorkers(Jobs jobs, List<JobRunner> runners, @Value("${trellis.jobs.workers:2}") int workers) {
        this.jobs = jobs;
        this.runners = runners.stream().collect(Collectors.toMap(JobRunner::kind, Function.identity()));
        this.workers = workers;
        this.free = new Semaphore(workers);
    }

    @Override
    public void start() {
        stopping.set(false);
        jobs.onQueued(woken::release);
        looker = Thread.ofPlatform().name("jobs").daemon().start(this::look);
    }

    @Override
    public void stop() {
        stopping.set(true);
        woken.release();
        jobs.onQueued(() -> {});
        try {
            looker.join(STOP);
            if (!free.tryAcquire(workers, STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} jobs did not stop in time; they go on from their last checkpoint", running.size());
            } else {
                free.release(workers);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        looker = null;
    }

    @Override
    public boolean isRunning() {
        return looker != null;
    }

    private void look() {
        Instant beat = Instant.EPOCH;
        while (!stopping.get()) {
            try {
                Instant now = jobs.clock().instant();
                if (Duration.between(beat, now).compareTo(RunningJob.LEASE.dividedBy(3)) > 0) {
                    beat = now;
                    running.values().forEach(RunningJob::beat);
                }
                for (JobStore.Entry entry : jobs.store().queue()) {
                    if (!stopping.get() && !running.containsKey(entry.id())) {
                        consider(entry, now);
                    }
                }
                woken.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                woken.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The job queue could not be read; trying again", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consider(JobStore.Entry entry, Instant now) {
        JobStore.Stored stored = jobs.store().find(entry.tenant(), entry.id()).orElse(null);
        if (stored == null || !stored.job().runnable(now)) {
            boolean over = stored != null && stored.job().state().finished();
            boolean idle = stored == null || stored.job().state() == Job.State.DRAFT;
            if (over || idle && entry.at().plus(ORPHAN).isBefore(now)) {
                jobs.store().dequeue(entry.id());
            }
            return;
        }
        JobRunner runner = runners.get(stored.job().kind());
        if (runner == null || !free.tryAcquire()) {
            return;
        }
        boolean handed = false;
        try {
            Job claimed = stored.job().claimed(name, now, now.plus(RunningJob.LEASE));
            long version = jobs.store().write(claimed, stored.version());
            if (version >= 0) {
                RunningJob run = new RunningJob(jobs, claimed, version, stopping::get);
                running.put(claimed.id(), run);
                Thread.ofPlatform().name("job-" + claimed.id()).daemon().start(() -> run(runner, run));
                handed = true;
            }
        } finally {
            if (!handed) {
                free.release();
            }
        }
    }

    private void run(JobRunner runner, RunningJob run) {
        try {
            Instant[] ended = {null};
            Job.State end;
            Job.Failure failure = null;
            try {
                if (run.job().attempts() > MAX_ATTEMPTS) {
                    throw new ProblemException(ProblemException.Kind.INVALID, "JOB_GAVE_UP", Map.of());
                }
                runner.run(run);
                end = Job.State.DONE;
            } catch (JobStopped stopped) {
                switch (stopped.reason) {
                    case CANCELLED -> end = Job.State.CANCELLED;
                    case SHUTDOWN -> {
                        // Free to be claimed at once, by the next process.
                        run.end(job -> job.leased(Instant.EPOCH));
                        return;
                    }
                    case LOST -> {
                        LOG.warn(
                                "Job {} was taken over by another process",
                                run.job().id());
                        return;
                    }
                    default -> throw new IllegalStateException(stopped);
                }
            } catch (ProblemException problem) {
                end = Job.State.FAILED;
                failure = new Job.Failure(problem.code(), problem.params());
            } catch (Exception | LinkageError | OutOfMemoryError e) {
                if (stopping.get()) {
                    run.end(job -> job.leased(Instant.EPOCH));
                    return;
                }
                String errorId = Long.toString(System.nanoTime(), 36);
                LOG.error("Job {} failed unexpectedly, error {}", run.job().id(), errorId, e);
                end = Job.State.FAILED;
                failure = new Job.Failure("UNEXPECTED", Map.of("errorId", errorId));
            }
            ended[0] = jobs.clock().instant();
            Job.State state = end;
            Job.Failure why = failure;
            run.end(job -> job.finished(state, why, ended[0]));
            jobs.store().dequeue(run.job().id());
        } catch (RuntimeException e) {
            LOG.error("Job {} could not be ended; its lease runs out", run.job().id(), e);
        } finally {
            running.remove(run.job().id());
            free.release();
            woken.release();
        }
    }
}
