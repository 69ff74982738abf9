package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkTest {
    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder);
        worker = world.actor("worker");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static List<BulkResult> bulk(
            BulkOperation operation, String key, boolean all, List<Map<String, Object>> rows) {
        return world.records.bulk(worker, "folder", operation, key, rows, all);
    }

    private static List<Integer> statuses(List<BulkResult> results) {
        return results.stream().map(BulkResult::status).toList();
    }

    @Test
    void everyRowHasItsOwnResult() {
        List<BulkResult> results = bulk(
                BulkOperation.CREATE,
                null,
                false,
                List.of(
                        row("name", "one", "externalId", "b1"),
                        row("name", "x".repeat(41)),
                        row("name", "three", "externalId", "b1"),
                        row("name", "four", "level", "b")));
        assertThat(statuses(results)).containsExactly(201, 422, 422, 201);
        assertThat(results.get(1).problems().getFirst().path()).isEqualTo("/name");
        assertThat(results.get(2).problems().getFirst().code()).isEqualTo("DUPLICATE_VALUE");
    }

    @Test
    void allOrNothingWritesNothingWhenOneIsBad() {
        List<Map<String, Object>> rows =
                List.of(row("name", "never"), row("amount", 1L), row("name", "never", "externalId", "n"));
        List<BulkResult> results = bulk(BulkOperation.CREATE, null, true, rows);
        assertThat(statuses(results)).containsExactly(424, 422, 424);
        assertThat(world.records.count(worker, "folder", "name = 'never'")).isZero();
        assertThat(statuses(bulk(BulkOperation.CREATE, null, true, List.of(rows.get(0), rows.get(2)))))
                .containsExactly(201, 201);
    }

    @Test
    void upsertsByExternalKeyAlsoTwiceInOneCall() {
        assertThat(statuses(bulk(
                        BulkOperation.UPSERT,
                        "externalId",
                        false,
                        List.of(
                                row("externalId", "u1", "name", "made"),
                                row("externalId", "u1", "name", "changed"),
                                row("name", "no key")))))
                .containsExactly(201, 200, 422);
        assertThat(world.records.count(worker, "folder", "externalId = 'u1' AND name = 'changed'"))
                .isEqualTo(1);
    }

    @Test
    void aKeyTellsNothingAboutRecordsOutOfSight() {
        String foreign = world.records
                .create(world.actor("peer"), "folder", row("externalId", "hidden", "name", "not yours"))
                .id();
        for (BulkOperation operation : BulkOperation.values()) {
            for (boolean all : List.of(true, false)) {
                List<BulkResult> results =
                        bulk(operation, "externalId", all, List.of(row("externalId", "hidden", "name", "mine")));
                assertThat(results.getFirst().status())
                        .isEqualTo(operation == BulkOperation.CREATE || operation == BulkOperation.UPSERT ? 422 : 404);
                assertThat(results.toString()).doesNotContain(foreign);
            }
        }
        assertThat(world.records.find(world.actor("peer"), "folder", foreign)).isPresent();
    }

    @Test
    void updatesAndDeletesByKeyOrId() {
        bulk(
                BulkOperation.CREATE,
                null,
                false,
                List.of(row("externalId", "d1", "name", "1"), row("externalId", "d2", "name", "2")));
        List<BulkResult> updated = bulk(
                BulkOperation.UPDATE,
                "externalId",
                false,
                List.of(row("externalId", "d1", "amount", 5L), row("externalId", "nobody", "amount", 5L)));
        assertThat(statuses(updated)).containsExactly(200, 404);
        assertThat(updated.getFirst().version()).isEqualTo(2);
        List<BulkResult> byId = bulk(
                BulkOperation.UPDATE,
                null,
                false,
                List.of(row("id", updated.getFirst().id(), "version", 1L, "amount", 6L)));
        assertThat(statuses(byId)).containsExactly(409);
        assertThat(statuses(bulk(
                        BulkOperation.DELETE,
                        "externalId",
                        false,
                        List.of(row("externalId", "d1"), row("externalId", "d1x"), row("externalId", "d2")))))
                .containsExactly(204, 404, 204);
        assertThat(world.records.count(worker, "folder", "externalId = 'd1'")).isZero();
    }

    @Test
    void anIdThatIsThereIsTaken() {
        String id = RecordIds.next("fol");
        assertThat(statuses(bulk(BulkOperation.CREATE, null, false, List.of(row("id", id, "name", "a")))))
                .containsExactly(201);
        List<BulkResult> again = bulk(BulkOperation.CREATE, null, false, List.of(row("id", id, "name", "a")));
        assertThat(statuses(again)).containsExactly(409);
        assertThat(again.getFirst().problems().getFirst().code()).isEqualTo("ID_TAKEN");
    }

    @Test
    void moreThanTenThousandAreRefused() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class,
                () -> bulk(BulkOperation.CREATE, null, false, Collections.nCopies(10_001, row("name", "x"))));
        assertThat(refused.code()).isEqualTo("TOO_MANY_RECORDS");
    }

    @Test
    void thousandsOfRowsTakeOneTripEachChunk() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(row("name", "bulk " + i, "amount", (long) i, "rate", 10L, "externalId", "many" + i));
        }
        List<BulkResult> results = bulk(BulkOperation.CREATE, null, false, rows);
        assertThat(results).allMatch(result -> result.status() == 201);
        assertThat(world.records.count(worker, "folder", "STARTSWITH(externalId, 'many') AND weighted >= 0"))
                .isEqualTo(3_000);
    }
}
