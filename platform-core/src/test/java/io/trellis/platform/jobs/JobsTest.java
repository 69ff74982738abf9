package io.trellis.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.access.Actor;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.sqlite.SqliteRecordStore;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private Leases leases;
    private final HandClock clock = new HandClock("2026-02-03T12:00:00Z");

    @BeforeEach
    void open() {
        store = SqliteRecordStore.open(folder.resolve("trellis.db"), SqliteRecordStore.Options.defaults());
        jobs = new Jobs(store, clock);
        leases = Leases.over(store, Duration.ofSeconds(10), "node");
    }

    @AfterEach
    void close() {
        if (workers != null && workers.isRunning()) {
            workers.stop();
        }
        store.close();
    }

    private void work(Consumer<JobRun> runner) {
        work(2, JobRunner.Retry.NEVER, runner);
    }

    private void work(int threads, JobRunner.Retry retry, Consumer<JobRun> runner) {
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

                    @Override
                    public Retry retry() {
                        return retry;
                    }
                }),
                leases,
                threads);
        workers.start();
    }

    private String start() {
        return start(ACTOR);
    }

    private String start(Actor actor) {
        String id = Jobs.nextId("job");
        jobs.draft(actor, id, "count", Map.of("to", 5));
        jobs.start(actor.tenant(), id);
        return id;
    }

    private static Actor of(String tenant) {
        return new Actor(tenant, "usr_1", "u", "U", null, List.of(), "zh-CN", ZoneId.of("Asia/Shanghai"), "api", null);
    }

    private Job await(String id, Predicate<Job> wanted) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofSeconds(30));
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

    /** The store as several nodes share it. */
    private RecordStore shared() {
        return (RecordStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RecordStore.class},
                (_, method, arguments) ->
                        method.getName().equals("shared") ? (Object) true : method.invoke(store, arguments));
    }

    @Test
    void isRunByOneOfTwoNodesOnly() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Consumer<JobRun> runner = run -> {
            runs.incrementAndGet();
            count(run);
        };
        Leases one = Leases.over(shared(), Duration.ofHours(1), "one");
        Leases two = Leases.over(shared(), Duration.ofHours(1), "two");
        one.start();
        two.start();
        leases = one;
        work(runner);
        JobWorkers first = workers;
        leases = two;
        work(runner);
        for (int i = 0; i < 10; i++) {
            await(start(), done -> done.state() == Job.State.DONE);
        }
        first.stop();
        one.stop();
        two.stop();
        assertThat(runs).hasValue(10);
    }

    /** A job that a node has begun, in the state it leaves when it is killed. */
    private String begunBy(Leases node) {
        String id = Jobs.nextId("job");
        jobs.draft(ACTOR, id, "count", Map.of());
        jobs.start("t", id);
        JobStore.Stored stored = jobs.store().find("t", id).orElseThrow();
        Job begun = stored.job().claimed(node.nodeId(), clock.instant()).withProgress(5, 4, Map.of("counted", 4L));
        assertThat(jobs.store().write(begun, stored.version())).isPositive();
        return id;
    }

    @Test
    void takesOverFromANodeThatDied() throws Exception {
        Duration length = Duration.ofMillis(500);
        Leases dying = Leases.over(shared(), Duration.ofHours(1), "dying");
        dying.start();
        leases = Leases.over(shared(), length, "living");
        leases.start();
        // It has shown itself once, and never does again.
        String id = begunBy(dying);
        work(JobsTest::count);
        Job job = await(id, done -> done.state() == Job.State.DONE);
        assertThat(job.count("counted")).isEqualTo(5);
        assertThat(job.takeovers()).isEqualTo(1);
        leases.stop();
    }

    @Test
    void goesOnAtOnceAfterAKillWhereNobodyElseCanBe() throws Exception {
        String id = begunBy(Leases.over(store, Duration.ofHours(1), "killed"));
        work(JobsTest::count);
        Job job = await(id, done -> done.state() == Job.State.DONE);
        assertThat(job.count("counted")).isEqualTo(5);
    }

    @Test
    void givesUpAJobThatNodesKeepDyingOf() throws Exception {
        String id = begunBy(Leases.over(store, Duration.ofHours(1), "killed"));
        JobStore.Stored stored = jobs.store().find("t", id).orElseThrow();
        Job job = stored.job();
        for (int i = 0; i < 8; i++) {
            job = job.claimed("killed", clock.instant());
        }
        jobs.store().write(job, stored.version());
        work(JobsTest::count);
        assertThat(await(id, ended -> ended.state().finished()).problem().code())
                .isEqualTo("JOB_GAVE_UP");
    }

    @Test
    void isTriedAgainAfterGrowingPausesAndFailsInTheEnd() throws Exception {
        var retry = new JobRunner.Retry(2, Duration.ofSeconds(10), Duration.ofMinutes(1));
        work(2, retry, run -> {
            throw new IllegalStateException("bad luck");
        });
        String id = start();
        for (int failures = 1; failures <= 2; failures++) {
            int so = failures;
            Job waiting = await(id, job -> job.failures() == so);
            assertThat(waiting.state()).isEqualTo(Job.State.QUEUED);
            assertThat(waiting.problem().code()).isEqualTo("UNEXPECTED");
            assertThat(Duration.between(clock.instant(), waiting.notBefore()))
                    .isBetween(Duration.ofSeconds(10L * so), Duration.ofSeconds(12L * so));
            clock.set(waiting.notBefore());
        }
        Job job = await(id, ended -> ended.state().finished());
        assertThat(job.state()).isEqualTo(Job.State.FAILED);
        assertThat(job.attempts()).isEqualTo(3);
    }

    @Test
    void aPlainProblemIsNotTriedAgain() throws Exception {
        work(2, new JobRunner.Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(1)), run -> {
            throw ProblemException.notFound("object", "gone");
        });
        assertThat(await(start(), ended -> ended.state().finished()).attempts()).isEqualTo(1);
    }

    @Test
    void aTenantsManyJobsDoNotHoldUpAnothersOne() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch queued = new CountDownLatch(1);
        for (int i = 0; i < 10; i++) {
            start(of("many"));
        }
        String one = start();
        work(1, JobRunner.Retry.NEVER, run -> {
            await(queued);
            order.add(run.job().tenant());
        });
        queued.countDown();
        await(one, done -> done.state() == Job.State.DONE);
        assertThat(order.indexOf("t")).isLessThanOrEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
