package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Measures the paths without HTTP: CPU ms of one thread a call. Run by hand: {@code main}; the figures are in docs/adr. */
final class RecordMeasure {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordMeasure() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("trellis-measure");
        try (RecordWorld world = new RecordWorld(folder)) {
            Actor worker = world.actor("worker");
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                rows.add(Map.of("name", "记录 number " + i, "amount", i, "rate", 10, "count2", 1));
            }
            rows.replaceAll(row -> {
                Map<String, Object> copy = new LinkedHashMap<>(row);
                copy.remove("count2");
                copy.put("keeper", worker.userId());
                copy.put("labels", List.of("a", "b"));
                copy.put("due", "2026-05-05");
                return copy;
            });
            List<BulkResult> made = world.records.bulk(worker, "folder", BulkOperation.CREATE, null, rows, false);
            String id = made.getFirst().id();
            ListRequest list = ListRequest.of(null, 50);
            for (int round = 0; round < 3; round++) {
                time("read, spliced", 20_000, () -> world.json.get(worker, "folder", id, null));
                time("list of 50, spliced", 2_000, () -> world.json.list(worker, "folder", list));
                time("list of 50, maps and Jackson, no names", 2_000, () -> mapped(world, worker, list));
                time(
                        "update",
                        3_000,
                        () -> world.records.update(
                                worker, "folder", id, Map.of("amount", (long) (Math.random() * 1000)), null));
                time(
                        "bulk of 100",
                        100,
                        () -> world.records.bulk(
                                worker, "folder", BulkOperation.CREATE, null, rows.subList(0, 100), false));
            }
        }
    }

    private static byte[] mapped(RecordWorld world, Actor worker, ListRequest list) {
        List<Map<String, Object>> records = new ArrayList<>();
        world.records.list(worker, "folder", list).records().forEach(record -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("id", record.id());
            values.put("version", record.version());
            record.values().forEach((name, value) -> values.put(name, WriteChecks.json(value)));
            values.put("owner", Map.of("id", record.system().owner()));
            records.add(values);
        });
        return JSON.writeValueAsBytes(Map.of("records", records));
    }

    private static void time(String what, int times, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        System.out.printf("%-45s %.4f ms%n", what, (threads.getCurrentThreadCpuTime() - before) / 1e6 / times);
    }
}
