package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsTest {
    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;
    private static final List<Integer> BATCHES = new ArrayList<>();
    private static String linkTo;

    /** Reads what the record says it wants done. */
    private static final class Obedient implements WriteStep {
        @Override
        public int order() {
            return 100;
        }

        @Override
        public boolean concerns(Catalog catalog, CatalogObject object) {
            return object.name().equals("folder");
        }

        @Override
        public void defaults(WriteBatch batch) {
            batch.records().stream().filter(record -> !record.sent("count")).forEach(record -> record.set("count", 7));
        }

        @Override
        public void derive(WriteBatch batch) {
            BATCHES.add(batch.records().size());
            for (WrittenRecord record : batch.records()) {
                if ("rate".equals(record.value("name"))) {
                    record.set("rate", 50);
                    record.set("locked", "by metadata");
                }
                if (record.value("name") instanceof String name && name.startsWith("decide")) {
                    boolean given = record.given("count");
                    record.set("locked", "decided");
                    record.decided(new Decision(
                            "tests/obedient",
                            LocalText.EMPTY,
                            Map.of("locked", "decided"),
                            List.of(Predicate.Path.of("count"), Predicate.Path.of("parent.count")),
                            Map.of("given", given),
                            Map.of()));
                }
                if ("link".equals(record.value("name"))) {
                    record.set("parent", linkTo);
                }
            }
        }

        @Override
        public void check(WriteBatch batch) {
            for (WrittenRecord record : batch.records()) {
                if (record.value("weighted") instanceof BigDecimal weighted
                        && weighted.compareTo(BigDecimal.valueOf(1000)) > 0) {
                    record.problem(Problem.of(
                            "STEP_SAYS_NO", "/amount", "kind", record.kind().name()));
                }
            }
        }

        @Override
        public void removing(WriteBatch batch) {
            for (WrittenRecord record : batch.records()) {
                if ("keep".equals(record.value("name"))) {
                    record.problem(Problem.of("STEP_KEEPS", ""));
                }
            }
        }
    }

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder, new Obedient());
        worker = world.actor("boss");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @BeforeEach
    void reset() {
        BATCHES.clear();
    }

    private static List<Problem> refused(Runnable write) {
        return catchThrowableOfType(ProblemException.class, write::run).problems();
    }

    @Test
    void formulasFollowWhatAStepSets() {
        RecordView made = world.records.create(
                worker, "folder", Map.of("name", "rate", "amount", new BigDecimal("100"), "rate", 1));
        assertThat(made.get("rate")).isEqualTo(new BigDecimal("50"));
        assertThat((BigDecimal) made.get("weighted")).isEqualByComparingTo("50");
        assertThat(made.get("locked")).isEqualTo("by metadata");
        assertThat(made.get("count")).isEqualTo(7L);
    }

    @Test
    void stepsSeeFinalValuesAndTheirProblemsAreReportedWithTheOthers() {
        List<Problem> problems = refused(
                () -> world.records.create(worker, "folder", Map.of("amount", new BigDecimal("5000"), "rate", 50)));
        assertThat(problems).extracting(Problem::code).containsExactlyInAnyOrder("REQUIRED", "STEP_SAYS_NO");
    }

    @Test
    void aLinkThatAStepSetsMustBeThere() {
        RecordView other = world.records.create(worker, "folder", Map.of("name", "other"));
        linkTo = other.id();
        assertThat(world.records
                        .create(worker, "folder", Map.of("name", "link"))
                        .get("parent"))
                .isEqualTo(other.id());
        linkTo = "fol_00000000000000000000000000";
        assertThat(refused(() -> world.records.create(worker, "folder", Map.of("name", "link"))))
                .extracting(Problem::code, Problem::path)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("LINK_NOT_FOUND", "/parent"));
    }

    @Test
    void manyRecordsAreOneBatchAndComputingAnewAsksNobody() {
        List<Map<String, Object>> rows = List.of(Map.of("name", "1"), Map.of("name", "2"), Map.of("name", "3"));
        assertThat(world.records.bulk(worker, "folder", BulkOperation.CREATE, null, rows, false))
                .extracting(BulkResult::status)
                .containsOnly(201);
        assertThat(BATCHES).containsExactly(3);
        BATCHES.clear();
        world.records.recalculate(world.system, "folder", null, 100);
        assertThat(BATCHES).isEmpty();
    }

    @Test
    void removalsAndReturnsAreChecked() {
        RecordView kept = world.records.create(worker, "folder", Map.of("name", "keep"));
        assertThat(refused(() -> world.records.delete(worker, "folder", kept.id(), null)))
                .extracting(Problem::code)
                .containsExactly("STEP_KEEPS");
        assertThat(world.records.find(worker, "folder", kept.id())).isPresent();
    }

    private static List<?> decisions(String id) {
        return (List<?>)
                RecordWorld.parse(world.json.decisions(world.actor("admin"), "folder", id, new Requests.Page(50, null)))
                        .get("decisions");
    }

    private static int kept(String id) {
        return world.store
                .system()
                .range(RecordWorld.TENANT, "decisions", id + "/", id + "0", false, 500)
                .size();
    }

    @Test
    void whatAStepDecidesIsKeptWithTheRecordUntilItIsGoneForGood() {
        RecordView parent = world.records.create(
                world.system, "folder", Map.of("name", "up", "count", 3, "owner", worker.userId()));
        RecordView made = world.records.create(worker, "folder", Map.of("name", "decide", "parent", parent.id()));
        Map<?, ?> told = (Map<?, ?>) decisions(made.id()).getFirst();
        assertThat(told.get("element")).isEqualTo("tests/obedient");
        assertThat(told.get("how")).isEqualTo(Map.of("given", true));
        assertThat(((List<?>) told.get("inputs"))
                        .stream()
                                .map(input -> String.valueOf(((Map<?, ?>) input).get("value")))
                                .toList())
                .containsExactly("7", "3");

        for (int i = 0; i < KeptDecisions.MOST + 5; i++) {
            world.records.update(worker, "folder", made.id(), Map.of("name", "decide " + i), null);
        }
        assertThat(kept(made.id())).isEqualTo(KeptDecisions.MOST);
        world.records.delete(world.system, "folder", made.id(), null);
        assertThat(decisions(made.id())).hasSize(KeptDecisions.MOST);
        world.records.purge(world.system, "folder", made.id());
        assertThat(kept(made.id())).isZero();
    }

    @Test
    void aRefusedWriteKeepsNothing() {
        RecordView made = world.records.create(worker, "folder", Map.of("name", "calm", "amount", new BigDecimal("1")));
        refused(() -> world.records.update(
                worker,
                "folder",
                made.id(),
                Map.of("name", "decide", "amount", new BigDecimal("5000"), "rate", 50),
                null));
        assertThat(kept(made.id())).isZero();
    }
}
