package io.trellis.platform.jobs;

/**
 * Work of the installation itself that comes round, such as a clean-up. Spring beans of this type are found; each time is a job that
 * one node runs; one that was missed is made up for once, and one that fails by bad luck is tried again.
 */
public interface Chore {
    /** Stable: letters, digits and {@code -}. */
    String name();

    /** When, in UTC: six fields as {@link Schedule#cron} has them. */
    String cron();

    /**
     * Does it. May be called again after a crash.
     *
     * @param run call {@link JobRun#pause} now and then, so that it can be cancelled and the server can stop
     */
    void run(JobRun run) throws Exception;
}
