package io.trellis.platform.outbox;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.StoreFixtures;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures what an event costs between the commit and the listener's account, apart from what the listener does. Run with
 * {@code java -cp … OutboxMeasure}; the figures are in docs/adr.
 */
final class OutboxMeasure {
    private static final int EVENTS = 50_000;

    private OutboxMeasure() {}

    public static void main(String[] args) throws Exception {
        for (int round = 0; round < 2; round++) {
            measure("no listener", List.of());
            measure("one that handles all", List.of(new OutboxWorld.Recorder("handles", _ -> null)));
            measure("one that skips all", List.of(new OutboxWorld.Recorder("skips", _ -> "notMine")));
            measure(
                    "three that handle all",
                    List.of(
                            new OutboxWorld.Recorder("a", _ -> null),
                            new OutboxWorld.Recorder("b", _ -> null),
                            new OutboxWorld.Recorder("c", _ -> null)));
        }
        System.exit(0);
    }

    /** Writes first and then lets the listeners catch up; then writes one by one with them beside it. */
    private static void measure(String name, List<OutboxListener> listeners) throws Exception {
        listeners.forEach(listener -> ((OutboxWorld.Recorder) listener).remember = false);
        var folder = Files.createTempDirectory("trellis-measure");
        try (var world = new OutboxWorld(folder)) {
            List<CompletableFuture<?>> writes = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                writes.add(world.store.commit(
                        OutboxWorld.ONE,
                        new Commit(List.of(StoreFixtures.create("thing", "t" + i, Map.of("name", "x"))))));
            }
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
            long cpu = cpu();
            long start = System.nanoTime();
            world.start(OutboxSettings.defaults(), listeners.toArray(OutboxListener[]::new));
            for (OutboxListener listener : listeners) {
                OutboxWorld.await(() -> world.settled(listener.name()));
            }
            System.out.printf(
                    "%-24s catching up %8.2f µs wall %8.2f µs cpu an event%n",
                    name, (System.nanoTime() - start) / 1e3 / EVENTS, (cpu() - cpu) / 1e3 / EVENTS);
            cpu = cpu();
            start = System.nanoTime();
            int single = 3_000;
            for (int i = 0; i < single; i++) {
                world.create(OutboxWorld.ONE, "s" + i);
            }
            System.out.printf(
                    "%-24s one by one  %8.2f µs wall %8.2f µs cpu a write%n",
                    name, (System.nanoTime() - start) / 1e3 / single, (cpu() - cpu) / 1e3 / single);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
