package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight writers do everything that can be done to records, all at once and to the same few; afterwards nothing is stale. */
class DerivedSoakTest {
    private static final int WRITERS = 8;
    private static final int STEPS = 150;
    private static final List<String> OBJECTS = List.of("part", "deal", "firm");

    @TempDir
    static Path folder;

    private final Map<String, Map<String, Boolean>> live = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Boolean>> bin = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();
    private final Map<String, AtomicInteger> refusals = new TreeMap<>();

    @Test
    void afterManyWritersNothingIsStale() throws Exception {
        try (var world = new RecordWorld(folder, DerivedValuesTest.OBJECTS)) {
            OBJECTS.forEach(object -> {
                live.put(object, new ConcurrentHashMap<>());
                bin.put(object, new ConcurrentHashMap<>());
            });
            for (int i = 0; i < 5; i++) {
                make(world, "firm", Map.of("name", "f" + i, "rate", i + 1));
            }
            var running = new AtomicBoolean(true);
            var position = new AtomicLong();
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
            Future<?> follower = threads.submit(() -> {
                while (running.get()) {
                    position.set(world.follow(position.get()));
                }
            });
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                var random = new SplittableRandom(14133 + i);
                writers.add(threads.submit(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        act(world, random);
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            running.set(false);
            follower.get();
            threads.shutdown();
            world.follow(position.get());

            Map<String, Object> stale = new TreeMap<>();
            int looked = 0;
            for (String object : OBJECTS) {
                String after = null;
                do {
                    var done = world.records.recalculate(world.system, object, after, 500, true);
                    done.fields().forEach((field, count) -> stale.put(object + "." + field, count));
                    looked += done.records();
                    after = done.after();
                } while (after != null);
            }
            assertThat(stale).isEmpty();
            assertThat(looked).isGreaterThan(200);
            assertThat(refusals).doesNotContainKeys("UNAVAILABLE", "VERSION_CONFLICT");
        }
    }

    private void act(RecordWorld world, SplittableRandom random) {
        Actor system = world.system;
        String object = OBJECTS.get(random.nextInt(20) < 12 ? 0 : random.nextInt(20) < 17 ? 1 : 2);
        String id = any(live.get(object), random);
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> make(world, object, values(object, random));
                case 4, 5 -> {
                    List<Map<String, Object>> rows = new ArrayList<>();
                    for (int i = random.nextInt(1, 30); i > 0; i--) {
                        rows.add(values(object, random));
                    }
                    world.records
                            .bulk(system, object, BulkOperation.CREATE, null, rows, random.nextBoolean())
                            .forEach(result -> {
                                if (result.status() == 201) {
                                    live.get(object).put(result.id(), true);
                                }
                            });
                }
                case 6, 7, 8 -> {
                    if (id != null) {
                        Map<String, Object> changes = values(object, random);
                        changes.remove("name");
                        world.records.update(system, object, id, changes, null);
                    }
                }
                case 9 -> {
                    if (id != null && !object.equals("firm")) {
                        world.records.delete(system, object, id, null);
                        live.get(object).remove(id);
                        bin.get(object).put(id, true);
                    }
                }
                case 10 -> {
                    String gone = any(bin.get(object), random);
                    if (gone != null) {
                        world.records.restore(system, object, gone);
                        bin.get(object).remove(gone);
                        live.get(object).put(gone, true);
                    }
                }
                default -> {
                    String gone = random.nextBoolean() ? any(bin.get(object), random) : id;
                    if (gone != null && !object.equals("firm")) {
                        world.records.purge(system, object, gone);
                        bin.get(object).remove(gone);
                        live.get(object).remove(gone);
                    }
                }
            }
        } catch (ProblemException refused) {
            // Somebody else was faster: the record or its master is gone.
            synchronized (refusals) {
                refusals.computeIfAbsent(refused.code(), _ -> new AtomicInteger())
                        .incrementAndGet();
            }
        }
    }

    private void make(RecordWorld world, String object, Map<String, Object> values) {
        live.get(object).put(world.records.create(world.system, object, values).id(), true);
    }

    private Map<String, Object> values(String object, SplittableRandom random) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", object + names.incrementAndGet());
        switch (object) {
            case "firm" -> values.put("rate", random.nextInt(1, 5));
            case "deal" -> {
                if (random.nextInt(3) > 0) {
                    values.put("firm", any(live.get("firm"), random));
                }
                if (random.nextInt(3) > 0) {
                    values.put("state", random.nextBoolean() ? "won" : "open");
                }
                if (random.nextInt(3) > 0) {
                    values.put("day", "2026-0" + random.nextInt(1, 9) + "-10");
                }
            }
            default -> {
                if (random.nextInt(4) > 0) {
                    values.put("deal", any(live.get("deal"), random));
                }
                if (random.nextInt(4) > 0) {
                    values.put("price", BigDecimal.valueOf(random.nextInt(0, 5_000), 2));
                }
                values.put("quantity", random.nextInt(0, 9));
            }
        }
        return values;
    }

    private static String any(Map<String, Boolean> ids, SplittableRandom random) {
        List<String> all = List.copyOf(ids.keySet());
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }
}
