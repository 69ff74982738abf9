package io.trellis.platform.publish;

import static io.trellis.platform.publish.PublishFixture.TENANT;
import static io.trellis.platform.publish.PublishFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.metadata.Problem;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
    private static final String VISIT = """
            {"name": "visit", "label": {"zh-CN": "拜访", "en-US": "Visit"}, "nameField": "title",
             "fields": [{"name": "title", "type": "text", "required": true, "max": 40},
                        {"name": "place", "type": "lookup", "target": "department"},
                        {"name": "cost", "type": "decimal", "scale": 2},
                        {"name": "state", "type": "select", "options": ["open", "done"]}]}
            """;

    @TempDir
    Path folder;

    private PublishFixture on;

    @BeforeEach
    void open() {
        on = new PublishFixture(folder);
    }

    @AfterEach
    void close() {
        on.close();
    }

    @Test
    void aNewObjectIsInForceAtOnce() {
        Editor.Edited edited = on.object("visit", VISIT);

        assertThat(edited.created()).isTrue();
        assertThat(edited.document()).containsEntry("prefix", "visit").containsEntry("id", "obj_visit");
        assertThat(on.publisher.current(TENANT).getObject("visit").fields())
                .containsKeys("title", "owner", "createdAt");
        on.write("visit", "visit_1", Map.of("title", "Hello", "state", "open"));
        assertThat(on.store.find(on.realm(), "visit", "visit_1")).isPresent();
    }

    @Test
    void metadataSurvivesTheProcess() {
        on.object("visit", VISIT);
        on.field("visit", "note", "{\"type\": \"text\", \"max\": 100}");

        var other = new PublishFixture(on.store);

        assertThat(other.publisher.current(TENANT).version())
                .isEqualTo(on.publisher.current(TENANT).version());
        assertThat(other.editor.get(on.admin, Kinds.OBJECTS, "visit"))
                .isEqualTo(on.editor.get(on.admin, Kinds.OBJECTS, "visit"));
    }

    @Test
    void puttingWhatIsThereChangesNothing() {
        on.object("visit", VISIT);
        long version = on.publisher.current(TENANT).version();

        Editor.Edited again =
                on.editor.put(on.admin, Kinds.OBJECTS, "visit", on.editor.get(on.admin, Kinds.OBJECTS, "visit"), false);
        on.object("visit", VISIT);

        assertThat(again.created()).isFalse();
        assertThat(on.publisher.current(TENANT).version()).isEqualTo(version);
    }

    @Test
    void listenersHearWhatIsDifferent() {
        on.object("visit", VISIT);
        on.heard.clear();

        on.field("visit", "twice", "{\"type\": \"formula\", \"returns\": \"decimal\", \"expression\": \"cost * 2\"}");

        assertThat(on.heard).hasSize(1);
        assertThat(on.heard.getFirst().changes())
                .extracting(change -> change.action() + " " + change.element())
                .containsExactly("ADD objects/visit/fields/twice");
    }

    @Test
    void reportsAllProblemsAtOnceAndPublishesNothing() {
        long version = on.publisher.current(TENANT).version();

        List<Problem> problems = problems(() -> on.object("visit", """
                {"name": "visit", "nameField": "titel", "lable": "x",
                 "fields": [{"name": "title", "type": "txt"},
                            {"name": "owner", "type": "text"},
                            {"name": "place", "type": "lookup", "target": "departmant"},
                            {"name": "sum", "type": "formula", "returns": "decimal", "expression": "cost + title2"}]}
                """));

        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .contains(
                        "UNKNOWN_KEY /lable",
                        "NOT_ALLOWED_VALUE /fields/0/type",
                        "RESERVED_NAME /fields/1/name",
                        "LOOKUP_TARGET_MISSING /fields/2/target",
                        "FIELD_MISSING /nameField")
                .anyMatch(problem -> problem.endsWith("/fields/3/expression"));
        assertThat(problems.getFirst().params()).containsEntry("suggestion", "label");
        assertThat(on.publisher.current(TENANT).version()).isEqualTo(version);
    }

    @Test
    void aFieldsProblemsAreInItsOwnTerms() {
        on.object("visit", VISIT);

        List<Problem> problems =
                problems(() -> on.field("visit", "next", "{\"type\": \"lookup\", \"target\": \"vist\", \"x\": 1}"));

        assertThat(problems)
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("UNKNOWN_KEY /x", "LOOKUP_TARGET_MISSING /target");
        assertThat(problems.get(1).params()).containsEntry("suggestion", "visit");
    }

    @Test
    void aDryRunReportsAndChangesNothing() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "A long title that stays", "state", "open"));
        on.write("visit", "visit_2", Map.of("title", "Short", "state", "done"));
        long version = on.publisher.current(TENANT).version();

        PublishReport report = on.editor
                .putField(on.admin, "visit", "title", json("{\"type\": \"text\", \"max\": 10}"), true)
                .report();

        assertThat(report.changes())
                .extracting(PublishReport.Change::element)
                .containsExactly("objects/visit/fields/title");
        assertThat(report.dependants()).containsExactly("objects/visit");
        assertThat(report.failingRows().count()).isEqualTo(1);
        assertThat(report.failingRows().sample()).containsExactly("visit_1");
        assertThat(on.publisher.current(TENANT).version()).isEqualTo(version);
    }

    @Test
    void aRemovedOptionCountsTheRecordsThatHaveIt() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "a", "state", "open"));

        PublishReport report = on.editor
                .putField(on.admin, "visit", "state", json("{\"type\": \"select\", \"options\": [\"done\"]}"), true)
                .report();

        assertThat(report.failingRows().count()).isEqualTo(1);
    }

    @Test
    void aNewUniqueKeyIsRefusedWhereRecordsBreakIt() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "same"));
        on.write("visit", "visit_2", Map.of("title", "same"));
        String unique = "{\"type\": \"text\", \"max\": 40, \"unique\": true}";

        assertThat(on.editor
                        .putField(on.admin, "visit", "title", json(unique), true)
                        .report()
                        .problems())
                .extracting(Problem::code)
                .containsExactly("UNIQUE_BROKEN");
        assertThat(problems(() -> on.field("visit", "title", unique)))
                .extracting(Problem::code)
                .containsExactly("UNIQUE_BROKEN");
        assertThat(on.publisher
                        .current(TENANT)
                        .getObject("visit")
                        .findField("title")
                        .orElseThrow()
                        .definition()
                        .unique())
                .isFalse();
    }

    @Test
    void aFieldsShapeIsFixedOnceThereAreRecords() {
        on.object("visit", VISIT);
        on.field("visit", "cost", "{\"type\": \"text\"}");
        on.write("visit", "visit_1", Map.of("title", "a", "cost", "12"));

        assertThat(problems(() -> on.field("visit", "cost", "{\"type\": \"decimal\"}")))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("FIELD_SHAPE_FIXED /type");
        on.field("visit", "cost", "{\"type\": \"phone\"}");
    }

    @Test
    void whatIsInUseCantBeRemoved() {
        on.object("visit", VISIT);
        on.field("visit", "twice", "{\"type\": \"formula\", \"returns\": \"decimal\", \"expression\": \"cost * 2\"}");

        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> on.editor.removeField(on.admin, "visit", "cost", false));

        assertThat(refused.code()).isEqualTo("IN_USE");
        assertThat(refused.problems())
                .extracting(problem -> problem.params().get("element"))
                .containsExactly("objects/visit/fields/twice");
        on.editor.removeField(on.admin, "visit", "twice", false);
        on.editor.removeField(on.admin, "visit", "cost", false);
    }

    @Test
    void aRemovedFieldComesBackWithItsValues() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "a", "cost", new java.math.BigDecimal("1.5")));
        on.editor.removeField(on.admin, "visit", "cost", false);

        on.field("visit", "cost", "{\"type\": \"decimal\"}");

        assertThat(new String(on.store
                        .find(on.realm(), "visit", "visit_1")
                        .orElseThrow()
                        .doc()))
                .contains("\"cost\":1.5");
    }

    @Test
    void anObjectWithRecordsCantBeRemoved() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "a"));

        assertThat(problems(() -> on.editor.remove(on.admin, Kinds.OBJECTS, "visit", false)))
                .extracting(Problem::code)
                .containsExactly("OBJECT_HAS_RECORDS");
    }

    @Test
    void anObjectIsRenamedByItsId() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "a"));

        on.object("visit", VISIT.replace("\"name\": \"visit\"", "\"name\": \"trip\", \"id\": \"obj_visit\""));

        assertThat(on.publisher.current(TENANT).findObject("visit")).isEmpty();
        assertThat(on.heard.getLast().changes())
                .anyMatch(change -> change.renamed() && change.element().equals("objects/trip"));
        assertThat(on.store.find(on.realm(), "trip", "visit_1")).isPresent();
    }

    @Test
    void aFieldIsRenamedAndItsOldNameIsFreeAgain() {
        on.object("visit", VISIT);
        on.write("visit", "visit_1", Map.of("title", "a", "cost", new java.math.BigDecimal("7")));

        on.field("visit", "cost", "{\"name\": \"price\", \"type\": \"decimal\"}");
        on.field("visit", "cost", "{\"type\": \"integer\"}");

        String doc = new String(
                on.store.find(on.realm(), "visit", "visit_1").orElseThrow().doc());
        assertThat(doc).contains("\"price\":7").doesNotContain("cost");
        assertThat(on.publisher.current(TENANT).getObject("visit").fields()).containsKeys("price", "cost");
    }

    @Test
    void theSystemsOwnFieldsStay() {
        assertThat(problems(() -> on.field("user", "employeeNumber", "{\"type\": \"integer\"}")))
                .extracting(Problem::code)
                .contains("SYSTEM_ELEMENT");
        on.field("user", "nickname", "{\"type\": \"text\"}");
    }

    @Test
    void onlyThoseWhoMayDefineDo() {
        var nobody = PublishFixture.actor(TENANT, new PublishFixture.AllGrants() {
            @Override
            public boolean maySystem(String permission) {
                return false;
            }
        });

        ProblemException refused =
                catchThrowableOfType(ProblemException.class, () -> on.editor.list(nobody, Kinds.OBJECTS));

        assertThat(refused.code()).isEqualTo("FORBIDDEN");
    }

    @Test
    void concurrentPublishesAllTakeEffect() throws Exception {
        on.object("visit", VISIT);
        var other = new PublishFixture(on.store);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var done = new java.util.ArrayList<java.util.concurrent.Future<?>>();
            for (int i = 0; i < 12; i++) {
                var node = i % 2 == 0 ? on : other;
                String name = "extra" + i;
                done.add(threads.submit(() -> node.field("visit", name, "{\"type\": \"text\"}")));
            }
            for (var one : done) {
                one.get();
            }
        }
        var fresh = new PublishFixture(on.store);
        for (int i = 0; i < 12; i++) {
            assertThat(fresh.publisher.current(TENANT).getObject("visit").fields())
                    .containsKey("extra" + i);
        }
    }

    @Test
    void aTenantThatIsNotThereIsNotFound() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> on.publisher.current("nobody"));

        assertThat(refused.code()).isEqualTo("NOT_FOUND");
    }

    private static List<Problem> problems(ThrowingCallable call) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, call);
        assertThat(refused).isNotNull();
        return refused.problems();
    }
}
