package io.trellis.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    private static final Actor ACTOR =
            new Actor("t", "usr_1", "u", "U", null, List.of(), "zh-CN", ZoneId.of("Asia/Shanghai"), "api", null);

    @TempDir
    Path folder;

    private RecordStore store;
    private Jobs jobs;
    private JobWorkers workers;

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(folder.resolve("trellis.db"), SqliteRecordStore.Options.defaults());
        jobs = new Jobs(store);
    }

    @AfterEach
    void close() {
        if (workers != null && workers.isRunning()) {
            workers.stop();
        }
        store.close();
    }

    private void work(Consumer<JobRun> runner) {
        workers = new JobWorkers(
                jobs,
                List.of(new JobRunner() {
                    @Override
                    public String kind() {
                        return "count";
                    }

                    @Override
                    public void run(JobRun run) {
                        runner.accept(run);
                    }
                }),
                2);
        workers.start();
    }

    private String start() {
        String id = Jobs.nextId("job");
        jobs.draft(ACTOR, id, "count", Map.of("to", 5));
        jobs.start("t", id);
        return id;
    }

    private Job await(String id, Predicate<Job> wanted) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(20));
        while (Instant.now().isBefore(until)) {
            Job job = jobs.find("t", id).orElseThrow();
            if (wanted.test(job)) {
                return job;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("Still " + jobs.find("t", id));
    }

    private static void count(JobRun run) {
        for (long i = run.job().processed(); i < 5; i++) {
            long next = i + 1;
            run.checkpoint(job -> job.withProgress(5, next, Map.of("counted", next)));
        }
    }

    @Test
    void runsToItsEndAndTellsHowFarItGot() throws Exception {
        work(JobsTest::count);
        Job job = await(start(), done -> done.state() == Job.State.DONE);
        assertThat(job.processed()).isEqualTo(5);
        assertThat(job.count("counted")).isEqualTo(5);
        assertThat(job.finishedAt()).isAfterOrEqualTo(job.startedAt());
    }

    @Test
    void waitsAsADraftUntilItIsStartedAndStartsOnce() {
        work(JobsTest::count);
        String id = Jobs.nextId("job");
        jobs.draft(ACTOR, id, "count", Map.of());
        assertThat(jobs.find("t", id).orElseThrow().state()).isEqualTo(Job.State.DRAFT);
        jobs.start("t", id);
        assertThatThrownBy(() -> jobs.start("t", id)).isInstanceOf(ProblemException.class);
    }

    @Test
    void goesOnFromItsCheckpointAfterARestart() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        work(run -> {
            run.checkpoint(job -> job.withProgress(5, 3, Map.of("counted", 3L)));
            half.countDown();
            try {
                never.await(3, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            run.pause();
        });
        String id = start();
        assertThat(half.await(10, TimeUnit.SECONDS)).isTrue();
        workers.stop();
        AtomicInteger from = new AtomicInteger();
        work(run -> {
            from.set((int) run.job().processed());
            count(run);
        });
        Job job = await(id, done -> done.state() == Job.State.DONE);
        assertThat(from).hasValue(3);
        assertThat(job.attempts()).isEqualTo(2);
    }

    @Test
    void stopsAtTheNextCheckpointWhenCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        work(run -> {
            for (long i = 1; ; i++) {
                long next = i;
                run.checkpoint(job -> job.withProgress(-1, next, Map.of()));
                begun.countDown();
            }
        });
        String id = start();
        begun.await();
        jobs.cancel("t", id);
        Job job = await(id, ended -> ended.state().finished());
        assertThat(job.state()).isEqualTo(Job.State.CANCELLED);
        assertThat(job.processed()).isPositive();
    }

    @Test
    void keepsTheReasonWhenItFails() throws Exception {
        work(run -> {
            throw ProblemException.notFound("object", "gone");
        });
        Job job = await(start(), ended -> ended.state().finished());
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.problem().code()).isEqualTo("NOT_FOUND");
        assertThat(job.problem().params()).containsEntry("name", "gone");
    }

    @Test
    void showsOnlyAnIdOfWhatNobodyExpected() throws Exception {
        work(run -> {
            throw new IllegalStateException("secret");
        });
        Job job = await(start(), ended -> ended.state().finished());
        assertThat(job.problem().code()).isEqualTo("UNEXPECTED");
        assertThat(job.problem().params().toString()).doesNotContain("secret");
    }

    @Test
    void isRunByOneOfTwoProcessesOnly() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Consumer<JobRun> runner = run -> {
            runs.incrementAndGet();
            count(run);
        };
        work(runner);
        JobWorkers first = workers;
        work(runner);
        for (int i = 0; i < 10; i++) {
            await(start(), done -> done.state() == Job.State.DONE);
        }
        first.stop();
        assertThat(runs).hasValue(10);
    }

    @Test
    void takesOverFromAProcessThatDied() throws Exception {
        String id = Jobs.nextId("job");
        jobs.draft(ACTOR, id, "count", Map.of());
        jobs.start("t", id);
        JobStore.Stored stored = jobs.store().find("t", id).orElseThrow();
        Instant past = Instant.now().minusSeconds(60);
        Job dead = stored.job()
                .claimed("dead", past, past.plus(RunningJob.LEASE))
                .withProgress(5, 4, Map.of("counted", 4L));
        assertThat(jobs.store().write(dead, stored.version())).isPositive();
        work(JobsTest::count);
        Job job = await(id, done -> done.state() == Job.State.DONE);
        assertThat(job.count("counted")).isEqualTo(5);
    }
}
