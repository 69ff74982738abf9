package io.trellis.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import io.trellis.platform.tenant.Tenants;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Jobs are forgotten when their kind says so, and not before. */
class JobsCleanUpTest {
    private static final Instant NOW = Instant.parse("2026-02-03T12:00:00Z");

    @TempDir
    Path folder;

    private RecordStore store;
    private Jobs jobs;
    private final List<String> forgotten = new ArrayList<>();

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(folder.resolve("trellis.db"), SqliteRecordStore.Options.defaults());
        jobs = new Jobs(store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Kept for a day, and a draft for an hour. */
    private final JobRunner runner = new JobRunner() {
        @Override
        public String kind() {
            return "short";
        }

        @Override
        public void run(JobRun run) {}

        @Override
        public Duration kept() {
            return Duration.ofDays(1);
        }

        @Override
        public Duration draftKept() {
            return Duration.ofHours(1);
        }

        @Override
        public void forget(Job job) {
            forgotten.add(job.id());
        }
    };

    private String job(String kind, Duration age, Job.State state) {
        String id = Jobs.nextId("job");
        Instant then = NOW.minus(age);
        Job job = Job.draft(id, "", kind, "usr_1", Map.of(), then);
        jobs.store()
                .write(
                        switch (state) {
                            case DRAFT -> job;
                            case QUEUED -> job.queued();
                            case RUNNING -> job.claimed("node", then);
                            case DONE, FAILED, CANCELLED -> job.finished(state, null, then);
                        },
                        0);
        return id;
    }

    @Test
    void forgetsWhatIsOverAndWhatBelongsToIt() {
        List<String> old = List.of(
                job("short", Duration.ofHours(25), Job.State.DONE),
                job("short", Duration.ofHours(25), Job.State.FAILED),
                job("short", Duration.ofMinutes(61), Job.State.DRAFT));
        List<String> stay = List.of(
                job("short", Duration.ofHours(23), Job.State.DONE),
                job("short", Duration.ofDays(9), Job.State.QUEUED),
                job("short", Duration.ofDays(9), Job.State.RUNNING),
                job("short", Duration.ofMinutes(59), Job.State.DRAFT),
                job("unknown", Duration.ofDays(900), Job.State.DONE));
        var runners = new StaticListableBeanFactory();
        runners.addBean("short", runner);
        Job running = jobs.find("", stay.get(2)).orElseThrow();
        new JobsCleanUp(jobs, runners.getBeanProvider(JobRunner.class), runners.getBeanProvider(Tenants.class))
                .run(new RunningJob(jobs, running, 1, () -> false));
        assertThat(forgotten).containsExactlyInAnyOrderElementsOf(old);
        assertThat(jobs.list("")).extracting(Job::id).containsExactlyInAnyOrderElementsOf(stay);
    }
}
