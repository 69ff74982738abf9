package io.trellis.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with time and with records, and what must never go. */
class FileSweepTest {
    private static final String T = FilesWorld.TENANT;

    @TempDir
    Path home;

    private FilesWorld world;

    @BeforeEach
    void open() {
        world = new FilesWorld(home);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Instant after(long hours) {
        return Instant.now().plusSeconds(hours * 3600);
    }

    @Test
    void anUploadThatNobodyTakesIsGoneAfterADay() {
        StoredFile file = world.upload("x");
        world.sweep.sweep(T, after(23));
        assertThat(world.blobNames()).containsExactly(file.blob());
        world.sweep.sweep(T, after(25));
        assertThat(world.blobNames()).isEmpty();
        assertThat(world.documents.knows(T, file.id())).isFalse();
        world.sweep.sweep(T, after(26));
    }

    @Test
    void whatARecordHasStays() {
        StoredFile inField = world.upload("field");
        StoredFile attached = world.upload("attached");
        String box = world.box(Map.of("paper", inField.id()));
        world.records.attach(world.actor, "box", box, attached.id());
        world.sweep.sweep(T, after(1000));
        world.sweep.removeUnknown(T, after(1000));
        assertThat(world.blobNames()).containsExactlyInAnyOrder(inField.blob(), attached.blob());
        world.records.detach(world.actor, "box", box, attached.id());
        world.sweep.sweep(T, Instant.now());
        assertThat(world.blobNames()).containsExactly(inField.blob());
        world.records.delete(world.actor, "box", box, null);
        world.sweep.sweep(T, after(1000));
        assertThat(world.blobNames()).containsExactly(inField.blob());
        world.records.purge(world.actor, "box", box);
        world.sweep.sweep(T, Instant.now());
        assertThat(world.blobNames()).isEmpty();
    }

    @Test
    void bytesThatNothingTellsOfGoOnceTheyAreOld() throws IOException {
        StoredFile known = world.upload("known");
        for (String name :
                List.of("files/ZZ/fil_01HZZZZZZZZZZZZZZZZZZZZZZZ", "thumbnails/ZZ/fil_01HZZZZZZZZZZZZZZZZZZZZZZZ-96")) {
            world.blobs.put(T, name, new ByteArrayInputStream(new byte[3]), 3);
        }
        world.sweep.removeUnknown(T, Instant.now());
        assertThat(world.blobNames()).hasSize(3);
        Files.setLastModifiedTime(home.resolve("files/t").resolve(known.blob()), FileTime.from(after(-100)));
        world.sweep.removeUnknown(T, after(25));
        assertThat(world.blobNames()).containsExactly(known.blob());
    }

    /** An upload that is a day old is taken and given up at the same time: one of the two happens, never half of both. */
    @Test
    void aRecordAndTheSweeperNeverShareAFile() throws Exception {
        int taken = 0;
        for (int round = 0; round < 60; round++) {
            StoredFile file = world.upload("round " + round);
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                Future<String> record = threads.submit((Callable<String>) () -> {
                    start.await();
                    try {
                        return world.box(Map.of("paper", file.id()));
                    } catch (ProblemException gone) {
                        return null;
                    }
                });
                Future<?> sweep = threads.submit((Callable<Void>) () -> {
                    start.await();
                    world.sweep.sweep(T, after(25));
                    return null;
                });
                sweep.get();
                boolean kept = record.get() != null;
                world.sweep.sweep(T, after(25));
                assertThat(world.blobNames().contains(file.blob())).isEqualTo(kept);
                assertThat(world.documents.findTaken(T, file.id()).isPresent()).isEqualTo(kept);
                taken += kept ? 1 : 0;
            }
        }
        assertThat(world.records.count(world.actor, "box", null)).isEqualTo(taken);
    }

    @Test
    void oneOfManyRecordsGetsTheUpload() throws Exception {
        StoredFile file = world.upload("wanted");
        List<String> boxes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boxes.add(world.box(Map.of("name", "b" + i)));
        }
        List<Future<Boolean>> all = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (String box : boxes) {
                all.add(threads.submit(() -> {
                    try {
                        world.records.attach(world.actor, "box", box, file.id());
                        return true;
                    } catch (ProblemException refused) {
                        return false;
                    }
                }));
            }
        }
        // The others found a file they may read, and took a copy of it.
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }
        long originals = boxes.stream()
                .flatMap(box -> world.documents.listOf(T, box).stream())
                .filter(found -> found.id().equals(file.id()))
                .count();
        assertThat(originals).isEqualTo(1);
        assertThat(boxes).allSatisfy(box -> assertThat(world.documents.listOf(T, box))
                .singleElement()
                .satisfies(found -> assertThat(found.sha256()).isEqualTo(file.sha256())));
    }

    @Test
    void attachingAndPurgingAtTheSameTimeLeavesNothing() throws Exception {
        for (int round = 0; round < 40; round++) {
            String box = world.box(Map.of("name", "b"));
            StoredFile file = world.upload("x");
            var start = new CyclicBarrier(2);
            try (var threads = Executors.newFixedThreadPool(2)) {
                Future<Boolean> attach = threads.submit(() -> {
                    start.await();
                    try {
                        world.records.attach(world.actor, "box", box, file.id());
                        return true;
                    } catch (ProblemException gone) {
                        return false;
                    }
                });
                threads.submit(() -> {
                            start.await();
                            world.records.purge(world.actor, "box", box);
                            return null;
                        })
                        .get();
                attach.get();
            }
            assertThat(world.documents.listOf(T, box)).isEmpty();
            assertThat(world.documents.findTaken(T, file.id())).isEmpty();
        }
        world.sweep.sweep(T, after(25));
        assertThat(world.blobNames()).isEmpty();
    }
}
