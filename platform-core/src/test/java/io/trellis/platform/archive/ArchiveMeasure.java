package io.trellis.platform.archive;

import io.trellis.platform.access.Actor;
import io.trellis.platform.record.BulkOperation;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a backup and a restoration cost; no test: run it with {@code -Dtest=ArchiveMeasure}. {@code -Dmeasure.records} says how many records
 * (100,000), {@code -Dmeasure.home} keeps the store they are in, for commands to be timed on.
 */
class ArchiveMeasure {
    @TempDir
    Path folder;

    @Test
    void measure() throws Exception {
        int records = Integer.getInteger("measure.records", 100_000);
        Path home = Path.of(
                System.getProperty("measure.home", folder.resolve("home").toString()));
        try (var from = new ArchiveWorld(home);
                var to = new ArchiveWorld(folder.resolve("to"))) {
            from.make("acme");
            fill(from, records);
            Path file = folder.resolve("acme.trellis");
            timed("backup", () -> from.archives.backup("acme", file, true, Progress.NONE));
            System.out.println("archive " + Files.size(file) / 1_000_000.0 + " MB");
            timed("verify", () -> TenantArchives.verify(file));
            timed("restore", () -> to.archives.restore(file, null, false, Exchange.NOBODY, Progress.NONE));
            timed("check", () -> to.archives.compare("acme", file, Progress.NONE));
        }
    }

    private static void fill(ArchiveWorld world, int records) {
        Actor admin = world.actor("acme", "admin");
        for (int from = 0; from < records; from += 5_000) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (int i = from; i < Math.min(records, from + 5_000); i++) {
                Map<String, Object> box = new HashMap<>();
                box.put("title", "一个盒子 number " + i);
                box.put("code", "C" + i);
                box.put("price", BigDecimal.valueOf(i % 9_999, 2));
                box.put("due", "2026-0" + (1 + i % 9) + "-11");
                box.put("seen", "2026-03-01T08:00:00.123Z");
                box.put("labels", List.of("l" + i % 7, "l" + i % 11));
                box.put("where", Map.of("city", "杭州", "street", i + " Road"));
                box.put("old", "some text that says little, " + i * 31L);
                rows.add(box);
            }
            world.records.bulk(admin, "box", BulkOperation.CREATE, null, rows, false);
        }
    }

    private static void timed(String what, Runnable work) {
        long wall = System.nanoTime();
        long cpu = cpu();
        work.run();
        System.out.printf("%s %.1f s wall, %.1f s CPU%n", what, (System.nanoTime() - wall) / 1e9, (cpu() - cpu) / 1e9);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
