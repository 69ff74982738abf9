package io.trellis.platform.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.Change;
import io.trellis.platform.record.HistoryRequest;
import io.trellis.platform.record.RecordView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a tenant that people work in is the tenant of one moment. */
class LiveBackupTest {
    @TempDir
    Path folder;

    @Test
    void hasCommitsWholeHistoriesCompleteAndCountersThatFit() throws Exception {
        try (var from = new ArchiveWorld(folder.resolve("from"));
                var to = new ArchiveWorld(folder.resolve("to"))) {
            from.make("acme");
            Actor ann = from.actor("acme", "ann");
            var stop = new AtomicBoolean();
            var pairs = new AtomicInteger();
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                writers.add(Thread.ofPlatform().start(() -> {
                    while (!stop.get()) {
                        pair(from, ann, "p" + pairs.incrementAndGet());
                    }
                }));
            }
            Path file = folder.resolve("acme.trellis");
            for (int round = 0; round < 3; round++) {
                int before = pairs.get();
                while (pairs.get() < before + 20) {
                    Thread.onSpinWait();
                }
                from.archives.backup("acme", file, true, Progress.NONE);
                to.archives.restore(file, "round" + round, false, Exchange.NOBODY, Progress.NONE);
                check(to, "round" + round);
            }
            stop.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    /** Two boxes and, in a second commit, a change of both. */
    private static void pair(ArchiveWorld world, Actor ann, String title) {
        List<RecordView> made = world.records.saveAll(
                ann,
                List.of(
                        Change.create("box", Map.of("title", title)),
                        Change.create("box", Map.of("title", title)),
                        Change.create("slip", Map.of("note", title))));
        world.records.saveAll(
                ann,
                List.of(
                        Change.update("box", made.get(0).id(), Map.of("shelf", title)),
                        Change.update("box", made.get(1).id(), Map.of("shelf", title))));
    }

    private static void check(ArchiveWorld world, String tenant) {
        Actor system = world.system(tenant);
        Map<String, Integer> boxes = new HashMap<>();
        world.records.stream(system, "box", ListRequest.of(null, 200), box -> {
            boxes.merge(box.text("title") + box.text("shelf"), 1, Integer::sum);
            assertThat(world.records
                            .history(system, "box", box.id(), HistoryRequest.newest(10))
                            .entries())
                    .hasSize((int) box.version());
            return true;
        });
        assertThat(boxes).isNotEmpty();
        assertThat(boxes.values()).allMatch(count -> count == 2);
        long slips = world.records.count(system, "slip", null);
        assertThat(slips * 2).isEqualTo(world.records.count(system, "box", null));
        assertThat(world.records.create(system, "slip", Map.of("note", "next")).text("number"))
                .isEqualTo(String.format("S-%04d", slips + 1));
    }
}
