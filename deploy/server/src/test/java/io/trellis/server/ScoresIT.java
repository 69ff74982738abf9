package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scored models over HTTP: kept by every write, never stale, explained. */
class ScoresIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String firm = TestServer.freshName("firm");
    private final String chance = TestServer.freshName("chance");
    private final String name = TestServer.freshName("model");

    @BeforeEach
    void objects() {
        admin.put(
                        "/meta/objects/" + firm,
                        Map.of(
                                "label", "Firm",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text"),
                                                Map.of("name", "size", "type", "integer"))))
                .expect(201);
        admin.put(
                        "/meta/objects/" + chance,
                        Map.of(
                                "label", "Chance",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text"),
                                                Map.of("name", "amount", "type", "decimal", "scale", 2),
                                                Map.of("name", "firm", "type", "lookup", "target", firm),
                                                Map.of(
                                                        "name",
                                                        "source",
                                                        "type",
                                                        "select",
                                                        "options",
                                                        List.of("fair", "web")),
                                                Map.of("name", "score", "type", "decimal", "scale", 1),
                                                Map.of(
                                                        "name",
                                                        "grade",
                                                        "type",
                                                        "select",
                                                        "options",
                                                        List.of("A", "B", "C")),
                                                Map.of(
                                                        "name",
                                                        "hot",
                                                        "type",
                                                        "formula",
                                                        "returns",
                                                        "boolean",
                                                        "expression",
                                                        "score >= 80"))))
                .expect(201);
    }

    private Map<String, Object> model() {
        return Map.of(
                "object",
                chance,
                "target",
                "score",
                "grade",
                "grade",
                "scale",
                100,
                "digits",
                1,
                "criteria",
                List.of(
                        Map.of(
                                "name",
                                "amount",
                                "weight",
                                2,
                                "bands",
                                List.of(
                                        Map.of("when", ">= 10000", "points", 10),
                                        Map.of("when", "[1000..10000)", "points", 5))),
                        Map.of(
                                "name",
                                "size",
                                "expression",
                                "firm.size",
                                "missing",
                                1,
                                "bands",
                                List.of(Map.of("when", "> 100", "points", 10), Map.of("when", "-", "points", 3)))),
                "grades",
                List.of(
                        Map.of("from", 80, "grade", "A"),
                        Map.of("from", 40, "grade", "B"),
                        Map.of("from", 0, "grade", "C")));
    }

    private JsonNode get(String object, String id) {
        return admin.get("/records/" + object + "/" + id).expect(200);
    }

    private JsonNode create(String object, Map<String, Object> values) {
        return admin.post("/records/" + object, values).expect(201);
    }

    private static BigDecimal score(JsonNode record) {
        return record.path("score").isNumber() ? record.path("score").decimalValue() : null;
    }

    private JsonNode until(String id, String score) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        JsonNode record = get(chance, id);
        while (score(record) == null || score(record).compareTo(new BigDecimal(score)) != 0) {
            assertThat(Instant.now()).as(record.toString()).isBefore(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            record = get(chance, id);
        }
        return record;
    }

    @Test
    void everyWriteKeepsTheScoreWhateverTheWriterSends() {
        admin.put("/meta/scores/" + name, model()).expect(201);
        String big =
                create(firm, Map.of("title", "big", "size", 500)).path("id").asString();

        JsonNode record = create(chance, Map.of("title", "x", "amount", 12000, "firm", big, "score", 1));
        assertThat(score(record)).isEqualByComparingTo("100");
        assertThat(record.path("grade").asString()).isEqualTo("A");
        assertThat(record.path("hot").asBoolean()).isTrue();

        JsonNode changed = admin.patch(
                        "/records/" + chance + "/" + record.path("id").asString(), Map.of("amount", 2000))
                .expect(200);
        assertThat(score(changed)).isEqualByComparingTo("66.7");
        assertThat(changed.path("grade").asString()).isEqualTo("B");
        assertThat(changed.path("hot").asBoolean()).isFalse();

        JsonNode bulk = admin.post(
                        "/records/" + chance + "/bulk",
                        Map.of(
                                "operation",
                                "create",
                                "records",
                                List.of(Map.of("title", "y"), Map.of("title", "z", "amount", 1000))))
                .expect(200);
        assertThat(score(get(chance, bulk.path("results").path(0).path("id").asString())))
                .isEqualByComparingTo("3.3");
        assertThat(score(get(chance, bulk.path("results").path(1).path("id").asString())))
                .isEqualByComparingTo("36.7");
    }

    @Test
    void aLinkedRecordsChangeReachesTheScore() {
        admin.put("/meta/scores/" + name, model()).expect(201);
        String small =
                create(firm, Map.of("title", "small", "size", 5)).path("id").asString();
        String id = create(chance, Map.of("title", "x", "amount", 12000, "firm", small))
                .path("id")
                .asString();
        assertThat(score(get(chance, id))).isEqualByComparingTo("76.7");

        admin.patch("/records/" + firm + "/" + small, Map.of("size", 101)).expect(200);

        assertThat(until(id, "100").path("grade").asString()).isEqualTo("A");
    }

    @Test
    void aChangedModelScoresTheRecordsThatAreThere() {
        String id =
                create(chance, Map.of("title", "x", "amount", 12000)).path("id").asString();
        assertThat(score(get(chance, id))).isNull();

        admin.put("/meta/scores/" + name, model()).expect(201);

        until(id, "70");
    }

    @Test
    void aModelExplainsEveryCriterion() {
        admin.put("/meta/scores/" + name, model()).expect(201);
        String id =
                create(chance, Map.of("title", "x", "amount", 2000)).path("id").asString();

        JsonNode answer =
                admin.post("/scores/" + name + "/evaluate", Map.of("id", id)).expect(200);
        assertThat(answer.path("total").decimalValue()).isEqualByComparingTo("36.7");
        assertThat(answer.path("grade").asString()).isEqualTo("C");
        JsonNode amount = answer.path("criteria").path(0);
        assertThat(amount.path("band").asString()).isEqualTo("[1000..10000)");
        assertThat(amount.path("counted").decimalValue()).isEqualByComparingTo("10");
        assertThat(answer.path("criteria").path(1).path("band").isNull()).isTrue();
        assertThat(answer.path("criteria").path(1).path("points").decimalValue())
                .isEqualByComparingTo("1");
        assertThat(admin.post("/scores/" + name + "/evaluate", Map.of("id", id, "values", Map.of("amount", 10000)))
                        .expect(200)
                        .path("total")
                        .decimalValue())
                .isEqualByComparingTo("70");
        assertThat(server.as("seller")
                        .post("/scores/" + name + "/evaluate", Map.of("id", id))
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("/scores/" + name + "/evaluate", "{}").status()).isEqualTo(422);
    }

    @Test
    void everythingWrongWithAModelIsSaidAtItsPlace() {
        Api.Answer answer = admin.put(
                "/meta/scores/" + name,
                Map.of(
                        "object",
                        chance,
                        "target",
                        "title",
                        "grade",
                        "grade",
                        "criteria",
                        List.of(
                                Map.of(
                                        "name",
                                        "amount",
                                        "weight",
                                        0,
                                        "bands",
                                        List.of(Map.of("when", "> \"x\"", "points", 1))),
                                Map.of("name", "sorce", "bands", List.of(Map.of("when", "-", "points", 1)))),
                        "grades",
                        List.of(Map.of("from", 1, "grade", "D"), Map.of("from", 2, "grade", "A"))));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("SCORE_TARGET_TYPE", "/target")).isTrue();
        assertThat(answer.hasProblem("SCORE_WEIGHT", "/criteria/0/weight")).isTrue();
        assertThat(answer.hasProblem("TYPE_MISMATCH", "/criteria/0/bands/0/when"))
                .isTrue();
        assertThat(answer.hasProblem("UNKNOWN_NAME", "/criteria/1/expression")).isTrue();
        assertThat(answer.hasProblem("SCORE_GRADE_ORDER", "/grades/1/from")).isTrue();
        assertThat(answer.text()).contains("/grades/0/grade");
        assertThat(admin.put(
                                "/meta/scores/" + name,
                                Map.of(
                                        "object",
                                        chance,
                                        "target",
                                        "score",
                                        "criteria",
                                        List.of(
                                                Map.of(
                                                        "name",
                                                        "score",
                                                        "bands",
                                                        List.of(Map.of("when", "-", "points", 1))),
                                                Map.of(
                                                        "name", "age",
                                                        "expression", "TODAY() - DATEVALUE(createdAt)",
                                                        "bands", List.of(Map.of("when", "-", "points", 1))))))
                        .text())
                .contains("SCORE_CIRCLE", "FORMULA_NOT_STEADY");
    }
}
