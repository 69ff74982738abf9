package io.trellis.platform.jobs;

import io.trellis.platform.jobs.JobRun.JobStopped.Reason;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Keeps a running job's document and its checkpoints in step. The runner's and the looker's thread use it. */
final class RunningJob implements JobRun {
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

    /** Learns whether somebody has cancelled the job, or another node has taken it over. */
    synchronized void look() {
        if (!lost) {
            refresh();
        }
    }

    private synchronized Job store(UnaryOperator<Job> change) {
        while (!lost) {
            Job next = change.apply(job);
            long written = jobs.store().write(next, version);
            if (written >= 0) {
                job = next;
                version = written;
                return next;
            }
            refresh();
        }
        throw new JobStopped(Reason.LOST);
    }

    /** Lets go of the job; what it ends as is decided here unless another node has it by now. */
    void end(UnaryOperator<Job> change) {
        try {
            store(change);
        } catch (JobStopped lostMeanwhile) {
            // Then it is the other node's to end.
        }
    }

    private void refresh() {
        var stored = jobs.store().find(job.tenant(), job.id());
        // A node can take over even from one of its own earlier runs, so the times it was taken up count too.
        if (stored.isEmpty()
                || !worker.equals(stored.get().job().worker())
                || stored.get().job().attempts() != job.attempts()) {
            lost = true;
        } else {
            job = stored.get().job();
            version = stored.get().version();
        }
    }
}
