package io.trellis.platform.jobs;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Does one kind of background work. Spring beans of this type are found by {@link Jobs}. */
public interface JobRunner {
    /** The kind of jobs it does; stable, as stored jobs name it. */
    String kind();

    /**
     * Does the work, from where {@link JobRun#job} says it stands, and returns when it is done. May be called again for the
     * same job after a crash, so whatever it did behind the last checkpoint must bear being done again.
     *
     * @throws io.trellis.platform.problem.ProblemException ends the job as failed, for this reason; one of kind UNAVAILABLE
     *     counts as bad luck, like every other exception, and {@link #retry} says what comes of it
     */
    void run(JobRun run) throws Exception;

    /** What happens when a run fails by bad luck. */
    default Retry retry() {
        return Retry.NEVER;
    }

    /** How long a job is kept after it has ended. */
    default Duration kept() {
        return Duration.ofDays(30);
    }

    /** How long a draft is kept that nobody starts. */
    default Duration draftKept() {
        return Duration.ofDays(7);
    }

    /** Removes what belongs to a job that is about to be forgotten, such as its files. May be called again after a crash. */
    default void forget(Job job) {}

    /**
     * @param times how often a job is tried again after its first failure
     * @param first before it is tried again; doubled before each further time
     * @param longest a pause never grows beyond
     */
    record Retry(int times, Duration first, Duration longest) {
        public static final Retry NEVER = new Retry(0, Duration.ZERO, Duration.ZERO);

        /** The pause after so many failures, up to a fifth longer so that what failed together does not come back together. */
        public Duration pause(int failures) {
            long doubled = first.toMillis() << Math.min(failures - 1, 30);
            long millis = Math.min(longest.toMillis(), doubled);
            return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 5 + 1));
        }
    }
}
