package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Decision tables over HTTP: defined, refused where rows contradict each other, asked, and explained. */
class DecisionsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final Api seller = server.as("seller");
    private final String name = TestServer.freshName("discount");

    private static Map<String, Object> discount(Object... rows) {
        var table = new LinkedHashMap<String, Object>();
        table.put("label", Map.of("zh-CN", "折扣", "en-US", "Discount"));
        table.put(
                "inputs",
                List.of(
                        Map.of("name", "amount", "type", "number"),
                        Map.of("name", "level", "type", "text", "values", List.of("gold", "plain"))));
        table.put("outputs", List.of(Map.of("name", "rate", "type", "number")));
        table.put("rows", List.of(rows));
        return table;
    }

    private static Map<String, Object> row(List<?> when, Object... then) {
        return Map.of("when", when, "then", List.of(then));
    }

    private static Map<String, Object> complete() {
        return discount(
                row(List.of("< 1000", "-"), 0),
                row(List.of("[1000..5000)", "\"plain\""), 0.05),
                row(List.of("[1000..5000)", "\"gold\""), "0.05 + 0.02"),
                row(List.of(">= 5000", "-"), 0.1));
    }

    @Test
    void aPublishedTableAnswersAndSaysWhy() {
        admin.put("/meta/decisions/" + name, complete()).expect(201);

        JsonNode answer = seller.post(
                        "/decisions/" + name + "/evaluate",
                        Map.of("inputs", Map.of("amount", 1200.50, "level", "gold")))
                .expect(200);

        assertThat(answer.path("outputs").path("rate").decimalValue()).isEqualByComparingTo("0.07");
        assertThat(answer.path("version").asLong()).isPositive();
        assertThat(answer.path("trace").path("hits").path(0).asInt()).isEqualTo(3);
        JsonNode second = answer.path("trace").path("rows").path(1);
        assertThat(second.path("input").asString()).isEqualTo("level");
        assertThat(second.path("cell").asString()).isEqualTo("\"plain\"");
        assertThat(answer.path("trace").path("inputs").path(0).path("value").decimalValue())
                .isEqualByComparingTo("1200.50");
        admin.put(
                        "/meta/decisions/" + name,
                        admin.get("/meta/decisions/" + name).expect(200))
                .expect(200);
    }

    @Test
    void everythingWrongWithATableIsSaidAtItsCell() {
        Map<String, Object> table = discount(
                row(List.of("< \"a\"", "\"silver\""), 0),
                row(List.of("[1000..5000", "-"), "amont * 2"),
                row(List.of("-"), 1, 2));

        Api.Answer answer = admin.put("/meta/decisions/" + name, table);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("TYPE_MISMATCH", "/rows/0/when/0")).isTrue();
        assertThat(answer.hasProblem("UNKNOWN_OPTION", "/rows/0/when/1")).isTrue();
        assertThat(answer.hasProblem("CELL_RANGE", "/rows/1/when/0")).isTrue();
        assertThat(answer.hasProblem("UNKNOWN_NAME", "/rows/1/then/0")).isTrue();
        assertThat(answer.hasProblem("DECISION_CELL_COUNT", "/rows/2/when")).isTrue();
        assertThat(answer.hasProblem("DECISION_CELL_COUNT", "/rows/2/then")).isTrue();
    }

    @Test
    void rowsThatContradictEachOtherAreRefused() {
        Map<String, Object> table =
                discount(row(List.of("<= 1000", "-"), 0), row(List.of(">= 1000", "not(\"plain\")"), 1));

        assertThat(admin.put("/meta/decisions/" + name, table).hasProblem("DECISION_ROWS_OVERLAP", "/rows/1"))
                .isTrue();

        table.put("hitPolicy", "first");
        admin.put("/meta/decisions/" + name, table).expect(201);
        JsonNode check =
                admin.post("/decisions/check", with(table, "name", name)).expect(200);
        assertThat(check.path("problems")).isEmpty();
        assertThat(check.path("warnings").path(0).path("code").asString()).isEqualTo("DECISION_GAP");
        assertThat(check.path("warnings").path(0).path("params").path("values").asString())
                .isEqualTo("amount: > 1000; level: \"plain\"");
        assertThat(seller.post("/decisions/check", table).status()).isEqualTo(403);
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        var copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @Test
    void wrongQuestionsAreRefusedPolitely() {
        admin.put("/meta/decisions/" + name, complete()).expect(201);
        String path = "/decisions/" + name + "/evaluate";

        Api.Answer wrong = seller.post(path, Map.of("inputs", Map.of("amount", "many", "levl", "gold")));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.hasProblem("DECISION_INPUT_INVALID", "/inputs/amount")).isTrue();
        assertThat(wrong.hasProblem("DECISION_INPUT_UNKNOWN", "/inputs/levl")).isTrue();
        for (String body :
                List.of("{", "[]", "null", "{}", "{\"inputs\":1}", "{\"id\":\"x\"}", "{\"inputz\":{}}", "")) {
            assertThat(seller.post(path, body).status()).as(body).isIn(400, 422);
        }
        assertThat(seller.post("/decisions/nothing/evaluate", Map.of("inputs", Map.of()))
                        .status())
                .isEqualTo(404);
        assertThat(seller.post(path, Map.of("inputs", Map.of(), "definition", complete()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aTableOverRecordsReadsThemAsTheAskerMay() {
        String object = TestServer.freshName("deal");
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "label", "Deal",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text"),
                                                Map.of("name", "amount", "type", "decimal", "scale", 2),
                                                Map.of("name", "parent", "type", "lookup", "target", object))))
                .expect(201);
        String parent = admin.post("/records/" + object, Map.of("title", "p", "amount", 9000))
                .expect(201)
                .path("id")
                .asString();
        String child = admin.post("/records/" + object, Map.of("title", "c", "amount", 10, "parent", parent))
                .expect(201)
                .path("id")
                .asString();
        admin.put(
                        "/meta/decisions/" + name,
                        Map.of(
                                "object", object,
                                "inputs",
                                        List.of(
                                                Map.of("name", "amount"),
                                                Map.of("name", "above", "expression", "parent.amount")),
                                "outputs", List.of(Map.of("name", "size", "type", "text")),
                                "rows",
                                        List.of(
                                                row(List.of("-", "NULL"), "\"alone\""),
                                                row(List.of("-", "> amount"), "\"below \" & TEXT(above)"))))
                .expect(201);
        String path = "/decisions/" + name + "/evaluate";

        JsonNode answer =
                admin.post(path, Map.of("object", object, "id", child)).expect(200);
        assertThat(answer.path("outputs").path("size").asString()).startsWith("below 9000");
        assertThat(admin.post(path, Map.of("id", child, "values", Map.of("amount", 10000)))
                        .expect(200)
                        .path("matched")
                        .asBoolean())
                .isFalse();
        assertThat(admin.post(path, Map.of("values", Map.of("amount", 1)))
                        .expect(200)
                        .path("outputs")
                        .path("size")
                        .asString())
                .isEqualTo("alone");
        assertThat(seller.post(path, Map.of("id", child)).status()).isEqualTo(404);
    }

    @Test
    void aFieldThatMayNotBeReadIsNoInputEither() {
        admin.put(
                        "/meta/decisions/" + name,
                        Map.of(
                                "object", "product",
                                "inputs", List.of(Map.of("name", "cost")),
                                "outputs", List.of(Map.of("name", "dear", "type", "boolean", "default", false)),
                                "rows", List.of(row(List.of("> 100"), true))))
                .expect(201);
        String path = "/decisions/" + name + "/evaluate";

        assertThat(admin.post(path, Map.of("values", Map.of("cost", 101)))
                        .expect(200)
                        .path("outputs")
                        .path("dear")
                        .asBoolean())
                .isTrue();
        Api.Answer refused = seller.post(path, Map.of("values", Map.of()));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.hasProblem("INPUT_HIDDEN", "/inputs/cost")).isTrue();
    }

    @Test
    void aDraftIsTriedBeforeItIsPublished() {
        JsonNode answer = admin.post(
                        "/decisions/" + name + "/evaluate",
                        Map.of("definition", complete(), "inputs", Map.of("amount", 6000)))
                .expect(200);
        assertThat(answer.path("outputs").path("rate").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(answer.path("version").isNull()).isTrue();
        assertThat(admin.get("/meta/decisions/" + name).status()).isEqualTo(404);
    }

    @Test
    void theTableItselfDependsOnTheFieldsItReads() {
        admin.put(
                        "/meta/decisions/" + name,
                        Map.of(
                                "object", "product",
                                "inputs", List.of(Map.of("name", "cost")),
                                "outputs", List.of(Map.of("name", "dear", "type", "boolean")),
                                "rows", List.of()))
                .expect(201);

        JsonNode report =
                admin.delete("/meta/objects/product/fields/cost?dryRun=true").expect(200);

        assertThat(report.path("dependants").toString()).contains("decisions/" + name);
    }

    @Test
    void aTableGoesOutAsDmnAndComesBack() {
        admin.put("/meta/decisions/" + name, complete()).expect(201);

        Api.Answer file = admin.get("/decisions/" + name + ".dmn");
        assertThat(file.status()).as(file.text()).isEqualTo(200);
        assertThat(file.text()).contains("decisionTable", "[1000..5000)");
        assertThat(seller.get("/decisions/" + name + ".dmn").status()).isEqualTo(403);

        String other = TestServer.freshName("copy");
        String renamed = file.text()
                .replace("id=\"" + name + "\" name=\"", "id=\"" + other + "\" name=\"" + other + "\" title=\"");
        JsonNode tried = xml("/decisions/import?dryRun=true", renamed).expect(200);
        assertThat(tried.path("problems")).isEmpty();
        assertThat(tried.path("decisions").path(0).path("created").asBoolean()).isTrue();
        assertThat(admin.get("/meta/decisions/" + other).status()).isEqualTo(404);

        xml("/decisions/import", renamed).expect(200);
        assertThat(admin.post("/decisions/" + other + "/evaluate", Map.of("inputs", Map.of("amount", 6000)))
                        .expect(200)
                        .path("outputs")
                        .path("rate")
                        .decimalValue())
                .isEqualByComparingTo("0.1");
        Api.Answer refused = xml("/decisions/import", renamed.replace("[1000..5000)", "sort(x)"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.hasProblem("DMN_EXPRESSION", "/" + other + "/rules/1/inputs/0"))
                .isTrue();
        assertThat(xml("/decisions/import", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>")
                        .status())
                .isEqualTo(422);
    }

    private Api.Answer xml(String path, String file) {
        return admin.send("POST", path, file);
    }
}
