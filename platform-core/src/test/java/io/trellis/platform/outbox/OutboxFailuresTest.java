package io.trellis.platform.outbox;

import static io.trellis.platform.outbox.OutboxWorld.ONE;
import static io.trellis.platform.outbox.OutboxWorld.TWO;
import static io.trellis.platform.outbox.OutboxWorld.await;
import static io.trellis.platform.outbox.OutboxWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.outbox.OutboxWorld.Recorder;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Turn;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One event that fails holds up its record and nothing else. */
class OutboxFailuresTest {
    @TempDir
    Path folder;

    private OutboxWorld world;
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tries = new AtomicInteger();
    private final Recorder recorder = new Recorder("recorder", event -> {
        if (failing.contains(event.tenant() + "/" + event.id() + ":" + event.version())) {
            tries.incrementAndGet();
            throw new IllegalStateException("on purpose");
        }
        return null;
    });

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void somethingInBothTenants() {
        world.create(ONE, "a");
        world.create(ONE, "b");
        world.create(TWO, "a");
        world.update(ONE, "a", 1);
        world.update(ONE, "b", 1);
        world.update(TWO, "a", 1);
        world.update(ONE, "a", 2);
    }

    @Test
    void laterEventsOfTheRecordWaitAndAllOthersGoOn() throws Exception {
        failing.add("one/a:2");
        somethingInBothTenants();
        world.start(settings(5), recorder);
        await(() -> world.settled("recorder"));
        // What was handed on in the batch that failed comes again.
        assertThat(recorder.seen).contains("a:1", "b:1", "b:2", "a:2").doesNotContain("a:3");
        assertThat(world.entries())
                .extracting(entry -> entry.event().tenant() + "/"
                        + entry.event().id() + ":" + entry.event().version())
                .containsExactly("one/a:2", "one/a:3");
        assertThat(world.accounted("recorder")).isEqualTo(7);
        world.update(ONE, "a", 3);
        await(() -> world.settled("recorder"));
        assertThat(recorder.seen).doesNotContain("a:4");
        failing.clear();
        world.pass(Duration.ofMinutes(1));
        await(() -> world.entries().isEmpty());
        assertThat(recorder.seen.subList(recorder.seen.indexOf("a:3") - 1, recorder.seen.size()))
                .containsExactly("a:2", "a:3", "a:4");
        assertThat(world.count("recorder", DeliveryLog.HANDLED)).isEqualTo(8);
    }

    @Test
    void isTriedAgainAfterGrowingPauses() throws Exception {
        failing.add("one/t:1");
        world.start(settings(10), recorder);
        world.create(ONE, "t");
        await(() -> world.entries().size() == 1);
        for (long pause : List.of(10, 20, 40, 80, 160, 300, 300)) {
            Delivery entry = world.entries(State.WAITING).getFirst();
            Duration wait = Duration.between(world.now.get(), entry.next());
            assertThat(wait).isBetween(Duration.ofSeconds(pause), Duration.ofMillis(pause * 1200));
            int before = tries.get();
            world.pass(wait.minusMillis(1));
            world.create(ONE, "other" + before);
            await(() -> world.settled("recorder"));
            assertThat(tries).hasValue(before);
            world.pass(Duration.ofMillis(1));
            await(() -> world.entries(State.WAITING).getFirst().attempts() == entry.attempts() + 1);
        }
    }

    @Test
    void becomesADeadLetterInTheEndAndTheRecordsLaterEventsProceed() throws Exception {
        failing.add("one/t:1");
        world.start(settings(3), recorder);
        world.create(ONE, "t");
        world.update(ONE, "t", 1);
        for (int i = 1; i < 3; i++) {
            int attempts = i;
            await(() -> world.entries().stream().anyMatch(entry -> entry.attempts() == attempts));
            world.pass(Duration.ofMinutes(10));
        }
        await(() -> world.settled("recorder") && recorder.seen.contains("t:2"));
        await(() -> world.entries(State.WAITING).isEmpty());
        Delivery dead = world.entries().getFirst();
        assertThat(dead.state()).isEqualTo(State.DEAD);
        assertThat(dead.attempts()).isEqualTo(3);
        assertThat(Faults.text(dead.reason(), dead.params(), "en-US"))
                .contains("log")
                .doesNotContain("purpose");
        assertThat(world.accounted("recorder")).isEqualTo(2);
    }

    @Test
    void aProblemIsKeptAsOne() throws Exception {
        recorder.doing = _ -> {
            throw ProblemException.notFound("object", "gone");
        };
        world.start(settings(1), recorder);
        world.create(ONE, "t");
        await(() -> world.entries(State.DEAD).size() == 1);
        Delivery dead = world.entries().getFirst();
        assertThat(dead.reason()).isEqualTo("NOT_FOUND");
        assertThat(Faults.text(dead.reason(), dead.params(), "en-US")).contains("gone");
    }

    @Test
    void aReplayedDeadLetterIsTriedAnew() throws Exception {
        failing.add("one/t:1");
        var dispatcher = world.start(settings(1), recorder);
        world.create(ONE, "t");
        await(() -> world.entries(State.DEAD).size() == 1);
        failing.clear();
        Delivery dead = world.entries().getFirst();
        world.store
                .deliveries()
                .turn(List.of(new Turn(
                        dead,
                        new Delivery("recorder", dead.event(), State.REPLAY, null, null, 0, null, world.now.get()),
                        null)));
        dispatcher.ask();
        await(() -> world.entries().isEmpty());
        assertThat(recorder.seen).containsExactly("t:1");
        assertThat(world.count("recorder", DeliveryLog.HANDLED)).isEqualTo(1);
    }

    @Test
    void aListenerThatNamesTheCulpritIsNotAskedAboutTheOthersAgain() throws Exception {
        var calls = new AtomicInteger();
        var listener = new OutboxListener() {
            @Override
            public String name() {
                return "precise";
            }

            @Override
            public Outcome handle(List<OutboxEvent> events) {
                calls.incrementAndGet();
                Outcome outcome = Outcome.handled();
                events.stream()
                        .filter(event -> event.id().equals("b") && event.version() == 1)
                        .forEach(event -> outcome.failed(event, new IllegalStateException("on purpose")));
                return outcome;
            }
        };
        somethingInBothTenants();
        world.start(settings(5), listener);
        await(() -> world.settled("precise"));
        assertThat(calls).hasValue(1);
        assertThat(world.entries(State.WAITING))
                .extracting(entry -> entry.event().version())
                .containsExactly(1L, 2L);
        assertThat(world.count("precise", DeliveryLog.HANDLED)).isEqualTo(5);
    }

    @Test
    void nothingIsBlamedWhileTheListenerIsUnavailable() throws Exception {
        var down = new AtomicBoolean(true);
        recorder.doing = _ -> {
            if (down.get()) {
                tries.incrementAndGet();
                throw new OutboxListener.Unavailable("The other server is down", null);
            }
            return null;
        };
        somethingInBothTenants();
        world.start(quick(), recorder);
        await(() -> tries.get() >= 3);
        assertThat(world.entries()).isEmpty();
        assertThat(Stalls.all(world.store.system())).containsKey("recorder");
        down.set(false);
        await(() -> world.settled("recorder"));
        assertThat(world.count("recorder", DeliveryLog.HANDLED)).isEqualTo(7);
        await(() -> Stalls.all(world.store.system()).isEmpty());
    }

    /** Real pauses as short as can be. */
    private static OutboxSettings quick() {
        return new OutboxSettings(
                50, 1, Duration.ofMillis(1), Duration.ofMillis(5), 1_000, Duration.ofDays(7), Duration.ZERO);
    }

    @Test
    void whenEverythingFailsItWaitsBeforeItBlamesTheEvents() throws Exception {
        var down = new AtomicBoolean(true);
        recorder.doing = _ -> {
            if (down.get()) {
                tries.incrementAndGet();
                throw new IllegalStateException("on purpose");
            }
            return null;
        };
        for (int i = 0; i < 30; i++) {
            world.create(ONE, "t" + i);
        }
        world.start(quick(), recorder);
        await(() -> tries.get() > 20);
        down.set(false);
        await(() -> world.settled("recorder"));
        assertThat(world.accounted("recorder")).isEqualTo(30);
    }

    @Test
    void aStreamOfEventsThatAllFailDoesNotHoldUpOthersForEver() throws Exception {
        for (int i = 0; i < 30; i++) {
            failing.add("one/t" + i + ":1");
            world.create(ONE, "t" + i);
        }
        world.create(TWO, "fine");
        world.start(quick(), recorder);
        await(() -> recorder.seen.contains("fine:1"));
        await(() -> world.entries(State.DEAD).size() == 30);
        assertThat(world.accounted("recorder")).isEqualTo(31);
    }
}
