package io.trellis.platform.outbox;

import static io.trellis.platform.outbox.OutboxWorld.ONE;
import static io.trellis.platform.outbox.OutboxWorld.await;
import static io.trellis.platform.outbox.OutboxWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.outbox.OutboxWorld.Recorder;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events reach listeners in order, over restarts, and are forgotten when all are done with them. */
class OutboxDispatcherTest {
    @TempDir
    Path folder;

    private OutboxWorld world;

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Recorder recorder() {
        return new Recorder("recorder", _ -> null);
    }

    @Test
    void tellsListenersOfEveryCommitInOrder() throws Exception {
        var recorder = recorder();
        world.start(settings(3), recorder);
        for (int i = 0; i < 60; i++) {
            world.create(ONE, "t" + i);
        }
        await(() -> world.settled("recorder"));
        assertThat(recorder.seen).hasSize(60).startsWith("t0:1", "t1:1").endsWith("t59:1");
        assertThat(world.count("recorder", DeliveryLog.HANDLED)).isEqualTo(60);
        assertThat(world.entries()).isEmpty();
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        var first = recorder();
        world.create(ONE, "t0");
        var dispatcher = world.start(settings(3), first);
        await(() -> world.settled("recorder"));
        dispatcher.stop();
        world.create(ONE, "t1");
        var second = recorder();
        world.start(settings(3), second);
        await(() -> world.settled("recorder"));
        assertThat(second.seen).containsExactly("t1:1");
    }

    @Test
    void keepsWhatWasSkippedAndWhy() throws Exception {
        world.start(settings(3), new Recorder("recorder", event -> event.id().equals("t1") ? "notMine" : null));
        world.create(ONE, "t0");
        world.create(ONE, "t1");
        await(() -> world.settled("recorder"));
        assertThat(world.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(DeliveryLog.State.SKIPPED);
            assertThat(entry.reason()).isEqualTo("notMine");
            assertThat(entry.event().id()).isEqualTo("t1");
        });
        assertThat(world.count("recorder", "skipped:notMine")).isEqualTo(1);
        assertThat(world.accounted("recorder")).isEqualTo(2);
    }

    @Test
    void aListenerBeginsWhereItSays() throws Exception {
        world.create(ONE, "t0");
        var late = new CopyOnWriteArrayList<String>();
        world.start(settings(3), new OutboxListener() {
            @Override
            public String name() {
                return "late";
            }

            @Override
            public Outcome handle(List<OutboxEvent> events) {
                events.forEach(event -> late.add(event.id()));
                return Outcome.handled();
            }

            @Override
            public long begin(OutboxRange range) {
                return range.newest();
            }
        });
        await(() -> world.settled("late"));
        world.create(ONE, "t1");
        await(() -> world.settled("late"));
        assertThat(late).containsExactly("t1");
    }

    @Test
    void refusesTwoListenersOfOneName() {
        assertThatThrownBy(() -> world.start(settings(3), recorder(), recorder()))
                .isInstanceOf(IllegalStateException.class);
    }

    private Trimmer trimmer(List<String> names, List<NodeFollower> own) {
        return new Trimmer(
                world.store,
                Leases.over(world.store, Duration.ofSeconds(10), "trim"),
                names,
                own,
                Duration.ZERO,
                () -> 1);
    }

    @Test
    void forgetsEventsThatNobodyWaitsFor() {
        world.create(ONE, "t0");
        trimmer(List.of(), List.of()).trim();
        assertThat(world.store.readOutbox(0, 10)).isEmpty();
    }

    @Test
    void stopsAlsoWhenTheStoreIsOutOfReach() {
        var mortal = new MortalStore(world.store);
        Leases leases = Leases.over(mortal.store(), Duration.ofSeconds(10), "trim");
        leases.start();
        var trimmer = new Trimmer(mortal.store(), leases, List.of(), List.of(), Duration.ZERO, () -> 1);
        trimmer.start(Duration.ofMinutes(1));
        trimmer.trim();
        assertThat(leases.holder("outbox-trim")).isPresent();
        mortal.dieAfter(0);
        assertThatCode(trimmer::stop).doesNotThrowAnyException();
        leases.stop();
    }

    @Test
    void keepsEventsUntilTheSlowestIsDone() throws Exception {
        DeliveryLog log = world.store.deliveries();
        Trimmer trimmer = trimmer(List.of("fast", "slow"), List.of());
        for (int i = 0; i < 4; i++) {
            world.create(ONE, "t" + i);
        }
        List<OutboxEvent> events = world.store.readOutbox(0, 10);
        log.claim("fast", 1, events.get(3).position(), InstantSource.system().instant());
        trimmer.trim();
        assertThat(world.store.readOutbox(0, 10)).hasSize(4);
        log.claim("slow", 1, events.get(1).position(), InstantSource.system().instant());
        trimmer.trim();
        assertThat(world.store.readOutbox(0, 10)).extracting(OutboxEvent::id).containsExactly("t2", "t3");
    }
}
