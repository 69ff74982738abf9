package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What screens ask of scripts: trials, the log of runs, and the buttons of a record. */
class ScriptScreensIT extends ScriptFixture {
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
}
