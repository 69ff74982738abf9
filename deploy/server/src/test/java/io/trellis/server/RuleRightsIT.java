package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rules act on everybody, and tell nobody what they may not read: not in the catalog, not in an outcome, not in a refusal. */
class RuleRightsIT {
    private static final String SECRET = "hidden treasure";

    private static TestServer server;
    private static AccessFixture world;
    private static Api admin;
    private static Api chief;

    @BeforeAll
    static void define() {
        server = TestServer.shared();
        world = new AccessFixture(server);
        admin = world.admin;
        chief = world.as("chief");
        rule("open", "type", "required", "fields", List.of("colour"), "when", "size > 100");
        rule("locked", "type", "readOnly", "fields", List.of("size"), "when", "CONTAINS(secret, \"treasure\")");
        rule(
                "given",
                "type",
                "default",
                "field",
                "code",
                "value",
                Map.of("expression", "COALESCE(secret, \"nothing\") & title"));
        rule("on", "type", "default", "field", "secret", "value", "set by a rule");
        rule("hidden", "type", "visible", "fields", List.of("secret", "colour"), "when", "size < 1000");
        rule(
                "short",
                "type",
                "validation",
                "check",
                "LEN(secret) < 60",
                "field",
                "secret",
                "message",
                Map.of("zh-CN", "太长了", "en-US", "Too long"));
    }

    private static void rule(String name, Object... keysAndValues) {
        var rule = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            rule.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        admin.put("/meta/rules/" + world.plot + "." + name, rule).expect(201);
    }

    private static List<String> shipped(Api who) {
        return who.get("/meta/catalog")
                .expect(200)
                .path("rules")
                .valueStream()
                .filter(rule -> rule.path("object").asString().equals(world.plot))
                .map(rule -> rule.path("name").asString())
                .toList();
    }

    private static JsonNode find(Api who, String title) {
        return who.post("/records/" + world.plot + "/query", Map.of("filter", "title = \"" + title + "\""))
                .expect(200)
                .at("/records/0");
    }

    @Test
    void aBrowserGetsOnlyRulesThatReadWhatItsPersonMayRead() {
        assertThat(shipped(admin)).contains("open", "locked", "given", "on", "hidden", "short");
        assertThat(shipped(chief)).containsExactlyInAnyOrder("open", "hidden");
        JsonNode catalog = chief.get("/meta/catalog").expect(200);
        assertThat(catalog.path("rules").toString()).doesNotContain("secret").contains("\"colour\"");
        assertThat(shipped(server.as("seller"))).isEmpty();
    }

    @Test
    void rulesActOnTheServerAlsoWhereTheirPersonCanNotSeeWhy() {
        JsonNode record = find(chief, "needle chief 1");
        Api.Answer refused = chief.send(
                "PATCH",
                "/records/" + world.plot + "/" + record.path("id").asString(),
                Map.of("size", 7),
                "Accept-Language",
                "en-US");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.hasProblem("RULE_VIOLATED", "/size")).isTrue();
        assertThat(refused.text()).doesNotContain(SECRET).doesNotContain("secret");
    }

    @Test
    void anOutcomeMasksValuesAndWhatWasMadeOfThem() {
        String id = find(chief, "needle chief 1").path("id").asString();
        JsonNode outcome = chief.post("/rules/evaluate", Map.of("object", world.plot, "id", id, "values", Map.of()))
                .expect(200);
        assertThat(outcome.toString()).doesNotContain(SECRET);
        assertThat(outcome.at("/fields/size/readOnly").asBoolean()).isTrue();
        assertThat(outcome.path("fields").has("secret")).isFalse();
        assertThat(read(outcome, "locked", "secret").path("masked").asBoolean()).isTrue();
        assertThat(read(outcome, "open", "size").has("value")).isTrue();
        assertThat(read(
                                admin.post("/rules/evaluate", Map.of("object", world.plot, "id", id))
                                        .expect(200),
                                "locked",
                                "secret")
                        .path("value")
                        .asString())
                .startsWith(SECRET);

        JsonNode fresh = chief.post("/rules/evaluate", Map.of("object", world.plot, "values", Map.of("title", "new")))
                .expect(200);
        assertThat(fresh.toString()).doesNotContain("set by a rule");
        assertThat(fresh.at("/fields/code").has("default")).isFalse();
        assertThat(admin.post("/rules/evaluate", Map.of("object", world.plot, "values", Map.of("title", "new")))
                        .expect(200)
                        .at("/fields/code/default")
                        .asString())
                .isEqualTo("set by a rulenew");
    }

    private static JsonNode read(JsonNode outcome, String rule, String path) {
        for (JsonNode traced : outcome.path("trace")) {
            if (traced.path("rule").asString().equals(world.plot + "." + rule)) {
                for (JsonNode read : traced.path("reads")) {
                    if (read.path("path").asString().equals(path)) {
                        return read;
                    }
                }
            }
        }
        throw new AssertionError("no trace of " + path + " in " + rule + ": " + outcome);
    }

    @Test
    void whoMayNotReadOrPublishCanNotProbe() {
        assertThat(chief.post("/rules/evaluate", Map.of("object", world.plot, "values", Map.of("secret", "x")))
                        .hasProblem("UNKNOWN_FIELD", "/values/secret"))
                .isTrue();
        Map<String, Object> draft = Map.of("type", "readOnly", "fields", List.of("size"), "when", "secret = \"a\"");
        assertThat(chief.post("/rules/evaluate", Map.of("object", world.plot, "rule", draft))
                        .status())
                .isEqualTo(403);
        String others = find(admin, "needle stranger 1").path("id").asString();
        assertThat(chief.post("/rules/evaluate", Map.of("object", world.plot, "id", others))
                        .status())
                .isEqualTo(404);
        assertThat(server.as("seller")
                        .put("/meta/rules/" + world.plot + ".x", draft)
                        .status())
                .isEqualTo(403);
        assertThat(Api.anonymous(server.url())
                        .post("/rules/evaluate", Map.of("object", world.plot))
                        .status())
                .isEqualTo(401);
        assertThat(admin.post("/rules/evaluate", "{\"object\": 5, \"x\": 1}").status())
                .isEqualTo(422);
        assertThat(admin.post("/rules/evaluate", "{").status()).isEqualTo(400);
    }
}
