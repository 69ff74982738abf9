package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.metadata.Problem;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {
    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;
    private static Actor boss;
    private static Actor peer;
    private static Actor admin;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder);
        worker = world.actor("worker");
        boss = world.actor("boss");
        peer = world.actor("peer");
        admin = world.actor("admin");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static RecordView folder(Actor actor, Object... pairs) {
        return world.records.create(actor, "folder", map(pairs));
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static ProblemException refused(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).isNotNull();
        return problem;
    }

    private static List<String> told(ProblemException problem) {
        return problem.problems().stream().map(p -> p.code() + " " + p.path()).toList();
    }

    @Test
    void noRecordComesToStandAboveItself() {
        String top = folder(worker, "name", "Top").id();
        String middle = folder(worker, "name", "Middle", "parent", top).id();
        String low = folder(worker, "name", "Low", "parent", middle).id();
        assertThat(told(refused(() -> world.records.update(worker, "folder", top, map("parent", low), null))))
                .containsExactly("HIERARCHY_CYCLE /parent");
        assertThat(told(refused(() -> world.records.update(worker, "folder", top, map("parent", top), null))))
                .containsExactly("HIERARCHY_CYCLE /parent");
        assertThat(world.records
                        .update(worker, "folder", low, map("parent", top), null)
                        .get("parent"))
                .isEqualTo(top);
    }

    @Test
    void fillsDefaultsOwnerFormulasAndNumber() {
        RecordView made = folder(worker, "name", "First", "amount", new BigDecimal("10.50"), "rate", 50L);
        assertThat(made.get("level")).isEqualTo("a");
        assertThat((BigDecimal) made.get("weighted")).isEqualByComparingTo("5.25");
        assertThat((BigDecimal) made.get("doubled")).isEqualByComparingTo("10.5");
        assertThat(made.text("code"))
                .matches("F-" + LocalDate.now(worker.zone()).getYear() + "-\\d{4}");
        assertThat(made.get("started")).isNotNull();
        assertThat(made.get("recordType")).isEqualTo("plain");
        assertThat(made.get("madeOn")).isEqualTo(made.system().createdAt());
        assertThat(made.get("owner")).isEqualTo(worker.userId());
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.id()).startsWith("fol_").hasSize(30);
    }

    @Test
    void tellsAllProblemsAtOnce() {
        ProblemException problem = refused(() -> folder(
                worker,
                "amount",
                new BigDecimal("-1"),
                "level",
                "zzz",
                "nmae",
                "x",
                "weighted",
                1L,
                "count",
                5L,
                "secret",
                "s",
                "locked",
                "x",
                "parent",
                "fol_00000000000000000000000000",
                "recordType",
                "odd"));
        assertThat(problem.kind()).isEqualTo(Kind.INVALID);
        assertThat(problem.code()).isEqualTo("INVALID_RECORD");
        assertThat(told(problem))
                .contains(
                        "BELOW_MINIMUM /amount",
                        "NOT_AN_OPTION /level",
                        "UNKNOWN_FIELD /nmae",
                        "FIELD_READ_ONLY /weighted",
                        "FIELD_NOT_EDITABLE /count",
                        "UNKNOWN_FIELD /secret",
                        "FIELD_READ_ONLY /locked",
                        "LINK_NOT_FOUND /parent",
                        "UNKNOWN_RECORD_TYPE /recordType",
                        "REQUIRED /name");
        Problem unknown = problem.problems().stream()
                .filter(p -> p.path().equals("/nmae"))
                .findFirst()
                .orElseThrow();
        assertThat(unknown.params()).containsEntry("suggestion", "name");
    }

    @Test
    void recomputesFormulasOnUpdateAndKeepsTheRest() {
        RecordView made = folder(worker, "name", "Formula", "amount", 100L, "rate", 10L);
        RecordView changed = world.records.update(worker, "folder", made.id(), map("rate", 20L), 1L);
        assertThat(changed.version()).isEqualTo(2);
        assertThat((BigDecimal) changed.get("weighted")).isEqualByComparingTo("20");
        assertThat(changed.get("name")).isEqualTo("Formula");
        assertThat(changed.get("code")).isEqualTo(made.get("code"));
    }

    @Test
    void nothingChangedMakesNoVersion() {
        RecordView made = folder(worker, "name", "Same", "amount", new BigDecimal("1.50"));
        RecordView same = world.records.update(
                worker, "folder", made.id(), map("name", "Same", "amount", new BigDecimal("1.5")), null);
        assertThat(same.version()).isEqualTo(1);
        assertThat(world.records
                        .history(worker, "folder", made.id(), HistoryRequest.newest(10))
                        .entries())
                .hasSize(1);
    }

    @Test
    void staleWriterIsToldWhatBothChanged() {
        RecordView made = folder(worker, "name", "Fought", "amount", 1L, "rate", 1L);
        world.records.update(boss, "folder", made.id(), map("amount", 2L, "rate", 7L), 1L);
        ProblemException conflict =
                refused(() -> world.records.update(worker, "folder", made.id(), map("amount", 3L, "name", "Mine"), 1L));
        assertThat(conflict.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(conflict.code()).isEqualTo("VERSION_CONFLICT");
        assertThat(conflict.params()).containsEntry("current", 2L);
        Map<?, ?> fields = (Map<?, ?>) conflict.params().get("fields");
        assertThat(fields.keySet()).isEqualTo(java.util.Set.of("amount"));
        Map<?, ?> amount = (Map<?, ?>) fields.get("amount");
        assertThat((BigDecimal) amount.get("yours")).isEqualByComparingTo("3");
        assertThat((BigDecimal) amount.get("theirs")).isEqualByComparingTo("2");
    }

    @Test
    void sixteenWritersOnOneRecordLoseNothing() throws Exception {
        String id = folder(admin, "name", "Busy", "count", 0L).id();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            work.add(() -> {
                int applied = 0;
                for (int j = 0; j < 10; j++) {
                    RecordView now = world.records.get(admin, "folder", id);
                    try {
                        world.records.update(
                                admin, "folder", id, map("count", (Long) now.get("count") + 1), now.version());
                        applied++;
                    } catch (ProblemException conflict) {
                        assertThat(conflict.code()).isEqualTo("VERSION_CONFLICT");
                    }
                }
                return applied;
            });
        }
        long applied = 0;
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(work)) {
                applied += done.get();
            }
        }
        RecordView end = world.records.get(admin, "folder", id);
        assertThat(end.get("count")).isEqualTo(applied);
        assertThat(end.version()).isEqualTo(applied + 1);
    }

    @Test
    void writersWithoutVersionsAreMerged() throws Exception {
        String id = folder(admin, "name", "Merged").id();
        List<Callable<RecordView>> work = new ArrayList<>();
        for (String field : List.of("amount", "rate", "count")) {
            for (int i = 1; i <= 10; i++) {
                long value = i;
                work.add(() -> world.records.update(admin, "folder", id, map(field, value), null));
            }
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }
        RecordView end = world.records.get(admin, "folder", id);
        assertThat(end.values()).containsKeys("amount", "rate", "count", "weighted");
        assertThat(((BigDecimal) end.get("weighted")))
                .isEqualByComparingTo(((BigDecimal) end.get("amount"))
                        .multiply((BigDecimal) end.get("rate"))
                        .movePointLeft(2));
    }

    @Test
    void gaplessNumbersHaveNoGapsUnderSixteenThreads() throws Exception {
        List<Callable<String>> work = new ArrayList<>();
        for (int i = 0; i < 160; i++) {
            boolean bad = i % 4 == 0;
            work.add(() -> {
                try {
                    return world.records
                            .create(worker, "serial", map("note", bad ? "x".repeat(50) : "ok"))
                            .text("number");
                } catch (ProblemException refused) {
                    return null;
                }
            });
        }
        List<String> numbers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(work)) {
                if (done.get() != null) {
                    numbers.add(done.get());
                }
            }
        }
        numbers.sort(null);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            expected.add("S-%04d".formatted(i));
        }
        assertThat(numbers).isEqualTo(expected);
        assertThat(world.records
                        .list(worker, "serial", io.trellis.platform.query.ListRequest.of("number = 'S-0007'", 5))
                        .records())
                .hasSize(1);
    }

    @Test
    void theWholeChainOfUniqueKeysIsTold() {
        String parent = folder(worker, "name", "Home", "externalId", "E-1").id();
        ProblemException twice = refused(() -> folder(worker, "name", "Other", "externalId", "E-1"));
        assertThat(told(twice)).containsExactly("DUPLICATE_VALUE /externalId");
        assertThat(twice.problems().getFirst().params())
                .containsEntry("id", parent)
                .containsEntry("name", "Home");
        ProblemException strange = refused(() -> folder(peer, "name", "Other", "externalId", "E-1"));
        assertThat(strange.problems().getFirst().params()).doesNotContainKeys("id", "name");
        world.records.create(worker, "visit", map("title", "v", "folder", parent));
        ProblemException compound =
                refused(() -> world.records.create(worker, "visit", map("title", "v", "folder", parent)));
        assertThat(told(compound)).containsExactly("DUPLICATE_VALUE /title");
    }

    @Test
    void otherPeoplesRecordsAreNotThere() {
        String id = folder(worker, "name", "Mine").id();
        assertThat(refused(() -> world.records.get(peer, "folder", id)).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> world.records.update(peer, "folder", id, map("name", "x"), null))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(world.records.get(boss, "folder", id).text("name")).isEqualTo("Mine");
        assertThat(refused(() -> world.records.update(world.actor("viewer"), "folder", id, map("name", "x"), null))
                        .kind())
                .isEqualTo(Kind.FORBIDDEN);
    }

    @Test
    void linksMustBeThereAndReadable() {
        String mine = folder(worker, "name", "Mine too").id();
        assertThat(told(refused(() -> folder(peer, "name", "x", "parent", mine))))
                .containsExactly("LINK_NOT_FOUND /parent");
        assertThat(told(refused(() -> folder(worker, "name", "x", "parent", worker.userId()))))
                .containsExactly("LINK_NOT_FOUND /parent");
        world.records.delete(worker, "folder", mine, null);
        assertThat(told(refused(() -> folder(worker, "name", "x", "parent", mine))))
                .containsExactly("LINK_NOT_FOUND /parent");
    }

    @Test
    void handingOverNeedsTheOwnerFieldAndIsNotUndone() {
        String id = folder(worker, "name", "Gift").id();
        RecordView given = world.records.update(worker, "folder", id, map("owner", peer.userId()), null);
        assertThat(given.get("owner")).isEqualTo(peer.userId());
        assertThat(refused(() -> world.records.get(worker, "folder", id)).kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(told(refused(() -> folder(worker, "name", "For peer", "owner", peer.userId()))))
                .containsExactly("OWNER_OUT_OF_SCOPE /owner");
        assertThat(folder(boss, "name", "For worker", "owner", worker.userId()).get("owner"))
                .isEqualTo(worker.userId());
    }

    @Test
    void nobodyMovesARecordOutOfTheirOwnReach() {
        Actor keeper = world.actor("keeper");
        String id = folder(keeper, "name", "Kept").id();
        assertThat(told(refused(() -> world.records.update(keeper, "folder", id, map("level", "b"), null))))
                .containsExactly("LEAVES_SCOPE ");
        assertThat(world.records
                        .update(keeper, "folder", id, map("name", "Kept on"), null)
                        .version())
                .isEqualTo(2);
    }

    @Test
    void detailsNeedAMasterTheWriterMayChange() {
        String mine = folder(worker, "name", "Master").id();
        assertThat(world.records
                        .create(worker, "leaf", map("title", "l", "folder", mine))
                        .version())
                .isEqualTo(1);
        assertThat(told(refused(() -> world.records.create(peer, "leaf", map("title", "l", "folder", mine)))))
                .containsExactly("LINK_NOT_FOUND /folder");
        assertThat(told(refused(() -> world.records.create(worker, "leaf", map("title", "l")))))
                .containsExactly("REQUIRED /folder");
    }

    @Test
    void recordsMadeTogetherMayPointToEachOther() {
        String id = RecordIds.next(world.catalog().getObject("folder"));
        List<RecordView> made = world.records.saveAll(
                worker,
                List.of(
                        Change.create("folder", id, map("name", "Together")),
                        Change.create("leaf", map("title", "one", "folder", id)),
                        Change.create("leaf", map("title", "two", "folder", id))));
        assertThat(made).hasSize(3);
        ProblemException bad = refused(() -> world.records.saveAll(
                worker,
                List.of(Change.create("folder", map("name", "Lost")), Change.create("leaf", map("title", "x")))));
        assertThat(told(bad)).containsExactly("REQUIRED /1/folder");
        assertThat(world.records.count(worker, "folder", "name = 'Lost'")).isZero();
    }

    @Test
    void historyTellsWhatChangedAndHidesWhatMayNotBeRead() {
        RecordView made = folder(admin, "name", "Told", "secret", "hush", "owner", worker.userId());
        world.records.update(worker, "folder", made.id(), map("name", "Retold"), null);
        var own = world.records
                .history(worker, "folder", made.id(), HistoryRequest.newest(10))
                .entries();
        assertThat(own).hasSize(2);
        assertThat(own.getFirst().fields()).containsOnlyKeys("name");
        assertThat(own.getFirst().fields().get("name").from()).isEqualTo("Told");
        assertThat(own.getLast().fields()).doesNotContainKey("secret").containsKey("name");
        assertThat(world.records
                        .history(admin, "folder", made.id(), HistoryRequest.newest(10))
                        .entries()
                        .getLast()
                        .fields())
                .containsKey("secret");
    }

    @Test
    void idsOnlyGrow() {
        String last = "";
        for (int i = 0; i < 10_000; i++) {
            String next = RecordIds.next("x");
            assertThat(next).isGreaterThan(last).hasSize(28);
            last = next;
        }
    }
}
