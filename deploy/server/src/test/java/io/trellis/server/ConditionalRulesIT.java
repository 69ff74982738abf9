package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Conditional rules over HTTP: in force at once for every way to write, placed at fields, and able to say why. */
class ConditionalRulesIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String deal = TestServer.freshName("deal");
    private final String city = TestServer.freshName("city");

    private void define() {
        admin.put(
                        "/meta/objects/" + city,
                        Map.of(
                                "label",
                                city,
                                "nameField",
                                "name",
                                "fields",
                                List.of(
                                        Map.of("name", "name", "type", "text"),
                                        Map.of(
                                                "name",
                                                "region",
                                                "type",
                                                "select",
                                                "options",
                                                List.of("north", "south")))))
                .expect(201);
        admin.put(
                        "/meta/objects/" + deal,
                        Map.of(
                                "label",
                                deal,
                                "nameField",
                                "title",
                                "fields",
                                List.of(
                                        Map.of("name", "title", "type", "text", "externalKey", true),
                                        Map.of("name", "amount", "type", "decimal", "scale", 2),
                                        Map.of(
                                                "name",
                                                "discount",
                                                "type",
                                                "decimal",
                                                "scale",
                                                2,
                                                "label",
                                                Map.of("zh-CN", "折扣", "en-US", "Discount")),
                                        select("stage", "open", "won", "lost"),
                                        select("region", "north", "south"),
                                        select("channel", "shop", "partner", "web"),
                                        Map.of(
                                                "name",
                                                "reason",
                                                "type",
                                                "text",
                                                "label",
                                                Map.of("zh-CN", "原因", "en-US", "Reason")),
                                        Map.of("name", "note", "type", "text"),
                                        Map.of("name", "city", "type", "lookup", "target", city))))
                .expect(201);
    }

    private static Map<String, Object> select(String name, String... options) {
        return Map.of("name", name, "type", "select", "options", List.of(options));
    }

    private Api.Answer rule(String name, Object... keysAndValues) {
        var rule = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            rule.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return admin.put("/meta/rules/" + deal + "." + name, rule);
    }

    private void discountRule() {
        rule(
                        "discount",
                        "type",
                        "validation",
                        "when",
                        "amount > 1000",
                        "check",
                        "discount <= 20",
                        "message",
                        Map.of("zh-CN", "大额订单折扣不能超过 20", "en-US", "At most 20 on large deals"),
                        "field",
                        "discount")
                .expect(201);
    }

    private Map<String, Object> bad(String title) {
        return Map.of("title", title, "amount", 5000, "discount", 30);
    }

    private JsonNode create(Map<String, Object> values) {
        return admin.post("/records/" + deal, values).expect(201);
    }

    private static String problem(JsonNode answer, String path) {
        for (JsonNode problem : answer.path("problems")) {
            if (problem.path("code").asString().equals("RULE_VIOLATED")
                    && problem.path("path").asString().equals(path)) {
                return problem.path("message").asString();
            }
        }
        return null;
    }

    @Test
    void aValidationHoldsAtOnceForEveryWayToWrite() {
        define();
        JsonNode before = create(bad("before"));
        discountRule();

        Api.Answer single = admin.send("POST", "/records/" + deal, bad("a"), "Accept-Language", "en-US");
        assertThat(single.status()).isEqualTo(422);
        assertThat(problem(single.body(), "/discount")).isEqualTo("At most 20 on large deals");
        assertThat(single.body().at("/problems/0/params/rule").asString()).isEqualTo(deal + ".discount");
        Api.Answer chinese = admin.send("POST", "/records/" + deal, bad("a"), "Accept-Language", "zh-CN");
        assertThat(problem(chinese.body(), "/discount")).isEqualTo("大额订单折扣不能超过 20");

        JsonNode bulk = admin.post(
                        "/records/" + deal + "/bulk",
                        Map.of("operation", "create", "records", List.of(bad("b"), Map.of("title", "good"))))
                .expect(200);
        assertThat(bulk.toString()).contains("RULE_VIOLATED");
        JsonNode upsert = admin.post(
                        "/records/" + deal + "/bulk",
                        Map.of("operation", "upsert", "key", "title", "records", List.of(bad("good"))))
                .expect(200);
        assertThat(upsert.toString()).contains("RULE_VIOLATED");
        JsonNode list = admin.get("/records/" + deal).expect(200);
        assertThat(list.path("records").size()).isEqualTo(2);

        // Who changes something else is not held up by what was there before the rule.
        String id = before.path("id").asString();
        admin.patch("/records/" + deal + "/" + id, Map.of("note", "x")).expect(200);
        assertThat(admin.patch("/records/" + deal + "/" + id, Map.of("discount", 25))
                        .hasProblem("RULE_VIOLATED", "/discount"))
                .isTrue();
        admin.patch("/records/" + deal + "/" + id, Map.of("amount", 10)).expect(200);
        admin.delete("/meta/rules/" + deal + ".discount").expect(204);
        create(bad("after"));
    }

    @Test
    void anImportHandsBackTheRowsThatRulesRefuse() throws Exception {
        define();
        discountRule();
        String boundary = "------------------------rules";
        String form = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"options\"\r\n"
                + "Content-Type: application/json\r\n\r\n{\"object\": \"" + deal
                + "\", \"operation\": \"create\"}\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"deals.csv\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"
                + "title,amount,discount\na,5000,30\nb,5000,10\n\r\n--" + boundary + "--\r\n";
        JsonNode made = Api.JSON.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/imports"))
                                .header("Authorization", "Bearer " + admin.token())
                                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        String path = "/imports/" + made.path("id").asString();
        admin.put(path, Map.of("start", true)).expect(200);
        JsonNode job = admin.get(path).expect(200);
        for (int i = 0; i < 600 && !job.path("state").asString().equals("done"); i++) {
            Thread.sleep(50);
            job = admin.get(path).expect(200);
        }
        assertThat(job.path("created").asInt()).isEqualTo(1);
        assertThat(job.path("failed").asInt()).isEqualTo(1);
        assertThat(admin.get(path + "/errors").text()).containsAnyOf("At most 20", "大额订单折扣不能超过 20");
    }

    @Test
    void aConversionIsHeldToTheRulesButMaySetWhatIsLocked() {
        define();
        discountRule();
        String mapping = TestServer.freshName("again");
        admin.put(
                        "/meta/mappings/" + mapping,
                        Map.of(
                                "object",
                                deal,
                                "label",
                                mapping,
                                "targets",
                                List.of(Map.of(
                                        "as",
                                        "copy",
                                        "object",
                                        deal,
                                        "map",
                                        Map.of("amount", "amount", "discount", "discount"),
                                        "values",
                                        Map.of("stage", "won"))),
                                "open",
                                "copy"))
                .expect(201);
        rule("stage", "type", "readOnly", "fields", List.of("stage")).expect(201);
        rule("note", "type", "default", "field", "note", "value", "copied").expect(201);
        String good = create(Map.of("title", "good", "amount", 10, "discount", 50))
                .path("id")
                .asString();
        admin.post("/records/" + deal + "/" + good + "/actions/" + mapping, Map.of())
                .expect(200);
        assertThat(admin.get("/records/" + deal + "?filter=" + Api.encode("stage = \"won\""))
                        .expect(200)
                        .at("/records/0/note")
                        .asString())
                .isEqualTo("copied");
        assertThat(admin.post("/records/" + deal, Map.of("stage", "won")).hasProblem("RULE_VIOLATED", "/stage"))
                .isTrue();
        // Made while nothing was wrong with it; what is made of it now is judged anew.
        admin.delete("/meta/rules/" + deal + ".discount").expect(204);
        String bad = create(bad("bad")).path("id").asString();
        discountRule();
        Api.Answer refused = admin.post("/records/" + deal + "/" + bad + "/actions/" + mapping, Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("RULE_VIOLATED");
    }

    @Test
    void demandedLockedNarrowedAndFilledInOneWrite() {
        define();
        JsonNode north = admin.post("/records/" + city, Map.of("name", "N", "region", "north"))
                .expect(201);
        JsonNode south = admin.post("/records/" + city, Map.of("name", "S", "region", "south"))
                .expect(201);
        rule("reason", "type", "required", "fields", List.of("reason"), "when", "stage = \"lost\"")
                .expect(201);
        rule("hideReason", "type", "visible", "fields", List.of("reason"), "when", "amount > 0")
                .expect(201);
        rule(
                        "lock",
                        "type",
                        "readOnly",
                        "fields",
                        List.of("amount"),
                        "when",
                        "stage = \"won\"",
                        "on",
                        List.of("update"))
                .expect(201);
        rule(
                        "channels",
                        "type",
                        "options",
                        "field",
                        "channel",
                        "by",
                        "region",
                        "matrix",
                        Map.of("north", List.of("shop", "web"), "south", List.of("partner")))
                .expect(201);
        rule("near", "type", "filter", "field", "city", "filter", "region = this.region")
                .expect(201);
        rule(
                        "start",
                        "type",
                        "default",
                        "field",
                        "note",
                        "value",
                        Map.of("expression", "\"for \" & title"),
                        "when",
                        "amount > 100")
                .expect(201);

        Api.Answer answer = admin.post(
                "/records/" + deal,
                Map.of(
                        "title", "x",
                        "stage", "lost",
                        "amount", 5,
                        "region", "south",
                        "channel", "web",
                        "city", north.path("id").asString()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("RULE_VIOLATED", "/reason")).isTrue();
        assertThat(answer.hasProblem("RULE_VIOLATED", "/channel")).isTrue();
        assertThat(answer.hasProblem("RULE_VIOLATED", "/city")).isTrue();

        // A hidden field is not demanded.
        create(Map.of("title", "hidden", "stage", "lost"));
        JsonNode made = create(Map.of(
                "title", "y",
                "stage", "open",
                "amount", 500,
                "region", "south",
                "channel", "partner",
                "city", south.path("id").asString()));
        assertThat(made.path("note").asString()).isEqualTo("for y");
        assertThat(create(Map.of("title", "z", "amount", 500, "note", "own"))
                        .path("note")
                        .asString())
                .isEqualTo("own");

        String id = made.path("id").asString();
        admin.patch("/records/" + deal + "/" + id, Map.of("stage", "won")).expect(200);
        admin.patch("/records/" + deal + "/" + id, Map.of("amount", 500, "note", "same"))
                .expect(200);
        assertThat(admin.patch("/records/" + deal + "/" + id, Map.of("amount", 501))
                        .hasProblem("RULE_VIOLATED", "/amount"))
                .isTrue();
    }

    @Test
    void badRulesAreRefusedWithTheirPlacesAndUsedFieldsStay() {
        define();
        Api.Answer answer = rule(
                "bad",
                "type",
                "validation",
                "check",
                "amuont > 1",
                "message",
                Map.of("zh-CN", "只有中文"),
                "field",
                "disount",
                "fields",
                List.of("title"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.hasProblem("UNKNOWN_NAME", "/check")).isTrue();
        assertThat(answer.hasProblem("MESSAGE_MISSING", "/message")).isTrue();
        assertThat(answer.hasProblem("FIELD_MISSING", "/field")).isTrue();
        assertThat(answer.hasProblem("KEY_OF_OTHER_TYPE", "/fields")).isTrue();
        rule("one", "type", "default", "field", "title", "value", Map.of("expression", "note"))
                .expect(201);
        assertThat(rule("two", "type", "default", "field", "note", "value", Map.of("expression", "title"))
                        .hasProblem("RULE_DEFAULT_CYCLE", "/value"))
                .isTrue();

        discountRule();
        Api.Answer removed = admin.delete("/meta/objects/" + deal + "/fields/discount");
        assertThat(removed.status()).isEqualTo(409);
        assertThat(removed.text()).contains(deal + ".discount");
    }

    @Test
    void aTrialTellsWhatWouldHappenAndWhyAndPublishesNothing() {
        define();
        discountRule();
        JsonNode outcome = admin.post("/rules/evaluate", Map.of("object", deal, "values", bad("t")))
                .expect(200);
        assertThat(problem(outcome, "/discount")).isNotNull();
        assertThat(outcome.at("/trace/0/rule").asString()).isEqualTo(deal + ".discount");
        assertThat(outcome.at("/trace/0/holds").asBoolean(true)).isFalse();
        assertThat(outcome.at("/trace/0/reads").toString()).contains("\"path\":\"amount\"", "5000");

        Map<String, Object> draft =
                Map.of("name", "lock", "type", "readOnly", "fields", List.of("note"), "when", "amount > 1");
        JsonNode tried = admin.post(
                        "/rules/evaluate", Map.of("object", deal, "values", Map.of("amount", 5), "rule", draft))
                .expect(200);
        assertThat(tried.at("/fields/note/readOnly").asBoolean()).isTrue();
        assertThat(admin.get("/meta/rules/" + deal + ".lock").status()).isEqualTo(404);
        Api.Answer wrong = admin.post(
                "/rules/evaluate",
                Map.of("object", deal, "rule", Map.of("type", "readOnly", "fields", List.of("nte"))));
        assertThat(wrong.hasProblem("FIELD_MISSING", "/rule/fields/0")).isTrue();
        assertThat(server.as("seller")
                        .post("/rules/evaluate", Map.of("object", deal))
                        .status())
                .isEqualTo(404);
    }
}
