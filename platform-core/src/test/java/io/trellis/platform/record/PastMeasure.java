package io.trellis.platform.record;

import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures lists of the past without HTTP: CPU ms of one thread a call. Run by hand: {@code main}; the figures are in docs/adr/record-as-of.md. */
final class PastMeasure {
    private static final int RECORDS = 100_000;

    private PastMeasure() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("trellis-measure");
        try (RecordWorld world = new RecordWorld(folder)) {
            Actor admin = world.actor("admin");
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < RECORDS / 1000; i++) {
                List<Map<String, Object>> rows = new ArrayList<>();
                for (int row = 0; row < 1000; row++) {
                    int number = i * 1000 + row;
                    rows.add(Map.of(
                            "name", "record " + number, "amount", number % 5000, "level", number % 3 == 0 ? "b" : "a"));
                }
                world.records
                        .bulk(admin, "folder", BulkOperation.CREATE, null, rows, false)
                        .forEach(result -> ids.add(result.id()));
            }
            Thread.sleep(5);
            Instant then = Instant.now();
            Thread.sleep(5);
            var now = new ListRequest("level = 'b'", null, List.of("-amount"), List.of(), 1, 50, true, null, false);
            int changed = 0;
            for (int upTo : new int[] {0, 100, 1_000, 5_000, 20_000}) {
                List<Map<String, Object>> rows = new ArrayList<>();
                for (; changed < upTo; changed++) {
                    rows.add(Map.of("id", ids.get(changed * 5 % RECORDS), "amount", 6000 + changed));
                    if (rows.size() == 1000 || changed == upTo - 1) {
                        world.records.bulk(admin, "folder", BulkOperation.UPDATE, null, rows, false);
                        rows.clear();
                    }
                }
                time("list of 50 with total, now", () -> world.json.list(admin, "folder", now));
                time(upTo + " changed: as of then", () -> world.json.list(admin, "folder", now.asOf(then)));
                var deep =
                        new ListRequest("level = 'b'", null, List.of("-amount"), List.of(), 200, 50, true, null, false);
                time(upTo + " changed: page 200 as of then", () -> world.json.list(admin, "folder", deep.asOf(then)));
            }
            time("one record as of then", () -> world.json.get(admin, "folder", ids.getFirst(), then));
        }
    }

    private static void time(String what, Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        int times = 5;
        for (int i = 0; i < times; i++) {
            work.run();
        }
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            work.run();
        }
        System.out.printf("%-45s %.2f ms%n", what, (threads.getCurrentThreadCpuTime() - before) / 1e6 / times);
    }
}
