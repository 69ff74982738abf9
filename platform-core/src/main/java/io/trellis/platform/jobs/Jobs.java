package io.trellis.platform.jobs;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordIds;
import io.trellis.platform.store.RecordStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The door to background jobs: start, look, cancel. Thread-safe. Whether somebody may see a job is its kind's business. */
@Component
public class Jobs {
    private final JobStore store;
    private final Clock clock;
    /** Called after something was queued, so that it need not wait for the next look at the queue. */
    private volatile Runnable wake = () -> {};

    @Autowired
    public Jobs(RecordStore store) {
        this(store, Clock.systemUTC());
    }

    Jobs(RecordStore store, Clock clock) {
        this.store = new JobStore(store.system());
        this.clock = clock;
    }

    JobStore store() {
        return store;
    }

    Clock clock() {
        return clock;
    }

    void onQueued(Runnable action) {
        wake = action;
    }

    /** A new job's id: the prefix and a ULID, to be had before the job, e.g. to put files where it will find them. */
    public static String nextId(String prefix) {
        return RecordIds.next(prefix);
    }

    /**
     * Stores a job without running it.
     *
     * @param id from {@link #nextId}
     * @param data the kind's parameters, JSON-like
     */
    public Job draft(Actor actor, String id, String kind, Map<String, Object> data) {
        Job job = Job.draft(id, actor.tenant(), kind, actor.userId(), JobStore.roundTrip(data), clock.instant());
        store.write(job, 0);
        return job;
    }

    /** Lets a job run as soon as a worker is free. It must be a draft. */
    public Job start(String tenant, String id) {
        return start(tenant, id, job -> job);
    }

    /** The same, and changes it in the same step. */
    public Job start(String tenant, String id, UnaryOperator<Job> change) {
        store.enqueue(tenant, id, clock.instant());
        Job queued = change(tenant, id, job -> {
            if (job.state() != Job.State.DRAFT) {
                throw started(job);
            }
            return change.apply(job).queued();
        });
        wake.run();
        return queued;
    }

    /** Starts a schedule's job unless it has been, by whichever node. */
    void startOnce(String tenant, String id, Schedule schedule) {
        Instant now = clock.instant();
        // The entry first: a job that is queued must never be without one.
        store.enqueue(tenant, id, now);
        store.write(
                Job.draft(id, tenant, schedule.kind(), schedule.owner(), schedule.data(), now)
                        .queued(),
                0);
        wake.run();
    }

    /**
     * Changes a draft; or takes back one that has ended, if that is all right, to be changed and started again.
     *
     * @throws ProblemException CONFLICT when it has been started
     */
    public Job redraft(String tenant, String id, boolean endedToo, UnaryOperator<Job> change) {
        return change(tenant, id, job -> {
            if (job.state() != Job.State.DRAFT && !(endedToo && job.state().finished())) {
                throw started(job);
            }
            return change.apply(job).drafted();
        });
    }

    private static ProblemException started(Job job) {
        return new ProblemException(
                ProblemException.Kind.CONFLICT,
                "JOB_ALREADY_STARTED",
                Map.of("state", job.state().name().toLowerCase(java.util.Locale.ROOT)));
    }

    public Optional<Job> find(String tenant, String id) {
        return store.find(tenant, id).map(JobStore.Stored::job);
    }

    /** The tenant's jobs of a kind, the newest first. */
    public List<Job> list(String tenant, String kind) {
        return list(tenant).stream().filter(job -> job.kind().equals(kind)).toList();
    }

    /** All of the tenant's jobs, the newest first. */
    List<Job> list(String tenant) {
        return store.list(tenant).stream()
                .sorted(Comparator.comparing(Job::createdAt)
                        .thenComparing(Job::id)
                        .reversed())
                .toList();
    }

    /**
     * Changes a job, whoever else does at the same time; the function may be called more than once.
     *
     * @throws ProblemException NOT_FOUND
     */
    public Job change(String tenant, String id, UnaryOperator<Job> change) {
        while (true) {
            JobStore.Stored stored = store.find(tenant, id).orElseThrow(() -> ProblemException.notFound("job", id));
            Job next = change.apply(stored.job());
            if (store.write(next, stored.version()) >= 0) {
                return next;
            }
        }
    }

    /** Ends a job: at once when it is not running, else at its next checkpoint. Does nothing to one that has ended. */
    public Job cancel(String tenant, String id) {
        return change(
                tenant,
                id,
                job -> job.state().finished()
                        ? job
                        : job.state() == Job.State.RUNNING
                                ? job.cancelling()
                                : job.finished(Job.State.CANCELLED, null, clock.instant()));
    }

    /**
     * Has a job that failed tried again, from its last checkpoint.
     *
     * @throws ProblemException NOT_FOUND; CONFLICT when it has not failed
     */
    Job retry(String tenant, String id) {
        store.enqueue(tenant, id, clock.instant());
        Job queued = change(tenant, id, job -> {
            if (job.state() != Job.State.FAILED) {
                throw new ProblemException(
                        ProblemException.Kind.CONFLICT,
                        "JOB_NOT_FAILED",
                        Map.of("state", job.state().name().toLowerCase(java.util.Locale.ROOT)));
            }
            return job.queued();
        });
        wake.run();
        return queued;
    }

    /** Forgets a job that is not running. */
    public void remove(Job job) {
        store.remove(job);
    }
}
