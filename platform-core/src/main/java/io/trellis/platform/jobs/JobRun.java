package io.trellis.platform.jobs;

import java.util.function.UnaryOperator;

/** A job being run, as its runner sees it. */
public interface JobRun {
    /** As last stored. */
    Job job();

    /**
     * Stores progress, durable when it returns.
     *
     * @throws JobStopped when the job was cancelled, the process is stopping or another process has taken the job over; what
     *     was given is stored in the first two cases. Runners let it pass.
     */
    Job checkpoint(UnaryOperator<Job> change);

    /** @throws JobStopped as {@link #checkpoint} does, from what is known without asking the store; cheap enough for a loop */
    void pause();

    /** Ends a run before its end. */
    final class JobStopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        enum Reason {
            CANCELLED,
            SHUTDOWN,
            LOST
        }

        final transient Reason reason;

        JobStopped(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }
    }
}
