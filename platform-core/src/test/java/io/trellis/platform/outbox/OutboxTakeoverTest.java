package io.trellis.platform.outbox;

import static io.trellis.platform.outbox.OutboxWorld.ONE;
import static io.trellis.platform.outbox.OutboxWorld.TWO;
import static io.trellis.platform.outbox.OutboxWorld.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.outbox.OutboxWorld.Recorder;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.Realm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several nodes over one store. */
class OutboxTakeoverTest {
    /** Short, so that deaths are noticed soon. */
    private static final Duration LEASE = Duration.ofMillis(300);

    private static final OutboxSettings QUICK = new OutboxSettings(
            20, 3, Duration.ofMillis(1), Duration.ofMillis(20), 1_000, Duration.ofDays(7), Duration.ZERO);

    @TempDir
    Path folder;

    private OutboxWorld world;

    @BeforeEach
    void open() {
        world = world(folder);
    }

    OutboxWorld world(Path folder) {
        return new OutboxWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void oneOfTwoNodesRunsAListenerAndTheOtherTakesOverWhenItDies() throws Exception {
        var first = new MortalStore(world.store);
        var second = new MortalStore(world.store);
        var here = new Recorder("recorder", _ -> null);
        var there = new Recorder("recorder", _ -> null);
        world.start(first.store(), LEASE, QUICK, here);
        world.create(ONE, "t0");
        await(() -> here.seen.size() == 1);
        world.start(second.store(), LEASE, QUICK, there);
        for (int i = 1; i < 20; i++) {
            world.create(ONE, "t" + i);
        }
        await(() -> world.settled("recorder"));
        first.dieAfter(0);
        for (int i = 20; i < 40; i++) {
            world.create(ONE, "t" + i);
        }
        await(() -> world.settled("recorder"));
        Set<String> seen = new HashSet<>(here.seen);
        seen.addAll(there.seen);
        assertThat(seen).hasSize(40);
        assertThat(there.seen).contains("t39:1");
        assertThat(world.count("recorder", "handled")).isEqualTo(40);
    }

    @Test
    void aNodeThatStopsHandsOverAtOnce() throws Exception {
        // Nobody could wait for such a lease to run out.
        Duration hours = Duration.ofHours(2);
        var here = new Recorder("recorder", _ -> null);
        var there = new Recorder("recorder", _ -> null);
        var dispatcher = world.start(new MortalStore(world.store).store(), hours, QUICK, here);
        world.create(ONE, "t0");
        await(() -> here.seen.size() == 1);
        world.start(new MortalStore(world.store).store(), hours, QUICK, there);
        dispatcher.stop();
        world.create(ONE, "t1");
        await(() -> there.seen.contains("t1:1"));
    }

    @Test
    void everyNodeHearsOfEverythingWhereAListenerIsEachNodesOwn() throws Exception {
        List<Recorder> recorders = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            var recorder = new Recorder("own", _ -> null);
            recorders.add(recorder);
            world.start(new MortalStore(world.store).store(), LEASE, QUICK, new PerNode(recorder));
        }
        world.create(ONE, "t0");
        for (Recorder recorder : recorders) {
            await(() -> recorder.seen.contains("t0:1"));
        }
        assertThat(world.store.deliveries().listeners()).isEmpty();
    }

    /** The same listener on each node. */
    private record PerNode(Recorder recorder) implements OutboxListener {
        @Override
        public String name() {
            return recorder.name();
        }

        @Override
        public Outcome handle(List<io.trellis.platform.store.RecordStore.OutboxEvent> events) throws Exception {
            return recorder.handle(events);
        }

        @Override
        public boolean perNode() {
            return true;
        }
    }

    /**
     * Nodes die in the middle of writing, events fail now and then or always, and the account adds up all the while; nothing is
     * missing, and no event was handled before the earlier ones of its record were handled or dead.
     */
    @RepeatedTest(3)
    void nothingIsLostOrOutOfOrderWhateverFails() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Map<String, Set<Long>> handled = new ConcurrentHashMap<>();
        List<String> wrong = new CopyOnWriteArrayList<>();
        var luck = new Random(seed + 1);
        OutboxWorld.Doing doing = event -> {
            String record = event.tenant() + "/" + event.id();
            long version = event.version();
            if (poison(record, version)) {
                throw new IllegalStateException("always");
            }
            synchronized (luck) {
                if (luck.nextInt(40) == 0) {
                    throw new IllegalStateException("now and then");
                }
            }
            Set<Long> done = handled.computeIfAbsent(record, _ -> ConcurrentHashMap.newKeySet());
            for (long before = 1; before < version; before++) {
                if (!done.contains(before) && !poison(record, before) && !skipped(record, before)) {
                    wrong.add(record + ":" + version + " before " + before);
                }
            }
            if (skipped(record, version)) {
                return "notMine";
            }
            done.add(version);
            return null;
        };
        Map<MortalStore, OutboxDispatcher> nodes = new LinkedHashMap<>();
        Map<String, Long> versions = new HashMap<>();
        var nodesMade = new AtomicInteger();
        for (int i = 0; i < 600; i++) {
            while (nodes.size() < 2) {
                var mortal = new MortalStore(world.store);
                nodes.put(mortal, world.start(mortal.store(), LEASE, PATIENT, new Recorder("recorder", doing)));
                nodesMade.incrementAndGet();
            }
            if (i % 100 == 50) {
                List.copyOf(nodes.keySet()).get(random.nextInt(2)).dieAfter(1 + random.nextInt(6));
            }
            if (i % 100 == 80) {
                await(() -> nodes.keySet().stream().anyMatch(MortalStore::dead));
                MortalStore dead = nodes.keySet().stream()
                        .filter(MortalStore::dead)
                        .findFirst()
                        .orElseThrow();
                nodes.remove(dead).stop();
            }
            String id = "t" + random.nextInt(15);
            Realm realm = random.nextBoolean() ? ONE : TWO;
            long version = versions.merge(realm.tenant() + "/" + id, 1L, Long::sum);
            if (version == 1) {
                world.create(realm, id);
            } else {
                world.update(realm, id, version - 1);
            }
            if (i % 50 == 0) {
                world.pass(Duration.ofSeconds(1));
            }
        }
        await(() -> {
            world.pass(Duration.ofSeconds(1));
            return world.settled("recorder")
                    && world.entries(State.WAITING, State.REPLAY).isEmpty();
        });
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(world.accounted("recorder")).as("seed %d", seed).isEqualTo(600);
        long poisons = 0;
        for (Map.Entry<String, Long> record : versions.entrySet()) {
            for (long version = 1; version <= record.getValue(); version++) {
                boolean poison = poison(record.getKey(), version);
                poisons += poison ? 1 : 0;
                if (!poison && !skipped(record.getKey(), version)) {
                    assertThat(handled.get(record.getKey())).as("seed %d", seed).contains(version);
                }
            }
        }
        assertThat(world.entries(State.DEAD)).as("seed %d", seed).hasSize((int) poisons);
        assertThat(nodesMade).hasValue(8);
    }

    /** Bad luck alone must not make a dead letter. */
    private static final OutboxSettings PATIENT = new OutboxSettings(
            20, 12, Duration.ofMillis(1), Duration.ofMillis(20), 1_000, Duration.ofDays(7), Duration.ZERO);

    private static boolean poison(String record, long version) {
        return (record + version).hashCode() % 37 == 0;
    }

    private static boolean skipped(String record, long version) {
        return (record + version).hashCode() % 11 == 1;
    }
}
