package io.trellis.platform.outbox;

import io.trellis.platform.jobs.JobRunner;
import java.time.Duration;

/**
 * @param batch most events handed to a listener at once
 * @param attempts how often an event may fail before it is a dead letter
 * @param firstPause before the second attempt; doubled before each further one
 * @param longestPause a pause never grows beyond
 * @param waitingMost a listener reads no further while so many of its events wait
 * @param kept how long it is remembered which events were skipped
 * @param tail how long events stay for other nodes' own listeners when everybody else is done with them
 */
record OutboxSettings(
        int batch,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        int waitingMost,
        Duration kept,
        Duration tail) {
    OutboxSettings {
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("trellis.outbox: at least one attempt, and pauses that don't shrink");
        }
    }

    static OutboxSettings defaults() {
        return new OutboxSettings(
                500,
                10,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                20_000,
                Duration.ofDays(7),
                Duration.ofMinutes(10));
    }

    Duration pause(int failures) {
        return new JobRunner.Retry(attempts, firstPause, longestPause).pause(failures);
    }
}
