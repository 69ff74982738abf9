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
 * @param problem why it failed, else null
 * @param attempts how often it was taken up
 * @param worker the process that runs it, while {@code leaseUntil} is not past
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
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String worker,
        Instant leaseUntil,
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

    @JsonIgnore
    boolean runnable(Instant now) {
        return state == State.QUEUED || state == State.RUNNING && (leaseUntil == null || !leaseUntil.isAfter(now));
    }

    public Job withData(Map<String, Object> next) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                state,
                total,
                processed,
                counts,
                next,
                problem,
                attempts,
                createdAt,
                startedAt,
                finishedAt,
                worker,
                leaseUntil,
                cancelRequested);
    }

    /** The same with one parameter more or changed. */
    public Job with(String name, Object value) {
        var next = new LinkedHashMap<>(data);
        next.put(name, value);
        return withData(next);
    }

    public Job withProgress(long newTotal, long newProcessed, Map<String, Long> newCounts) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                state,
                newTotal,
                newProcessed,
                newCounts,
                data,
                problem,
                attempts,
                createdAt,
                startedAt,
                finishedAt,
                worker,
                leaseUntil,
                cancelRequested);
    }

    Job drafted() {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                State.DRAFT,
                total,
                processed,
                counts,
                data,
                null,
                0,
                createdAt,
                null,
                null,
                null,
                null,
                false);
    }

    Job queued() {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                State.QUEUED,
                total,
                processed,
                counts,
                data,
                null,
                attempts,
                createdAt,
                startedAt,
                finishedAt,
                null,
                null,
                false);
    }

    Job claimed(String by, Instant now, Instant until) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                State.RUNNING,
                total,
                processed,
                counts,
                data,
                null,
                attempts + 1,
                createdAt,
                startedAt == null ? now : startedAt,
                null,
                by,
                until,
                cancelRequested);
    }

    Job leased(Instant until) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                state,
                total,
                processed,
                counts,
                data,
                problem,
                attempts,
                createdAt,
                startedAt,
                finishedAt,
                worker,
                until,
                cancelRequested);
    }

    Job cancelling() {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                state,
                total,
                processed,
                counts,
                data,
                problem,
                attempts,
                createdAt,
                startedAt,
                finishedAt,
                worker,
                leaseUntil,
                true);
    }

    Job finished(State end, Failure failure, Instant now) {
        return new Job(
                id,
                tenant,
                kind,
                owner,
                end,
                total,
                processed,
                counts,
                data,
                failure,
                attempts,
                createdAt,
                startedAt,
                now,
                null,
                null,
                cancelRequested);
    }
}
