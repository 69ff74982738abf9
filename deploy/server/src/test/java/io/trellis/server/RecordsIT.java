package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Records over HTTP, on an object made for each test: what goes in, what comes out, and what is refused how. */
class RecordsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String name = TestServer.freshName("box");
    private final String path = "/records/" + name;

    @BeforeEach
    void defineTheObject() {
        admin.put(
                        "/meta/objects/" + name,
                        Map.of(
                                "label", Map.of("zh-CN", "盒", "en-US", "Box"),
                                "nameField", "title",
                                "searchFields", List.of("title", "mark"),
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text", "required", true, "max", 40),
                                                Map.of("name", "mark", "type", "text", "externalKey", true, "max", 40),
                                                Map.of("name", "cost", "type", "decimal", "scale", 2),
                                                Map.of("name", "count", "type", "integer"),
                                                Map.of("name", "day", "type", "date"),
                                                Map.of(
                                                        "name", "state",
                                                        "type", "select",
                                                        "options", List.of("open", "done"),
                                                        "default", "open"),
                                                Map.of("name", "outer", "type", "lookup", "target", name))))
                .expect(201);
    }

    private String make(Object... pairs) {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return admin.post(path, values).expect(201).path("id").asString();
    }

    @Test
    void createsAndTellsWhere() {
        Api.Answer made = admin.post(path, Map.of("title", "first", "cost", 1.50));
        JsonNode record = made.expect(201);
        String location = made.response().headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .isEqualTo("/api/v1" + path + "/" + record.path("id").asString());
        assertThat(made.response().headers().firstValue("ETag")).contains("\"1\"");
        assertThat(record.path("state").asString()).isEqualTo("open");
        assertThat(record.path("day").isNull()).isTrue();
        assertThat(record.path("owner").path("name").asString()).isNotEmpty();
        assertThat(admin.get(path + "/" + record.path("id").asString()).expect(200))
                .isEqualTo(record);
    }

    @Test
    void guardsUpdatesByHeaderOrVersion() {
        String id = make("title", "guarded");
        assertThat(admin.send("PATCH", path + "/" + id, Map.of("count", 1), "If-Match", "\"1\"")
                        .expect(200)
                        .path("version")
                        .asInt())
                .isEqualTo(2);
        Api.Answer stale = admin.send("PATCH", path + "/" + id, Map.of("count", 2), "If-Match", "\"1\"");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("VERSION_CONFLICT");
        JsonNode params = stale.body().path("params");
        assertThat(params.path("current").asInt()).isEqualTo(2);
        assertThat(params.path("fields").path("count").path("yours").asInt()).isEqualTo(2);
        assertThat(params.path("fields").path("count").path("theirs").asInt()).isEqualTo(1);
        assertThat(admin.patch(path + "/" + id, Map.of("count", 2, "version", 1))
                        .status())
                .isEqualTo(409);
        assertThat(admin.patch(path + "/" + id, Map.of("count", 2, "version", "x"))
                        .code())
                .isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void refusesWhatIsNotJsonAndNeverFails() {
        List<String> bad = List.of(
                "",
                "{",
                "[]",
                "3",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"cost\":1e999999999,\"title\":\"x\"}",
                "{\"title\":\"x\"} trailing",
                "[".repeat(500),
                "{\"title\":" + "{\"a\":".repeat(200) + "1" + "}".repeat(201),
                "{\"title\":\"\\ud800\\u0000\",\"count\":1.5}",
                "{\"title\":{\"a\":1},\"cost\":\"many\",\"count\":true,\"day\":\"31-31-31\",\"outer\":[1,2]}",
                "{\"count\":99999999999999999999999999,\"title\":\"" + "x".repeat(100_000) + "\"}");
        for (String body : bad) {
            Api.Answer answer = admin.post(path, body);
            assertThat(answer.status()).as(body).isBetween(400, 422);
            assertThat(answer.code()).as(body).isNotEmpty();
        }
        assertThat(admin.post(path, "{\"title\":\"" + "x".repeat(13 * 1024 * 1024) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(admin.get(path + "?count=true").expect(200).path("total").asInt())
                .isZero();
    }

    @Test
    void listsFilterSortAndPage() {
        for (int i = 0; i < 12; i++) {
            make("title", "t" + i, "count", i, "state", i % 2 == 0 ? "open" : "done");
        }
        JsonNode page = admin.get(path + "?filter=" + Api.encode("state = 'open' AND count >= 2")
                        + "&sort=-count&fields=title,count&size=2&count=true")
                .expect(200);
        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("records").get(0).path("count").asInt()).isEqualTo(10);
        assertThat(page.path("records").get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "version", "title", "count");
        JsonNode next = admin.post(
                        path + "/query",
                        Map.of(
                                "filter",
                                "state = 'open' AND count >= 2",
                                "sort",
                                List.of("-count"),
                                "size",
                                2,
                                "after",
                                page.path("next").asString()))
                .expect(200);
        assertThat(next.path("records").get(0).path("count").asInt()).isEqualTo(6);
        JsonNode third = admin.get(path + "?sort=count&page=3&size=5").expect(200);
        assertThat(third.path("records")).hasSize(2);
        assertThat(third.path("next").isNull()).isTrue();
    }

    @Test
    void refusesQuestionsThatMakeNoSenseWithEveryProblem() {
        Api.Answer filter = admin.get(path + "?filter=" + Api.encode("titel = 'x' AND count > 'y'"));
        assertThat(filter.status()).isEqualTo(422);
        assertThat(filter.code()).isEqualTo("INVALID_FILTER");
        assertThat(filter.body().path("problems")).hasSizeGreaterThanOrEqualTo(2);
        Api.Answer list = admin.get(path + "?size=1000&page=0&sort=nothing&fields=titel");
        assertThat(list.status()).isEqualTo(422);
        assertThat(list.body().path("problems")).hasSize(4);
        assertThat(admin.get(path + "?colour=red").status()).isEqualTo(400);
        assertThat(admin.get(path + "?size=many").status()).isEqualTo(400);
        assertThat(admin.get(path + "?after=%22%27").status()).isEqualTo(400);
        assertThat(admin.get("/records/nowhere").status()).isEqualTo(404);
        assertThat(admin.get(path + "/nobody").status()).isEqualTo(404);
        assertThat(admin.get(path + "/" + Api.encode("' OR 1=1 --")).status()).isEqualTo(404);
    }

    @Test
    void bulkAnswersForEveryRow() {
        Api.Answer answer = admin.post(
                path + "/bulk",
                Map.of(
                        "operation", "upsert",
                        "key", "mark",
                        "records",
                                List.of(
                                        Map.of("mark", "m1", "title", "one"),
                                        Map.of("mark", "m2"),
                                        Map.of("mark", "m1", "count", 7))));
        JsonNode results = answer.expect(200).path("results");
        assertThat(results.get(0).path("status").asInt()).isEqualTo(201);
        assertThat(results.get(1).path("status").asInt()).isEqualTo(422);
        assertThat(results.get(1).path("problems").get(0).path("path").asString())
                .isEqualTo("/records/1/title");
        assertThat(results.get(1).path("problems").get(0).path("message").asString())
                .isNotEmpty();
        assertThat(results.get(2).path("status").asInt()).isEqualTo(200);
        assertThat(answer.body().path("created").asInt()).isEqualTo(1);
        assertThat(answer.body().path("updated").asInt()).isEqualTo(1);
        assertThat(answer.body().path("failed").asInt()).isEqualTo(1);
        List<Map<String, Object>> many = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            many.add(Map.of("title", "x"));
        }
        Api.Answer tooMany = admin.post(path + "/bulk", Map.of("operation", "create", "records", many));
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(tooMany.code()).isEqualTo("TOO_MANY_RECORDS");
        assertThat(admin.post(path + "/bulk", Map.of("operation", "destroy", "records", List.of()))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void goesToTheBinAndComesBack() {
        String id = make("title", "binned");
        assertThat(admin.delete(path + "/" + id).status()).isEqualTo(204);
        assertThat(admin.get(path + "/" + id).status()).isEqualTo(404);
        JsonNode bin = admin.get(path + "?deleted=true").expect(200).path("records");
        assertThat(bin).hasSize(1);
        assertThat(bin.get(0).path("deletedAt").isNull()).isFalse();
        assertThat(admin.post(path + "/" + id + "/restore", null)
                        .expect(200)
                        .path("version")
                        .asInt())
                .isEqualTo(3);
        assertThat(admin.delete(path + "/" + id + "?purge=true").status()).isEqualTo(204);
        assertThat(admin.post(path + "/" + id + "/restore", null).status()).isEqualTo(404);
    }

    @Test
    void sumsByGroup() {
        make("title", "a", "cost", 0.10, "day", "2026-01-31");
        make("title", "b", "cost", 0.20, "day", "2026-01-01");
        make("title", "c", "cost", 5, "day", "2026-02-01", "state", "done");
        JsonNode rows = admin.post(
                        path + "/aggregate",
                        Map.of(
                                "groupBy", List.of("state", Map.of("field", "day", "by", "month")),
                                "measures", List.of(Map.of("function", "sum", "field", "cost", "as", "total"))))
                .expect(200)
                .path("rows");
        assertThat(rows.toString())
                .contains("{\"state\":\"open\",\"day\":\"2026-01\",\"total\":0.3}")
                .contains("{\"state\":\"done\",\"day\":\"2026-02\",\"total\":5}");
        assertThat(admin.post(path + "/aggregate", Map.of("groupBy", List.of("state"), "measure", 1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNewFormulaIsComputedForTheRecordsThatAreThere() throws Exception {
        String id = make("title", "old", "cost", 2.5, "count", 4);
        admin.put(
                        "/meta/objects/" + name + "/fields/total",
                        Map.of("type", "formula", "returns", "decimal", "scale", 2, "expression", "cost * count"))
                .expect(201);
        for (int i = 0; i < 100; i++) {
            if (admin.get(path + "/" + id).expect(200).path("total").asDouble(0) == 10.0) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("not computed within 10 s");
    }

    @Test
    void tellsTheHistoryAndFindsByText() {
        String outer = make("title", "outside");
        String id = make("title", "Inside-" + name, "mark", "mk-" + name, "outer", outer);
        admin.patch(path + "/" + id, Map.of("count", 3)).expect(200);
        JsonNode changes = admin.get(path + "/" + id + "/history").expect(200).path("changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).path("fields").path("count").path("to").asInt())
                .isEqualTo(3);
        assertThat(changes.get(1)
                        .path("fields")
                        .path("outer")
                        .path("to")
                        .path("name")
                        .asString())
                .isEqualTo("outside");
        assertThat(changes.get(0).path("by").path("name").asString()).isNotEmpty();
        JsonNode found = admin.get("/search?q=" + Api.encode("inside-" + name))
                .expect(200)
                .path("results");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("id").asString()).isEqualTo(id);
        assertThat(found.get(0).path("fields").path("mark").asString()).isEqualTo("mk-" + name);
        assertThat(server.as("seller")
                        .get("/search?q=" + Api.encode("inside-" + name))
                        .expect(200)
                        .path("results"))
                .isEmpty();
    }
}
