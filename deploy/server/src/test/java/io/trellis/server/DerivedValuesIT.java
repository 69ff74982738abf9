package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Formulas over links and roll-ups over HTTP: defined, kept true by writes of people who may not see the other record, rebuilt. */
class DerivedValuesIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private String parent;
    private String child;

    @BeforeEach
    void define() {
        parent = TestServer.freshName("basket");
        child = TestServer.freshName("item");
        object(parent, Map.of("name", "title", "type", "text"), Map.of("name", "rate", "type", "decimal", "scale", 2));
        object(
                child,
                Map.of("name", "title", "type", "text"),
                Map.of("name", "basket", "type", "lookup", "target", parent),
                Map.of("name", "price", "type", "currency"),
                formula("amount", "price * basket.rate"));
        field("total", rollup("sum", "amount"));
        field("items", rollup("count", null));
        field("grade", Map.of("type", "formula", "returns", "text", "expression", "IF(total > 100, 'big', 'small')"));
    }

    private void object(String name, Object... fields) {
        admin.put(
                        "/meta/objects/" + name,
                        Map.of(
                                "name",
                                name,
                                "label",
                                Map.of("zh-CN", name, "en-US", name),
                                "nameField",
                                "title",
                                "fields",
                                List.of(fields)))
                .expect(201);
    }

    private static Map<String, Object> formula(String name, String expression) {
        return Map.of("name", name, "type", "formula", "returns", "currency", "expression", expression);
    }

    private Map<String, Object> rollup(String function, String of) {
        var rollup = new LinkedHashMap<String, Object>(
                Map.of("type", "rollup", "from", child, "via", "basket", "function", function));
        if (of != null) {
            rollup.put("field", of);
        }
        return rollup;
    }

    private void field(String name, Map<String, Object> definition) {
        assertThat(admin.put("/meta/objects/" + parent + "/fields/" + name, definition)
                        .status())
                .isIn(200, 201);
    }

    private String make(String object, Map<String, Object> values) {
        return admin.post("/records/" + object, values).expect(201).path("id").asString();
    }

    private JsonNode read(String object, String id) {
        return admin.get("/records/" + object + "/" + id).expect(200);
    }

    private static JsonNode eventually(Supplier<JsonNode> read, String name, String expected) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        JsonNode record = read.get();
        while (!expected.equals(record.path(name).asString("")) && Instant.now().isBefore(end)) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
            record = read.get();
        }
        assertThat(record.path(name).asString("")).as(record.toString()).isEqualTo(expected);
        return record;
    }

    /** May read and change items, and knows nothing of baskets. */
    private Api clerk() {
        String name = TestServer.freshName("clerk");
        admin.put(
                        "/meta/permission-sets/" + name,
                        Map.of(
                                "name", name,
                                "label", Map.of("zh-CN", name, "en-US", name),
                                "objects",
                                        Map.of(
                                                child,
                                                Map.of("create", true, "read", "all", "edit", "all", "delete", "all"))))
                .expect(201);
        admin.put(
                        "/meta/roles/" + name,
                        Map.of(
                                "name", name,
                                "label", Map.of("zh-CN", name, "en-US", name),
                                "permissionSets", List.of(name)))
                .expect(201);
        String id = make("user", Map.of("username", name, "name", name, "roles", List.of(name)));
        admin.post("/users/" + id + "/password", Map.of("new", "a long enough one 7"))
                .expect(204);
        return Api.signIn(server.url(), "demo", name, "a long enough one 7");
    }

    @Test
    void whoMaySeeNothingOfTheParentKeepsItTrueAllTheSame() {
        String basket = make(parent, Map.of("title", "b", "rate", 2));
        String item = make(child, Map.of("title", "i", "basket", basket, "price", 10));
        JsonNode before = read(parent, basket);
        assertThat(before.path("total").decimalValue()).isEqualByComparingTo("20");
        assertThat(before.path("items").asInt()).isEqualTo(1);
        Api clerk = clerk();
        assertThat(clerk.get("/records/" + parent + "/" + basket).status()).isIn(403, 404);

        clerk.patch("/records/" + child + "/" + item, Map.of("price", 60)).expect(200);

        JsonNode after = read(parent, basket);
        assertThat(after.path("total").decimalValue()).isEqualByComparingTo("120");
        assertThat(after.path("grade").asString()).isEqualTo("big");
        assertThat(after.path("updatedAt")).isEqualTo(before.path("updatedAt"));
        JsonNode change = admin.get("/records/" + parent + "/" + basket + "/history")
                .expect(200)
                .path("changes")
                .path(0);
        assertThat(change.path("via").asString()).isEqualTo("derived");
        assertThat(change.path("ref").asString()).isEqualTo(child);

        // Whoever had it open before that may save it.
        admin.patch(
                        "/records/" + parent + "/" + basket,
                        Map.of("title", "c", "version", before.path("version").asInt()))
                .expect(200);

        clerk.delete("/records/" + child + "/" + item).expect(204);
        assertThat(read(parent, basket).path("total").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void aChangedParentReachesItsChildrensFormulasAndComesBack() {
        String basket = make(parent, Map.of("title", "b", "rate", 1));
        String item = make(child, Map.of("title", "i", "basket", basket, "price", 70));

        admin.patch("/records/" + parent + "/" + basket, Map.of("rate", 2)).expect(200);

        eventually(() -> read(child, item), "amount", "140");
        assertThat(read(parent, basket).path("grade").asString()).isEqualTo("big");
    }

    @Test
    void aNewRollupAndAChangedFormulaReachTheRecordsThereAre() {
        String basket = make(parent, Map.of("title", "b", "rate", 1));
        make(child, Map.of("title", "i", "basket", basket, "price", 70));
        make(child, Map.of("title", "j", "basket", basket, "price", 30));

        field("most", rollup("max", "price"));
        eventually(() -> read(parent, basket), "most", "70");
        field("grade", Map.of("type", "formula", "returns", "text", "expression", "IF(total >= 100, 'big', 'small')"));
        eventually(() -> read(parent, basket), "grade", "big");

        assertThat(admin.get("/admin/jobs?kind=recalculate")
                        .expect(200)
                        .path("jobs")
                        .path(0)
                        .path("total")
                        .asInt())
                .isPositive();
    }

    @Test
    void whatReadsTheDayComesRoundEachNight() {
        field(
                "old",
                Map.of(
                        "type",
                        "formula",
                        "returns",
                        "integer",
                        "expression",
                        "DAYSBETWEEN(DATEVALUE(createdAt), TODAY())"));
        assertThat(schedules()).contains("daily-values-" + parent);

        admin.delete("/meta/objects/" + parent + "/fields/old").expect(204);
        assertThat(schedules()).doesNotContain("daily-values-" + parent);
    }

    private List<String> schedules() {
        return admin.get("/admin/schedules").expect(200).findValues("name").stream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aCircleIsRefusedWithItsPath() {
        JsonNode refused = admin.put(
                        "/meta/objects/" + parent + "/fields/rate",
                        Map.of("type", "formula", "returns", "decimal", "expression", "total / 2"))
                .expect(422);

        assertThat(refused.path("problems").toString())
                .contains("DERIVED_CYCLE")
                .contains(parent + ".rate → " + parent + ".total → " + child + ".amount → " + parent + ".rate");
    }

    @Test
    void aRebuildLooksAtEverythingAndFindsNothing() {
        String basket = make(parent, Map.of("title", "b", "rate", 1));
        make(child, Map.of("title", "i", "basket", basket, "price", 70));
        Api operator = Api.withToken(server.url(), "test-admin");

        String id = operator.post("/tenants/demo/rebuild?dryRun=true", null)
                .expect(202)
                .path("id")
                .asString();
        JsonNode report =
                eventually(() -> operator.get("/tenants/demo/rebuild/" + id).expect(200), "state", "done");

        assertThat(report.path("dryRun").asBoolean()).isTrue();
        assertThat(report.path("objects")
                        .valueStream()
                        .filter(object -> object.path("object").asString().equals(parent)))
                .singleElement()
                .satisfies(object -> {
                    assertThat(object.path("records").asInt()).isEqualTo(1);
                    assertThat(object.path("differences").asInt()).isZero();
                });
        assertThat(admin.post("/admin/rebuild?dryRun=true", null).status()).isEqualTo(202);
        assertThat(clerk().post("/admin/rebuild", null).status()).isEqualTo(403);
        assertThat(Api.anonymous(server.url())
                        .post("/tenants/demo/rebuild", null)
                        .status())
                .isEqualTo(401);
    }
}
