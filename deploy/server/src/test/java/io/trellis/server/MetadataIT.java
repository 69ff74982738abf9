package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Defining things over HTTP: in force at once, everything wrong said at once, nothing shown that may not be seen. */
class MetadataIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String name = TestServer.freshName("visit");

    private Map<String, Object> visit() {
        return Map.of(
                "label", Map.of("zh-CN", "拜访", "en-US", "Visit"),
                "nameField", "title",
                "fields",
                        List.of(
                                Map.of("name", "title", "type", "text", "required", true, "max", 40),
                                Map.of("name", "cost", "type", "decimal", "scale", 2),
                                Map.of("name", "state", "type", "select", "options", List.of("open", "done"))));
    }

    @Test
    void anObjectAndAFieldAreThereAtOnce() {
        JsonNode defined = admin.put("/meta/objects/" + name, visit()).expect(201);
        assertThat(defined.path("name").asString()).isEqualTo(name);
        JsonNode record = admin.post("/records/" + name, Map.of("title", "a", "state", "open"))
                .expect(201);

        admin.put("/meta/objects/" + name + "/fields/note", Map.of("type", "text", "max", 100))
                .expect(201);

        JsonNode changed = admin.patch(
                        "/records/" + name + "/" + record.path("id").asString(), Map.of("note", "x", "version", 1))
                .expect(200);
        assertThat(changed.path("note").asString()).isEqualTo("x");
        assertThat(field(object(admin, name), "note").path("editable").asBoolean())
                .isTrue();
        assertThat(admin.get("/openapi.json").expect(200).toString()).contains("/records/" + name);
        admin.put("/meta/objects/" + name, admin.get("/meta/objects/" + name).expect(200))
                .expect(200);
    }

    @Test
    void theCatalogIsFetchedAgainOnlyWhenItChanged() {
        String tag = admin.get("/meta/catalog")
                .response()
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        assertThat(admin.send("GET", "/meta/catalog", null, "If-None-Match", tag)
                        .status())
                .isEqualTo(304);
        admin.put("/meta/objects/" + name, visit()).expect(201);
        assertThat(admin.send("GET", "/meta/catalog", null, "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theCatalogHidesWhatMayNotBeRead() {
        admin.put("/meta/objects/" + name, visit()).expect(201);
        Api seller = server.as("seller");

        JsonNode catalog = seller.get("/meta/catalog").expect(200);

        assertThat(catalog.path("objects"))
                .noneMatch(one -> one.path("name").asString().equals(name));
        assertThat(field(object(admin, "product"), "cost").isMissingNode()).isFalse();
        assertThat(field(object(seller, "product"), "cost").isMissingNode()).isTrue();
        assertThat(catalog.path("views").toString()).doesNotContain("\"cost\"");
    }

    @Test
    void allProblemsComeTogetherAndNothingChanges() {
        Api.Answer answer = admin.put(
                "/meta/objects/" + name,
                Map.of(
                        "lable", "x",
                        "nameField", "titel",
                        "fields",
                                List.of(
                                        Map.of("name", "title", "type", "txt"),
                                        Map.of("name", "owner", "type", "text"),
                                        Map.of("name", "to", "type", "lookup", "target", "acount"))));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("INVALID_METADATA");
        assertThat(answer.hasProblem("UNKNOWN_KEY", "/lable")).isTrue();
        assertThat(answer.hasProblem("FIELD_MISSING", "/nameField")).isTrue();
        assertThat(answer.hasProblem("NOT_ALLOWED_VALUE", "/fields/0/type")).isTrue();
        assertThat(answer.hasProblem("RESERVED_NAME", "/fields/1/name")).isTrue();
        assertThat(answer.hasProblem("LOOKUP_TARGET_MISSING", "/fields/2/target"))
                .isTrue();
        assertThat(admin.get("/meta/objects/" + name).status()).isEqualTo(404);
    }

    @Test
    void aDryRunTellsWhatWouldHappen() {
        admin.put("/meta/objects/" + name, visit()).expect(201);
        admin.post("/records/" + name, Map.of("title", "much too long for ten")).expect(201);

        JsonNode report = admin.put(
                        "/meta/objects/" + name + "/fields/title?dryRun=true",
                        Map.of("type", "text", "max", 10, "required", true))
                .expect(200);

        assertThat(report.path("changes").path(0).path("element").asString())
                .isEqualTo("objects/" + name + "/fields/title");
        assertThat(report.path("failingRows").path("count").asInt()).isEqualTo(1);
        assertThat(report.path("problems")).isEmpty();
        assertThat(admin.get("/meta/objects/" + name + "/fields/title")
                        .expect(200)
                        .path("max")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void brokenBodiesAreRefusedPolitely() {
        String path = "/meta/objects/" + name;
        for (String body : List.of(
                "{", "[]", "null", "5", "\"x\"", "{\"fields\": 5}", "[".repeat(5000), "{\"a\":1,\"a\":2}", "")) {
            Api.Answer answer = admin.put(path, body);
            assertThat(answer.status()).as(body).isIn(400, 422);
            assertThat(answer.code()).as(body).isNotBlank();
        }
        assertThat(admin.get(path).status()).isEqualTo(404);
    }

    @Test
    void everyKindGoesRoundAndRound() {
        for (String kind : List.of("objects", "layouts", "views", "permission-sets", "roles", "menus", "mappings")) {
            JsonNode list = admin.get("/meta/" + kind).expect(200).iterator().next();
            assertThat(list).as(kind).isNotEmpty();
            JsonNode one = list.get(0);
            String key = kind.equals("views")
                    ? one.path("object").asString() + "." + one.path("name").asString()
                    : one.path("name").asString();
            assertThat(admin.put("/meta/" + kind + "/" + key, one).expect(200)).isEqualTo(one);
        }
    }

    @Test
    void schemasAreForEverybodyAndDefinitionsForDesigners() {
        JsonNode schema =
                Api.anonymous(server.url()).get("/meta/schemas/objects.json").expect(200);
        assertThat(schema.path("$defs").path("field.select").isObject()).isTrue();

        Api seller = server.as("seller");
        assertThat(seller.get("/meta/objects").status()).isEqualTo(403);
        assertThat(seller.put("/meta/objects/" + name, visit()).status()).isEqualTo(403);
        assertThat(seller.get("/packages").status()).isEqualTo(403);
        assertThat(Api.anonymous(server.url()).get("/meta/catalog").status()).isEqualTo(401);
    }

    @Test
    void packagesInUseStay() {
        assertThat(admin.get("/packages").expect(200).path("packages"))
                .anyMatch(one -> one.path("name").asString().equals("sales")
                        && one.path("state").asString().equals("installed"));
        Api.Answer refused = admin.delete("/packages/base");
        assertThat(refused.code()).isEqualTo("PACKAGE_IN_USE");
        assertThat(admin.post("/packages", Map.of("name", "nothing")).status()).isEqualTo(404);
        assertThat(admin.post("/packages/sales/upgrade", Map.of()).status()).isEqualTo(200);
    }

    private static JsonNode object(Api caller, String name) {
        for (JsonNode one : caller.get("/meta/catalog").expect(200).path("objects")) {
            if (one.path("name").asString().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no object " + name);
    }

    private static JsonNode field(JsonNode object, String name) {
        for (JsonNode one : object.path("fields")) {
            if (one.path("name").asString().equals(name)) {
                return one;
            }
        }
        return tools.jackson.databind.node.MissingNode.getInstance();
    }
}
