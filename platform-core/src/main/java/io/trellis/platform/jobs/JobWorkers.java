package io.trellis.platform.jobs;

import io.trellis.platform.jobs.JobRun.JobStopped;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.telemetry.LogContext;
import io.trellis.platform.telemetry.Telemetry;
import io.trellis.platform.telemetry.Work;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the queue, claims what nobody works on and runs it on a few threads. A job names the node that runs it, and whoever finds
 * that node dead takes it over.
 */
@Component
final class JobWorkers implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(15);
    /** A queue entry without a job, or with one that is not to be run, is left alone for as long as its writer may need. */
    private static final Duration ORPHAN = Duration.ofMinutes(1);

    /** A job that so many nodes died of may be the reason. */
    private static final int MOST_TAKEOVERS = 8;

    private final Jobs jobs;
    private final Leases leases;
    private final Map<String, JobRunner> runners;
    private final Semaphore free;
    private final int workers;
    private final Telemetry telemetry;
    private final Queue queue = new Queue();
    private final Map<String, RunningJob> running = new ConcurrentHashMap<>();
    private final Semaphore woken = new Semaphore(0);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile Thread looker;

    @Autowired
    JobWorkers(
            Jobs jobs,
            List<JobRunner> runners,
            Leases leases,
            @Value("${trellis.jobs.workers:2}") int workers,
            Telemetry telemetry) {
        this.jobs = jobs;
        this.leases = leases;
        this.runners = runners.stream().collect(Collectors.toMap(JobRunner::kind, Function.identity()));
        this.workers = workers;
        this.free = new Semaphore(workers);
        this.telemetry = telemetry;
        telemetry.gauges("trellis.jobs", "Jobs that wait, and those that run on this node", "state", this::states);
    }

    private Map<String, Integer> states() {
        int busy = running.size();
        return Map.of(
                "running", busy, "waiting", Math.max(0, jobs.store().queue().size() - busy));
    }

    JobWorkers(Jobs jobs, List<JobRunner> runners, Leases leases, int workers) {
        this(jobs, runners, leases, workers, Telemetry.NONE);
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
        long looks = 0;
        while (!stopping.get()) {
            try {
                Instant now = jobs.clock().instant();
                if (++looks % 3 == 0) {
                    running.values().forEach(RunningJob::look);
                }
                for (JobStore.Entry entry : queue.order(jobs.store().queue(), this::runningOf)) {
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

    private long runningOf(String tenant) {
        return running.values().stream()
                .filter(run -> run.job().tenant().equals(tenant))
                .count();
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
        if (stored == null || !free(stored.job(), now)) {
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
            Job claimed = stored.job().claimed(leases.nodeId(), now);
            long version = jobs.store().write(claimed, stored.version());
            if (version >= 0) {
                queue.served(claimed.tenant());
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

    /** One that this node has, and does not run, was left over when it could not be ended. */
    private boolean free(Job job, Instant now) {
        return job.due(now)
                || job.state() == Job.State.RUNNING
                        && (leases.nodeId().equals(job.worker()) || !leases.alive(job.worker()));
    }

    private void run(JobRunner runner, RunningJob run) {
        try {
            Job.State end;
            Job.Failure failure = null;
            try {
                if (run.job().takeovers() > MOST_TAKEOVERS) {
                    throw new ProblemException(ProblemException.Kind.INVALID, "JOB_GAVE_UP", Map.of());
                }
                measured(runner, run);
                end = Job.State.DONE;
            } catch (JobStopped stopped) {
                switch (stopped.reason) {
                    case CANCELLED -> end = Job.State.CANCELLED;
                    case SHUTDOWN -> {
                        // Free to be claimed at once, by the next process.
                        run.end(Job::released);
                        return;
                    }
                    case LOST -> {
                        LOG.warn(
                                "Job {} was taken over by another node",
                                run.job().id());
                        return;
                    }
                    default -> throw new IllegalStateException(stopped);
                }
            } catch (Exception | LinkageError | OutOfMemoryError e) {
                if (stopping.get()) {
                    run.end(Job::released);
                    return;
                }
                failure = failure(run.job(), e);
                end = Job.State.FAILED;
                boolean badLuck =
                        !(e instanceof ProblemException problem) || problem.kind() == ProblemException.Kind.UNAVAILABLE;
                if (badLuck && run.job().failures() < runner.retry().times()) {
                    putBack(runner, run, failure);
                    return;
                }
            }
            Instant now = jobs.clock().instant();
            Job.State state = end;
            Job.Failure why = failure;
            run.end(job -> job.finished(state, why, now));
            jobs.store().dequeue(run.job().id());
        } catch (RuntimeException e) {
            LOG.error(
                    "Job {} could not be ended and is taken up again", run.job().id(), e);
        } finally {
            running.remove(run.job().id());
            free.release();
            woken.release();
        }
    }

    private void measured(JobRunner runner, RunningJob run) throws Exception {
        LogContext.actor(run.job().tenant(), run.job().owner());
        try (Work work = telemetry.begin(Telemetry.Kind.JOB, runner.kind())) {
            try {
                runner.run(run);
            } catch (JobStopped stopped) {
                throw stopped;
            } catch (Exception | LinkageError | OutOfMemoryError failure) {
                work.failed(failure);
                throw failure;
            }
        }
    }

    private void putBack(JobRunner runner, RunningJob run, Job.Failure failure) {
        Instant until =
                jobs.clock().instant().plus(runner.retry().pause(run.job().failures() + 1));
        run.end(job -> job.cancelRequested()
                ? job.finished(Job.State.CANCELLED, null, jobs.clock().instant())
                : job.putBack(failure, until));
    }

    private static Job.Failure failure(Job job, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return new Job.Failure(problem.code(), problem.params());
        }
        String errorId = Long.toString(System.nanoTime(), 36);
        LOG.error("Job {} failed unexpectedly, error {}", job.id(), errorId, failure);
        return new Job.Failure("UNEXPECTED", Map.of("errorId", errorId));
    }
}
