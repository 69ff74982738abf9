package io.trellis.platform.outbox;

import static io.trellis.platform.outbox.OutboxWorld.ONE;
import static io.trellis.platform.outbox.OutboxWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener that each node has for itself. */
class NodeFollowerTest {
    private static final OutboxSettings QUICK = new OutboxSettings(
            20, 3, Duration.ofMillis(1), Duration.ofMillis(5), 1_000, Duration.ofDays(7), Duration.ZERO);

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

    /** Knows up to where it has come, as an index on disk does; one event it can never handle. */
    private static class Index implements OutboxListener {
        final List<String> seen = new CopyOnWriteArrayList<>();
        final List<OutboxRange> asked = new CopyOnWriteArrayList<>();
        final AtomicInteger tries = new AtomicInteger();
        volatile long position;

        @Override
        public String name() {
            return "index";
        }

        @Override
        public boolean perNode() {
            return true;
        }

        @Override
        public long begin(OutboxRange range) {
            asked.add(range);
            position = Math.max(position, range.trimmed());
            return position;
        }

        @Override
        public Outcome handle(List<OutboxEvent> events) {
            for (OutboxEvent event : events) {
                if (event.id().equals("poison")) {
                    tries.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                }
            }
            events.forEach(event -> seen.add(event.id()));
            position = events.getLast().position();
            return Outcome.handled();
        }
    }

    @Test
    void beginsWhereItSaysAndKeepsWhatItHasNotSeenFromBeingTrimmed() throws Exception {
        world.create(ONE, "t0");
        world.create(ONE, "t1");
        var index = new Index();
        index.position = world.store.readOutbox(0, 1).getFirst().position();
        var dispatcher = world.start(QUICK, index);
        await(() -> index.seen.contains("t1"));
        assertThat(index.seen).containsExactly("t1");
        assertThat(dispatcher.own().getFirst().position()).isEqualTo(index.position);
    }

    @Test
    void handsOnTogetherWhatCameWhileItGathered() throws Exception {
        List<Integer> batches = new CopyOnWriteArrayList<>();
        var index = new Index() {
            @Override
            public Duration gather() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Outcome handle(List<OutboxEvent> events) {
                batches.add(events.size());
                return super.handle(events);
            }
        };
        world.start(QUICK, index);
        // Past its first look, which finds nothing to wait for.
        await(() -> !index.asked.isEmpty());
        Thread.sleep(200);
        world.create(ONE, "t0");
        world.create(ONE, "t1");
        world.create(ONE, "t2");
        await(() -> index.seen.size() == 3);
        assertThat(index.seen).containsExactly("t0", "t1", "t2");
        assertThat(batches).containsExactly(3);
    }

    @Test
    void triesAFailingEventInItsPlaceAndGivesItUpInTheEnd() throws Exception {
        world.create(ONE, "t0");
        world.create(ONE, "poison");
        world.create(ONE, "t1");
        var index = new Index();
        var dispatcher = world.start(QUICK, index);
        await(() -> index.seen.contains("t1"));
        assertThat(index.seen).containsExactly("t0", "t1");
        assertThat(index.tries.get()).isGreaterThanOrEqualTo(6);
        NodeFollower follower = dispatcher.own().getFirst();
        await(() -> follower.handled() == 2);
        assertThat(follower.givenUp()).isEqualTo(1);
    }

    @Test
    void isAskedAgainWhereToBeginWhenEventsAreGoneUnseen() throws Exception {
        var late = new Index();
        world.create(ONE, "t0");
        world.create(ONE, "t1");
        // As if another node had trimmed what this one, asleep, had not seen.
        world.store.trimOutbox(world.store.outboxRange().newest());
        world.create(ONE, "t2");
        var follower =
                new NodeFollower(late, QUICK, world.store, Leases.over(world.store, Duration.ofSeconds(10), "late"));
        follower.start();
        await(() -> late.seen.contains("t2"));
        follower.stop();
        assertThat(late.seen).containsExactly("t2");
        assertThat(late.asked).singleElement().satisfies(range -> assertThat(range.trimmed())
                .isEqualTo(2));
    }
}
