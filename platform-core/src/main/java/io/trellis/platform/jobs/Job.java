package io.trellis.platform.jobs;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One piece of background work as it stands. Immutable; {@link Jobs#change} and {@link JobRun#checkpoint} store the next.
 *
 * @param kind which {@link JobRunner} does it
 * @param owner user id of who started it
 * @param total steps in all; -1 while unknown
 * @param processed steps that are done for good; a restart goes on behind them
 * @param counts what became of the steps, by the kind's own names
 * @param data the kind's own parameters and checkpoint, JSON-like
 * @param problem why it failed, or failed last and is tried again; else null
 * @param attempts how often it was taken up
 * @param failures how often it failed and was put back to be tried again
 * @param takeovers how often it was taken up because the node that had it died
 * @param notBefore when it is tried again; null where it need not wait
 * @param worker id of the node that runs it
 */
public record Job(
        String id,
        String tenant,
        String kind,
        String owner,
        State state,
        long total,
        long processed,
        Map<String, Long> counts,
        Map<String, Object> data,
        Failure problem,
        int attempts,
        int failures,
        int takeovers,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        Instant notBefore,
        String worker,
        boolean cancelRequested) {
    /** Where a job is in its life. */
    public enum State {
        /** Not to be run yet: its owner still has to decide something. */
        DRAFT,
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        public boolean finished() {
            return switch (this) {
                case DRAFT, QUEUED, RUNNING -> false;
                case DONE, FAILED, CANCELLED -> true;
            };
        }
    }

    /** A problem's code and parameters, whose text depends on the reader. */
    public record Failure(String code, Map<String, Object> params) {
        public Failure {
            params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        }
    }

    public Job {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    static Job draft(String id, String tenant, String kind, String owner, Map<String, Object> data, Instant now) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                State.DRAFT,
                -1,
                0,
                Map.of(),
                data,
                null,
                0,
                0,
                0,
                now,
                null,
                null,
                null,
                null,
                false);
    }

    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** A parameter that is text; null when absent. */
    public String text(String name) {
        return data.get(name) instanceof String text ? text : null;
    }

    /** Whether it waits to be taken up, and need not wait longer. */
    @JsonIgnore
    boolean due(Instant now) {
        return state == State.QUEUED && (notBefore == null || !notBefore.isAfter(now));
    }

    public Job withData(Map<String, Object> next) {
        return with(total, processed, counts, next);
    }

    /** The same with one parameter more or changed. */
    public Job with(String name, Object value) {
        var next = new LinkedHashMap<>(data);
        next.put(name, value);
        return withData(next);
    }

    public Job withProgress(long newTotal, long newProcessed, Map<String, Long> newCounts) {
        return with(newTotal, newProcessed, newCounts, data);
    }

    private Job with(long newTotal, long newProcessed, Map<String, Long> newCounts, Map<String, Object> newData) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                state,
                newTotal,
                newProcessed,
                newCounts,
                newData,
                problem,
                attempts,
                failures,
                takeovers,
                createdAt,
                startedAt,
                finishedAt,
                notBefore,
                worker,
                cancelRequested);
    }

    Job drafted() {
        return new Life(State.DRAFT).of(this);
    }

    /** To be taken up as soon as a worker is free. */
    Job queued() {
        var life = new Life(this, State.QUEUED);
        life.failures = 0;
        life.takeovers = 0;
        return life.of(this);
    }

    Job claimed(String node, Instant now) {
        var life = new Life(this, State.RUNNING);
        life.attempts++;
        life.takeovers += state == State.RUNNING ? 1 : 0;
        life.startedAt = startedAt == null ? now : startedAt;
        life.worker = node;
        life.cancelRequested = cancelRequested;
        return life.of(this);
    }

    /** Given back by a node that stops. */
    Job released() {
        var life = new Life(this, State.QUEUED);
        life.cancelRequested = cancelRequested;
        return life.of(this);
    }

    /** Failed, and to be tried again. */
    Job putBack(Failure failure, Instant until) {
        var life = new Life(this, State.QUEUED);
        life.problem = failure;
        life.failures++;
        life.notBefore = until;
        life.cancelRequested = cancelRequested;
        return life.of(this);
    }

    Job cancelling() {
        var life = new Life(this, state);
        life.worker = worker;
        life.cancelRequested = true;
        return life.of(this);
    }

    Job finished(State end, Failure failure, Instant now) {
        var life = new Life(this, end);
        life.problem = failure;
        life.finishedAt = now;
        life.cancelRequested = cancelRequested;
        return life.of(this);
    }

    /** What changes as a job goes through its life; what isn't set is none. */
    private static final class Life {
        private final State state;
        private Failure problem;
        private int attempts;
        private int failures;
        private int takeovers;
        private Instant startedAt;
        private Instant finishedAt;
        private Instant notBefore;
        private String worker;
        private boolean cancelRequested;

        private Life(State state) {
            this.state = state;
        }

        /** With what it has been through. */
        private Life(Job job, State state) {
            this.state = state;
            attempts = job.attempts;
            failures = job.failures;
            takeovers = job.takeovers;
            startedAt = job.startedAt;
        }

        private Job of(Job job) {
            return new Job(
                    job.id,
                    job.tenant,
                    job.kind,
                    job.owner,
                    state,
                    job.total,
                    job.processed,
                    job.counts,
                    job.data,
                    problem,
                    attempts,
                    failures,
                    takeovers,
                    job.createdAt,
                    startedAt,
                    finishedAt,
                    notBefore,
                    worker,
                    cancelRequested);
        }
    }
}
