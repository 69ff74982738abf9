package io.trellis.platform.jobs;

/** Does one kind of background work. Spring beans of this type are found by {@link Jobs}. */
public interface JobRunner {
    /** The kind of jobs it does; stable, as stored jobs name it. */
    String kind();

    /**
     * Does the work, from where {@link JobRun#job} says it stands, and returns when it is done. May be called again for the
     * same job after a crash, so whatever it did behind the last checkpoint must bear being done again.
     *
     * @throws io.trellis.platform.problem.ProblemException ends the job as failed, for this reason
     */
    void run(JobRun run) throws Exception;
}
