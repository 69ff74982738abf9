package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scripts over HTTP: defined, refused with line and column, run by what starts them, with the rights of who did. */
class ScriptsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final Api seller = server.as("seller");
    private final String object = TestServer.freshName("scripted");
    private final String name = TestServer.freshName("script");

    @BeforeEach
    void defineObject() {
        var definition = new LinkedHashMap<String, Object>();
        definition.put("name", object);
        definition.put("label", Map.of("zh-CN", "脚本", "en-US", "Scripted"));
        definition.put("nameField", "title");
        definition.put(
                "fields",
                List.of(
                        Map.of("name", "title", "type", "text", "required", true),
                        Map.of("name", "amount", "type", "decimal", "scale", 2),
                        Map.of("name", "net", "type", "decimal", "scale", 2),
                        Map.of("name", "times", "type", "integer"),
                        Map.of("name", "due", "type", "date")));
        admin.put("/meta/objects/" + object, definition).expect(201);
    }

    private Api.Answer define(Map<String, Object> script) {
        return admin.put("/meta/scripts/" + name, script);
    }

    private Map<String, Object> trigger(String when, String source) {
        return Map.of(
                "type", "trigger", "object", object, "when", when, "on", List.of("create", "update"), "source", source);
    }

    @Test
    void aTriggerSetsValuesExactlyAndRefusesAtTheField() {
        define(trigger("before", """
                        if (record.amount !== null && changed('amount')) {
                          record.net = record.amount.div('1.13').round(2);
                        }
                        if (record.amount !== null && record.amount.lt(0)) {
                          addError('amount', {'zh-CN': '不能为负', 'en-US': 'Not below zero'});
                        }
                        """)).expect(201);

        JsonNode made = admin.post("/records/" + object, Map.of("title", "a", "amount", "113.10"))
                .expect(201);
        assertThat(made.path("net").decimalValue()).isEqualByComparingTo("100.09");

        Api.Answer refused = admin.post("/records/" + object, Map.of("title", "a", "amount", -1));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.hasProblem("SCRIPT_REFUSED", "/amount")).isTrue();

        JsonNode bulk = admin.post(
                        "/records/" + object + "/bulk",
                        Map.of(
                                "operation",
                                "create",
                                "records",
                                List.of(
                                        Map.of("title", "one", "amount", 1.13),
                                        Map.of("title", "two", "amount", -5),
                                        Map.of("title", "three", "amount", 2.26))))
                .expect(200);
        assertThat(bulk.toString()).contains("SCRIPT_REFUSED");
        JsonNode list = admin.get("/records/" + object + "?sort=title&filter=" + Api.encode("net >= 1"))
                .expect(200);
        assertThat(list.path("records").size()).isEqualTo(3);
    }

    @Test
    void anErrorTellsItsLineAndIsInTheLog() {
        define(trigger("before", "trellis.log.info('seen', record.title);\nrecord.net = null.x;"))
                .expect(201);

        Api.Answer refused = admin.post("/records/" + object, Map.of("title", "a"));

        assertThat(refused.hasProblem("SCRIPT_FAILED", "")).isTrue();
        assertThat(refused.body()
                        .path("problems")
                        .path(0)
                        .path("params")
                        .path("scriptLine")
                        .asInt())
                .isEqualTo(2);
        JsonNode run = admin.get("/scripts/log?failed=true&script=" + name)
                .expect(200)
                .path("runs")
                .path(0);
        assertThat(run.path("failure").path("line").asInt()).isEqualTo(2);
        assertThat(run.path("lines").path(0).path("text").asString()).isEqualTo("seen a");
        assertThat(seller.get("/scripts/log").status()).isEqualTo(403);
    }

    @Test
    void whatIsWrongWithAScriptIsSaidAtPublishing() {
        Api.Answer syntax = define(trigger("before", "const a = 1;\nconst = 2;"));
        assertThat(syntax.hasProblem("SCRIPT_SYNTAX", "/source")).isTrue();
        assertThat(syntax.text()).contains("\"scriptLine\":2").contains("\"column\":7");

        Api.Answer names = define(trigger("before", "record.nett = trellis.query('" + object + "s', {}).length"));
        assertThat(names.hasProblem("FIELD_MISSING", "/source")).isTrue();
        assertThat(names.hasProblem("OBJECT_MISSING", "/source")).isTrue();

        Api.Answer keys = define(Map.of("type", "endpoint", "object", object, "source", "return 1"));
        assertThat(keys.hasProblem("KEY_OF_OTHER_TYPE", "/object")).isTrue();
        Api.Answer system = define(Map.of("type", "endpoint", "runAs", "system", "source", "return 1"));
        assertThat(system.hasProblem("SCRIPT_SYSTEM_ROLES", "/roles")).isTrue();
        Api.Answer job = define(Map.of("type", "job", "schedule", "every day", "source", "return 1"));
        assertThat(job.hasProblem("INVALID_SCHEDULE", "/schedule")).isTrue();
    }

    @Test
    void aLimitSaysWhichAndByHowMuch() {
        define(Map.of("type", "endpoint", "source", "for (;;) {}", "limits", Map.of("statements", 1000)))
                .expect(201);

        Api.Answer stopped = seller.post("/custom/tenant/" + name, Map.of());

        assertThat(stopped.code()).isEqualTo("SCRIPT_LIMIT");
        JsonNode params = stopped.body().path("problems").path(0).path("params");
        assertThat(params.path("limit").asString()).isEqualTo("statements");
        assertThat(params.path("allowed").asLong()).isEqualTo(1000);
        assertThat(params.path("used").asLong()).isEqualTo(1001);
    }

    @Test
    void queriesAndWritesAreLimited() {
        define(Map.of(
                        "type",
                        "endpoint",
                        "source",
                        "for (let i = 0; i < 10; i++) { trellis.count('" + object + "'); }",
                        "limits",
                        Map.of("queries", 5)))
                .expect(201);
        assertThat(admin.get("/custom/tenant/" + name).text()).contains("\"limit\":\"queries\"");
    }

    @Test
    void anEndpointWorksWithTheCallersRights() {
        admin.post("/records/" + object, Map.of("title", "hidden", "amount", 10))
                .expect(201);
        String source = """
                const rows = trellis.query('%s', {filter: 'amount > 1', sort: '-amount', size: 10});
                return {
                  method: input.method, asked: input.query.q, sum: Decimal.sum(rows.map(row => row.amount)),
                  count: rows.length, user: trellis.user.name, body: input.body
                };
                """.formatted(object);
        define(Map.of("type", "endpoint", "methods", List.of("POST"), "source", source))
                .expect(201);

        JsonNode all =
                admin.post("/custom/tenant/" + name + "?q=x", Map.of("a", 1.10)).expect(200);
        assertThat(all.path("sum").decimalValue()).isEqualByComparingTo("10");
        assertThat(all.path("asked").asString()).isEqualTo("x");
        assertThat(all.path("body").path("a").decimalValue()).isEqualByComparingTo("1.10");
        Api.Answer none = seller.post("/custom/tenant/" + name, Map.of());
        assertThat(none.text()).doesNotContain("hidden").doesNotContain("\"count\":1");
        assertThat(admin.get("/custom/tenant/" + name).code()).isEqualTo("SCRIPT_METHOD");
        assertThat(admin.get("/custom/other/" + name).status()).isEqualTo(404);
    }

    @Test
    void aTrialShowsWhatWouldChangeAndChangesNothing() {
        String id = admin.post("/records/" + object, Map.of("title", "a", "amount", 5))
                .expect(201)
                .path("id")
                .asString();
        define(Map.of("type", "endpoint", "source", "return 1")).expect(201);

        JsonNode told = admin.post(
                        "/scripts/" + name + "/run",
                        Map.of(
                                "id",
                                id,
                                "values",
                                Map.of("amount", 7),
                                "definition",
                                trigger(
                                        "before",
                                        "record.net = record.amount.times(2); trellis.log.info(before.amount)")))
                .expect(200);
        assertThat(told.path("sets").path("net").decimalValue()).isEqualByComparingTo("14");
        assertThat(told.path("lines").path(0).path("text").asString()).isEqualTo("5");
        assertThat(admin.get("/scripts/log?script=" + name)
                        .expect(200)
                        .path("runs")
                        .size())
                .isZero();

        JsonNode writes = admin.post(
                        "/scripts/" + name + "/run",
                        Map.of(
                                "source",
                                "trellis.save('%s', {id: '%s', title: 'b'}); return trellis.get('%s', '%s').title"
                                        .formatted(object, id, object, id)))
                .expect(200);
        assertThat(writes.path("result").asString()).isEqualTo("b");
        assertThat(writes.path("writes").path(0).path("action").asString()).isEqualTo("update");
        assertThat(admin.get("/records/" + object + "/" + id)
                        .expect(200)
                        .path("title")
                        .asString())
                .isEqualTo("a");
        assertThat(seller.post("/scripts/" + name + "/run", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void aTrialTellsWhatStoodThereAndWhatWasUsed() {
        String id = admin.post("/records/" + object, Map.of("title", "a", "amount", 5, "net", 4))
                .expect(201)
                .path("id")
                .asString();
        var definition = new LinkedHashMap<>(trigger("before", "record.net = record.amount"));
        definition.put("condition", "amount > 10");
        String path = "/scripts/" + name + "/run";

        JsonNode told =
                admin.post(path, Map.of("id", id, "definition", definition)).expect(200);
        assertThat(told.path("given").path("net").decimalValue()).isEqualByComparingTo("4");
        assertThat(told.path("applies").asBoolean()).isFalse();
        JsonNode larger = admin.post(path, Map.of("id", id, "values", Map.of("amount", 11), "definition", definition))
                .expect(200);
        assertThat(larger.path("applies").asBoolean()).isTrue();

        definition.put("condition", "amout > 10");
        Api.Answer wrong = admin.post(path, Map.of("id", id, "definition", definition));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("/condition");
        assertThat(admin.post(path, Map.of("id", 7, "values", 8, "definition", trigger("before", "return 1")))
                        .status())
                .isEqualTo(200);

        JsonNode after = admin.post(
                        path,
                        Map.of(
                                "id",
                                id,
                                "definition",
                                trigger(
                                        "after",
                                        "trellis.save('%s', {id: record.id, title: 'b'}); trellis.count('%s')"
                                                .formatted(object, object))))
                .expect(200);
        assertThat(after.path("writes").path(0).path("before").path("title").asString())
                .isEqualTo("a");
        assertThat(after.path("usage").toString())
                .contains("\"limit\":\"wallMillis\"")
                .contains("\"queries\"");
        after.path("usage").forEach(one -> {
            if (one.path("limit").asString().equals("queries")) {
                assertThat(one.path("used").asInt()).isEqualTo(1);
                assertThat(one.path("allowed").asInt()).isEqualTo(50);
            }
        });
    }

    @Test
    void theLogComesInPagesAndByOutcome() {
        define(Map.of(
                        "type",
                        "endpoint",
                        "source",
                        "trellis.log.info(input.query.n); if (input.query.n === '2') { null.x; } return 1"))
                .expect(201);
        for (int n = 1; n <= 3; n++) {
            admin.get("/custom/tenant/" + name + "?n=" + n);
        }
        String path = "/scripts/log?size=2&script=" + name;

        JsonNode first = admin.get(path).expect(200);
        assertThat(first.path("runs").size()).isEqualTo(2);
        assertThat(first.path("runs").path(0).path("lines").path(0).path("text").asString())
                .isEqualTo("3");
        assertThat(first.path("runs").path(0).path("userName").asString()).isNotEmpty();
        JsonNode second =
                admin.get(path + "&before=" + first.path("next").asString()).expect(200);
        assertThat(second.path("runs").size()).isEqualTo(1);
        assertThat(second.path("runs")
                        .path(0)
                        .path("lines")
                        .path(0)
                        .path("text")
                        .asString())
                .isEqualTo("1");
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(admin.get(path + "&failed=true").expect(200).path("runs").size())
                .isEqualTo(1);
        assertThat(admin.get(path + "&failed=false").expect(200).path("runs").size())
                .isEqualTo(2);
        assertThat(admin.get(path + "&failed=perhaps").status()).isEqualTo(400);
    }

    @Test
    void buttonsAreOfferedWhereTheyWouldRun() {
        String id = admin.post("/records/" + object, Map.of("title", "a", "times", 1))
                .expect(201)
                .path("id")
                .asString();
        var button = new LinkedHashMap<String, Object>();
        button.put("type", "button");
        button.put("object", object);
        button.put("label", Map.of("zh-CN", "加一", "en-US", "One more"));
        button.put("condition", "times < 2");
        button.put("source", "trellis.save('%s', {id: record.id, times: 2})".formatted(object));
        define(button).expect(201);
        String path = "/records/" + object + "/" + id + "/buttons";

        JsonNode offered = admin.get(path).expect(200).path("buttons");
        assertThat(offered.path(0).path("name").asString()).isEqualTo(name);
        assertThat(offered.path(0).path("label").path("en-US").asString()).isEqualTo("One more");
        assertThat(seller.get(path).status()).isGreaterThanOrEqualTo(400);
        assertThat(admin.post(path + "/" + name, Map.of()).status()).isEqualTo(204);
        assertThat(admin.get(path).expect(200).path("buttons").size()).isZero();

        button.put("condition", "times > 1");
        assertThat(define(button).status()).isEqualTo(200);
        assertThat(admin.get(path).expect(200).path("buttons").size()).isEqualTo(1);
        button.put("roles", List.of("seller"));
        assertThat(define(button).status()).isEqualTo(200);
        assertThat(admin.get(path).expect(200).path("buttons").size()).isZero();
        assertThat(admin.post(path + "/" + name, Map.of()).status()).isEqualTo(403);
    }

    @Test
    void aButtonChangesTheRecord() {
        String id = admin.post("/records/" + object, Map.of("title", "a", "times", 1))
                .expect(201)
                .path("id")
                .asString();
        define(Map.of(
                        "type",
                        "button",
                        "object",
                        object,
                        "condition",
                        "times < 3",
                        "source",
                        "return trellis.save('%s', {id: record.id, version: record.version, times: record.times + 1}).times"
                                .formatted(object)))
                .expect(201);
        String path = "/records/" + object + "/" + id + "/buttons/" + name;
        assertThat(admin.post(path, Map.of()).expect(200).asInt()).isEqualTo(2);
        assertThat(admin.post(path, Map.of()).expect(200).asInt()).isEqualTo(3);
        assertThat(admin.post(path, Map.of()).code()).isEqualTo("SCRIPT_CONDITION");
        assertThat(admin.get("/records/" + object + "/" + id)
                        .expect(200)
                        .path("times")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aFailingTestRefusesThePublish() {
        String test = TestServer.freshName("test");
        define(Map.of("type", "library", "source", "exports.twice = (n) => n * 2"))
                .expect(201);
        String source =
                "describe('twice', () => {\n  it('doubles', () => {\n    expect(lib('%s').twice(2)).toBe(%d);\n  });\n});";

        Api.Answer failing =
                admin.put("/meta/scripts/" + test, Map.of("type", "test", "source", source.formatted(name, 5)));
        assertThat(failing.hasProblem("SCRIPT_TEST_FAILED", "/source")).isTrue();
        assertThat(failing.text()).contains("twice › doubles").contains("\"scriptLine\":3");

        admin.put("/meta/scripts/" + test, Map.of("type", "test", "source", source.formatted(name, 4)))
                .expect(201);
        Api.Answer broken = define(Map.of("type", "library", "source", "exports.twice = (n) => n * 3"));
        assertThat(broken.text()).contains("SCRIPT_TEST_FAILED");
        admin.delete("/meta/scripts/" + test);
    }

    private void await(java.util.function.BooleanSupplier holds) {
        for (int i = 0; i < 300 && !holds.getAsBoolean(); i++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private long count(String filter) {
        return admin.get("/records/" + object + "?count=true&filter=" + Api.encode(filter))
                .expect(200)
                .path("total")
                .asLong();
    }

    @Test
    void aTriggerAfterTheCommitKnowsWhatChangedAndMakesRecords() {
        define(Map.of(
                        "type",
                        "trigger",
                        "object",
                        object,
                        "when",
                        "after",
                        "on",
                        List.of("update"),
                        "condition",
                        "times > 0",
                        "source",
                        "if (changed('times')) { trellis.save('%s', {title: 'from ' + before.times + ' to ' + record.times, times: 0}); }"
                                .formatted(object)))
                .expect(201);
        String id = admin.post("/records/" + object, Map.of("title", "a", "times", 1))
                .expect(201)
                .path("id")
                .asString();
        admin.patch("/records/" + object + "/" + id, Map.of("times", 2)).expect(200);

        await(() -> count("title = \"from 1 to 2\"") == 1);
    }

    @Test
    void aStormOfTriggersEnds() {
        define(Map.of(
                        "type",
                        "trigger",
                        "object",
                        object,
                        "when",
                        "after",
                        "on",
                        List.of("create", "update"),
                        "source",
                        "trellis.save('%s', {id: record.id, times: (record.times || 0) + 1}); trellis.save('%s', {title: 'more'});"
                                .formatted(object, object)))
                .expect(201);
        admin.post("/records/" + object, Map.of("title", "a")).expect(201);

        await(() -> admin.get("/scripts/log?failed=true&script=" + name).text().contains("\"limit\":\"depth\""));
        admin.delete("/meta/scripts/" + name);
        assertThat(count("times > 100")).isZero();
    }

    @Test
    void aJobComesRound() {
        define(Map.of(
                        "type",
                        "job",
                        "schedule",
                        "* * * * * *",
                        "source",
                        "trellis.log.info('tick'); if (trellis.count('%s') === 0) { trellis.save('%s', {title: 'by the clock'}); }"
                                .formatted(object, object)))
                .expect(201);

        await(() -> count("title = \"by the clock\"") == 1);
        admin.delete("/meta/scripts/" + name);
    }

    @Test
    void editorsAreToldOfTheTenantsFields() {
        String typings = admin.get("/meta/scripts/typings").text();
        assertThat(typings)
                .contains("  " + object + ": ")
                .contains("net: Decimal | null")
                .contains("declare const trellis");
        assertThat(seller.get("/meta/scripts/typings").status()).isEqualTo(403);
    }

    @Test
    void aScriptCallsNoHostItDoesNotName() {
        define(Map.of(
                        "type",
                        "endpoint",
                        "http",
                        List.of("127.0.0.1"),
                        "source",
                        "const codes = []; for (const url of ['http://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd']) {"
                                + " try { trellis.http.get(url); } catch (e) { codes.push(e.code); } } return codes"))
                .expect(201);
        assertThat(admin.get("/custom/tenant/" + name).text())
                .isEqualTo("[\"HTTP_HOST\",\"HTTP_PRIVATE\",\"HTTP_ADDRESS\"]");
    }
}
