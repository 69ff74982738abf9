package io.trellis.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each time a schedule comes due is one job. */
class SchedulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @TempDir
    Path folder;

    private RecordStore store;
    private Jobs jobs;
    private Schedules schedules;
    private final HandClock clock = new HandClock("2026-02-03T00:00:00Z");

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(folder.resolve("trellis.db"), SqliteRecordStore.Options.defaults());
        jobs = new Jobs(store, clock);
        schedules = new Schedules(store, jobs, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Half past eight in the morning, in Shanghai. */
    private static Schedule morning() {
        return new Schedule("report", "mail", "0 30 8 * * *", SHANGHAI, "usr_1", Map.of("to", 5));
    }

    private List<Job> mails() {
        return jobs.list("t", "mail");
    }

    private void end(Job job) {
        jobs.change("t", job.id(), running -> running.finished(Job.State.DONE, null, clock.instant()));
    }

    @Test
    void startsAJobAtItsTimeInItsZone() {
        assertThat(schedules.put("t", morning()).next()).isEqualTo("2026-02-03T00:30:00Z");
        clock.set("2026-02-03T00:29:59Z");
        assertThat(schedules.fire()).isEqualTo("2026-02-03T00:30:00Z");
        assertThat(mails()).isEmpty();
        clock.set("2026-02-03T00:30:00Z");
        schedules.fire();
        assertThat(mails()).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(Job.State.QUEUED);
            assertThat(job.owner()).isEqualTo("usr_1");
            assertThat(job.data()).containsEntry("to", 5);
        });
        assertThat(jobs.store().queue()).hasSize(1);
        Schedules.Planned planned = schedules.find("t", "report").orElseThrow();
        assertThat(planned.next()).isEqualTo("2026-02-04T00:30:00Z");
        assertThat(planned.last()).isEqualTo("2026-02-03T00:30:00Z");
        assertThat(planned.lastJob()).isEqualTo(mails().getFirst().id());
        schedules.fire();
        assertThat(mails()).hasSize(1);
    }

    @Test
    void twoNodesThatFireTheSameTimeMakeOneJob() {
        schedules.put("t", morning());
        var other = new Schedules(store, new Jobs(store, clock), clock);
        ScheduleStore.Kept before = new ScheduleStore(store.system())
                .find("t", "report")
                .orElseThrow()
                .kept();
        clock.set("2026-02-03T00:30:00Z");
        schedules.fire();
        // The other was killed after it had made the job and before it could note that.
        var kept = new ScheduleStore(store.system());
        kept.write("t", before, kept.find("t", "report").orElseThrow().version());
        other.fire();
        assertThat(mails()).hasSize(1);
        assertThat(schedules.find("t", "report").orElseThrow().next()).isEqualTo("2026-02-04T00:30:00Z");
    }

    @Test
    void whatWasMissedIsMadeUpForOnce() {
        schedules.put("t", morning());
        clock.set("2026-02-13T01:00:00Z");
        schedules.fire();
        schedules.fire();
        assertThat(mails()).hasSize(1);
        assertThat(schedules.find("t", "report").orElseThrow().next()).isEqualTo("2026-02-14T00:30:00Z");
    }

    @Test
    void waitsForTheLastOneToEnd() {
        schedules.put("t", morning());
        clock.set("2026-02-03T00:30:00Z");
        schedules.fire();
        clock.set("2026-02-04T00:30:00Z");
        schedules.fire();
        assertThat(mails()).hasSize(1);
        end(mails().getFirst());
        schedules.fire();
        assertThat(mails()).hasSize(2);
    }

    @Test
    void ofWhatComesRoundOftenAndWentWellOnlyTheLastIsKept() {
        schedules.put(
                "t",
                new Schedule("report", "mail", "0 30 8 * * *", SHANGHAI, "usr_1", Map.of(Schedule.FREQUENT, true)));
        clock.set("2026-02-03T00:30:00Z");
        schedules.fire();
        end(mails().getFirst());
        clock.set("2026-02-04T00:30:00Z");
        schedules.fire();
        assertThat(mails()).hasSize(1);
    }

    @Test
    void oneThatStaysTheSameKeepsItsNextTimeAndAChangedOneGetsANewOne() {
        schedules.put("t", morning());
        clock.set("2026-02-03T00:45:00Z");
        assertThat(schedules.put("t", morning()).next()).isEqualTo("2026-02-03T00:30:00Z");
        var later = new Schedule("report", "mail", "0 0 9 * * *", SHANGHAI, "usr_1", Map.of("to", 5));
        assertThat(schedules.put("t", later).next()).isEqualTo("2026-02-03T01:00:00Z");
        assertThat(schedules.list("t")).hasSize(1);
    }

    @Test
    void aRemovedOneAndOneOfARemovedTenantStartNothing() {
        schedules.put("t", morning());
        schedules.put("gone", morning());
        schedules.remove("t", "report");
        store.dropTenant("gone");
        clock.set("2026-02-03T00:30:00Z");
        schedules.fire();
        assertThat(jobs.store().queue()).isEmpty();
        assertThat(new ScheduleStore(store.system()).entries()).isEmpty();
    }

    @Test
    void refusesWhatIsNoScheduleOrNeverComesTrue() {
        for (String cron : List.of("every day", "0 0 0 30 2 *", "61 * * * * *", "")) {
            var wrong = new Schedule("report", "mail", cron, SHANGHAI, "usr_1", Map.of());
            assertThatThrownBy(() -> schedules.put("t", wrong))
                    .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.code())
                            .isEqualTo("INVALID_SCHEDULE"));
        }
    }

    @Test
    void choresComeRoundByThemselves() throws Exception {
        var done = new CountDownLatch(2);
        var chore = new Chore() {
            @Override
            public String name() {
                return "tidy";
            }

            @Override
            public String cron() {
                return "* * * * * *";
            }

            @Override
            public void run(JobRun run) {
                done.countDown();
            }
        };
        Jobs real = new Jobs(store);
        Leases leases = Leases.over(store, Duration.ofSeconds(10), "node");
        var planned = new Schedules(store, real);
        var workers = new JobWorkers(real, List.of(new ChoreRunner(List.of(chore))), leases, 1);
        var scheduler = new Scheduler(planned, List.of(chore), leases, real);
        workers.start();
        scheduler.start();
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        scheduler.stop();
        workers.stop();
        assertThat(planned.list(""))
                .singleElement()
                .satisfies(one -> assertThat(one.schedule().name()).isEqualTo("tidy"));
        // Those that went well don't pile up.
        assertThat(real.list("", "chore").size()).isLessThanOrEqualTo(2);
    }
}
