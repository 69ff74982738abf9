package io.trellis.platform.jobs;

import io.trellis.platform.store.RecordStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The door to jobs that come round. Thread-safe. */
@Component
public final class Schedules {
    private final ScheduleStore store;
    private final Jobs jobs;
    private final Clock clock;
    private volatile Runnable wake = () -> {};

    @Autowired
    Schedules(RecordStore store, Jobs jobs) {
        this(store, jobs, jobs.clock());
    }

    Schedules(RecordStore store, Jobs jobs, Clock clock) {
        this.store = new ScheduleStore(store.system());
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * A schedule and how it stands.
     *
     * @param next when it comes due
     * @param last when it came due last, or null
     * @param lastJob id of the job that came of it, or null; it may be gone
     */
    public record Planned(Schedule schedule, Instant next, Instant last, String lastJob) {
        static Planned of(ScheduleStore.Kept kept) {
            return new Planned(kept.schedule(), kept.next(), kept.last(), kept.lastJob());
        }
    }

    void onChange(Runnable action) {
        wake = action;
    }

    /**
     * Makes a schedule, or replaces the one of its name; one that stays the same keeps its next time.
     *
     * @param tenant whose jobs they are
     * @throws io.trellis.platform.problem.ProblemException INVALID_SCHEDULE
     */
    public Planned put(String tenant, Schedule wanted) {
        Schedule schedule = new Schedule(
                wanted.name(),
                wanted.kind(),
                wanted.cron(),
                wanted.zone(),
                wanted.owner(),
                JobStore.roundTrip(wanted.data()));
        while (true) {
            Optional<ScheduleStore.Stored> before = store.find(tenant, schedule.name());
            if (before.isPresent() && before.get().kept().schedule().equals(schedule)) {
                return Planned.of(before.get().kept());
            }
            var kept = ScheduleStore.Kept.of(
                    schedule,
                    schedule.next(clock.instant()),
                    before.map(old -> old.kept().last()).orElse(null),
                    before.map(old -> old.kept().lastJob()).orElse(null));
            if (store.write(
                    tenant, kept, before.map(ScheduleStore.Stored::version).orElse(0L))) {
                wake.run();
                return Planned.of(kept);
            }
        }
    }

    /** Forgets a schedule; a job that runs goes on. Does nothing where there is none. */
    public void remove(String tenant, String name) {
        store.remove(tenant, name);
    }

    public Optional<Planned> find(String tenant, String name) {
        return store.find(tenant, name).map(stored -> Planned.of(stored.kept()));
    }

    /** By name. */
    public List<Planned> list(String tenant) {
        return store.list(tenant).stream().map(Planned::of).toList();
    }

    /**
     * Starts what is due. Only one node at a time calls this; should two, each time is still one job, because its id comes of the
     * schedule and the time.
     *
     * @return when to look again
     */
    Instant fire() {
        Instant now = clock.instant();
        Instant soonest = now.plusSeconds(60);
        for (ScheduleStore.Entry entry : store.entries()) {
            Instant next = entry.next().isAfter(now) ? entry.next() : fire(entry, now);
            soonest = next.isBefore(soonest) ? next : soonest;
        }
        return soonest;
    }

    private Instant fire(ScheduleStore.Entry entry, Instant now) {
        Optional<ScheduleStore.Stored> stored = store.find(entry.tenant(), entry.name());
        if (stored.isEmpty()) {
            // Gone, perhaps with its tenant; or not there yet, and then it is entered again when it is.
            store.strike(entry);
            return Instant.MAX;
        }
        ScheduleStore.Kept kept = stored.get().kept();
        if (kept.next().isAfter(now)) {
            store.enter(new ScheduleStore.Entry(entry.tenant(), entry.name(), kept.next()));
            return kept.next();
        }
        Optional<Job> last = kept.lastJob() == null ? Optional.empty() : jobs.find(entry.tenant(), kept.lastJob());
        if (last.filter(job -> !job.state().finished()).isPresent()) {
            return now.plusSeconds(5);
        }
        Schedule schedule = kept.schedule();
        String id = idOf(entry.tenant(), schedule.name(), kept.next());
        jobs.startOnce(entry.tenant(), id, schedule);
        Instant next = schedule.next(now);
        store.write(
                entry.tenant(),
                ScheduleStore.Kept.of(schedule, next, kept.next(), id),
                stored.get().version());
        // What comes round often and went well would only fill the list.
        last.filter(job -> (job.kind().equals(ChoreRunner.KIND) || job.data().containsKey(Schedule.FREQUENT))
                        && job.state() == Job.State.DONE)
                .ifPresent(jobs::remove);
        return next;
    }

    /** The same for the same time of the same schedule, whoever asks. */
    static String idOf(String tenant, String name, Instant time) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((tenant + "/" + name + "/" + time.toEpochMilli()).getBytes(StandardCharsets.UTF_8));
            var id = new StringBuilder("sch_");
            for (int i = 0; i < 26; i++) {
                id.append("0123456789ABCDEFGHJKMNPQRSTVWXYZ".charAt(hash[i] & 31));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
