package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Scripts over HTTP: defined, refused with line and column, run by what starts them, with the rights of who did. */
class ScriptsIT extends ScriptFixture {
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
