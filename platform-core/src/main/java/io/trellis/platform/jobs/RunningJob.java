package io.trellis.platform.jobs;

import io.trellis.platform.jobs.JobRun.JobStopped.Reason;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Keeps a running job's document, its lease and its checkpoints in step. The runner's and the heartbeat's thread use it. */
final class RunningJob implements JobRun {
    static final Duration LEASE = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final String worker;
    private final BooleanSupplier stopping;
    private Job job;
    private long version;
    private boolean lost;

    RunningJob(Jobs jobs, Job job, long version, BooleanSupplier stopping) {
        this.jobs = jobs;
        this.job = job;
        this.version = version;
        this.worker = job.worker();
        this.stopping = stopping;
    }

    @Override
    public synchronized Job job() {
        return job;
    }

    @Override
    public Job checkpoint(UnaryOperator<Job> change) {
        Job stored = store(change);
        pause();
        return stored;
    }

    @Override
    public synchronized void pause() {
        if (lost) {
            throw new JobStopped(Reason.LOST);
        }
        if (job.cancelRequested()) {
            throw new JobStopped(Reason.CANCELLED);
        }
        if (stopping.getAsBoolean()) {
            throw new JobStopped(Reason.SHUTDOWN);
        }
    }

    /** Keeps others from thinking this process is dead; also learns of a cancellation. */
    void beat() {
        try {
            store(current -> current);
        } catch (JobStopped stopped) {
            // The runner finds out at its next pause.
        }
    }

    synchronized Job store(UnaryOperator<Job> change) {
        while (true) {
            if (lost) {
                throw new JobStopped(Reason.LOST);
            }
            Job next = change.apply(job).leased(jobs.clock().instant().plus(LEASE));
            long written = jobs.store().write(next, version);
            if (written >= 0) {
                job = next;
                version = written;
                return next;
            }
            var stored = jobs.store().find(job.tenant(), job.id());
            if (stored.isEmpty() || !worker.equals(stored.get().job().worker())) {
                lost = true;
            } else {
                job = stored.get().job();
                version = stored.get().version();
            }
        }
    }

    /** Lets go of the job; what it ends as is decided here unless another process has it by now. */
    synchronized void end(UnaryOperator<Job> change) {
        while (!lost) {
            if (jobs.store().write(change.apply(job), version) >= 0) {
                job = change.apply(job);
                return;
            }
            var stored = jobs.store().find(job.tenant(), job.id());
            if (stored.isEmpty() || !worker.equals(stored.get().job().worker())) {
                lost = true;
            } else {
                job = stored.get().job();
                version = stored.get().version();
            }
        }
    }
}
