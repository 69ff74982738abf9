package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What assignment rules and scores decided about a record is kept with it, and told to each as far as they may read it. */
class KeptDecisionsIT {
    private final TestServer server = TestServer.shared();
    private final Api admin = server.as("admin");
    private final String object = TestServer.freshName("inquiry");
    private final String model = TestServer.freshName("worth");

    @BeforeEach
    void defineObject() {
        admin.put(
                        "/meta/objects/" + object,
                        Map.of(
                                "label", "Inquiry",
                                "nameField", "title",
                                "fields",
                                        List.of(
                                                Map.of("name", "title", "type", "text"),
                                                Map.of("name", "region", "type", "text"),
                                                Map.of("name", "amount", "type", "integer"),
                                                Map.of("name", "score", "type", "integer"))))
                .expect(201);
    }

    private void assign() {
        admin.put(
                        "/meta/assignments/" + object + ".who",
                        Map.of(
                                "label",
                                Map.of("zh-CN", "按区域", "en-US", "By region"),
                                "entries",
                                List.of(
                                        Map.of(
                                                "when",
                                                "region = 'west'",
                                                "users",
                                                List.of("manager"),
                                                "method",
                                                "fixed"),
                                        Map.of(
                                                "label",
                                                Map.of("zh-CN", "东区", "en-US", "East"),
                                                "when",
                                                "region = 'east'",
                                                "users",
                                                List.of("seller", "seller2"),
                                                "method",
                                                "leastLoad"))))
                .expect(201);
    }

    private void score() {
        admin.put("/meta/scores/" + model, model(object, "amount")).expect(201);
    }

    private static Map<String, Object> model(String object, String expression) {
        return Map.of(
                "object",
                object,
                "target",
                "score",
                "criteria",
                List.of(Map.of(
                        "name",
                        "size",
                        "expression",
                        expression,
                        "weight",
                        2,
                        "bands",
                        List.of(Map.of("when", ">= 100", "points", 10), Map.of("when", "-", "points", 3)))));
    }

    private String create(Map<String, Object> values) {
        return admin.post("/records/" + object, values).expect(201).path("id").asString();
    }

    private JsonNode decisions(String id) {
        return admin.get("/records/" + object + "/" + id + "/decisions")
                .expect(200)
                .path("decisions");
    }

    @Test
    void whyARecordWentToSomebodyIsKept() {
        assign();
        String id = create(Map.of("title", "t", "region", "east"));

        JsonNode all = decisions(id);
        assertThat(all).hasSize(1);
        JsonNode one = all.path(0);
        assertThat(one.path("element").asString()).isEqualTo("assignments/" + object + ".who");
        assertThat(one.at("/label/zh-CN").asString()).isEqualTo("按区域");
        assertThat(one.path("version").asLong()).isEqualTo(1);
        assertThat(one.path("catalog").asLong()).isPositive();
        assertThat(one.at("/by/name").asString()).isNotBlank();
        JsonNode record = admin.get("/records/" + object + "/" + id).expect(200);
        assertThat(one.at("/fields/owner")).isEqualTo(record.path("owner"));
        assertThat(one.path("at")).isEqualTo(record.path("createdAt"));
        assertThat(one.at("/inputs/0/path").asString()).isEqualTo("region");
        assertThat(one.at("/inputs/0/value").asString()).isEqualTo("east");
        assertThat(one.at("/how/entry").asInt()).isEqualTo(1);
        assertThat(one.at("/how/label/en-US").asString()).isEqualTo("East");
        assertThat(one.at("/how/candidates").asInt()).isEqualTo(2);
        assertThat(one.at("/inner/candidates/0/username").asString()).isEqualTo("seller");
        assertThat(one.at("/inner/tried/0/outcome").asString()).isEqualTo("notMet");

        String other = create(Map.of("title", "t", "region", "south"));
        assertThat(decisions(other)).isEmpty();
    }

    @Test
    void aScoreIsKeptWhenItChangesAndNotOtherwise() {
        score();
        String id = create(Map.of("title", "t", "amount", 500));
        String path = "/records/" + object + "/" + id;
        admin.patch(path, Map.of("title", "other")).expect(200);
        admin.patch(path, Map.of("amount", 700)).expect(200);
        assertThat(decisions(id)).hasSize(1);

        admin.patch(path, Map.of("amount", 5)).expect(200);
        JsonNode all = decisions(id);
        assertThat(all).hasSize(2);
        assertThat(all.at("/0/fields/score").asInt()).isEqualTo(6);
        assertThat(all.at("/0/inputs/0/value").asInt()).isEqualTo(5);
        JsonNode criterion = all.at("/0/how/criteria/0");
        assertThat(criterion.path("band").asString()).isEqualTo("-");
        assertThat(criterion.path("points").asInt()).isEqualTo(3);
        assertThat(criterion.path("counted").asInt()).isEqualTo(6);
        assertThat(all.at("/1/fields/score").asInt()).isEqualTo(20);
    }

    @Test
    void bulkKeepsEachRecordsOwnAndTheOldestGo() {
        score();
        List<Map<String, Object>> rows = IntStream.range(0, 3)
                .<Map<String, Object>>mapToObj(i -> Map.of("title", "row " + i, "amount", i * 100))
                .toList();
        JsonNode made = admin.post("/records/" + object + "/bulk", Map.of("operation", "create", "records", rows))
                .expect(200);
        String id = made.at("/results/0/id").asString();
        assertThat(decisions(id).at("/0/fields/score").asInt()).isEqualTo(6);
        assertThat(decisions(made.at("/results/2/id").asString())
                        .at("/0/fields/score")
                        .asInt())
                .isEqualTo(20);

        String path = "/records/" + object + "/" + id;
        for (int i = 0; i < 54; i++) {
            admin.patch(path, Map.of("amount", i % 2 == 0 ? 500 : 5)).expect(200);
        }
        JsonNode first = admin.get(path + "/decisions?size=30").expect(200);
        assertThat(first.path("decisions")).hasSize(30);
        assertThat(first.at("/decisions/0/version").asInt()).isEqualTo(55);
        JsonNode second = admin.get(
                        path + "/decisions?size=30&before=" + first.path("next").asString())
                .expect(200);
        assertThat(second.path("decisions")).hasSize(20);
        assertThat(second.at("/decisions/19/version").asInt()).isEqualTo(6);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(admin.get(path + "/decisions?before=x").status()).isEqualTo(400);
        assertThat(admin.get(path + "/decisions?sise=3").hasProblem("UNKNOWN_PARAMETER", ""))
                .isFalse();
    }

    @Test
    void whatATriggerChangedAfterwardsIsToldAsOverruled() {
        assign();
        String manager = admin.get("/records/user?filter=" + Api.encode("username = 'manager'"))
                .expect(200)
                .at("/records/0/id")
                .asString();
        admin.put(
                        "/meta/scripts/" + TestServer.freshName("takes"),
                        Map.of(
                                "type",
                                "trigger",
                                "object",
                                object,
                                "when",
                                "before",
                                "on",
                                List.of("create"),
                                "source",
                                "record.owner = '" + manager + "';"))
                .expect(201);
        JsonNode one = decisions(create(Map.of("title", "t", "region", "east"))).path(0);
        assertThat(one.path("overruled").path(0).asString()).isEqualTo("owner");
        assertThat(one.at("/fields/owner/id").asString()).isNotEqualTo(manager);
    }

    @Test
    void nobodyIsToldWhatTheyMayNotRead() {
        var world = new AccessFixture(server);
        admin.put("/meta/objects/" + world.plot + "/fields/score", Map.of("type", "integer"))
                .expect(201);
        admin.put("/meta/objects/" + world.sign + "/fields/score", Map.of("type", "integer"))
                .expect(201);
        admin.put("/meta/scores/" + TestServer.freshName("secret"), model(world.plot, "LEN(secret) + size"))
                .expect(201);
        admin.put("/meta/scores/" + TestServer.freshName("linked"), model(world.sign, "at.size"))
                .expect(201);
        Api chief = world.as("chief");
        Api stranger = world.as("stranger");

        JsonNode plot = admin.post(
                        "/records/" + world.plot,
                        Map.of("title", "p", "size", 7, "secret", "gold", "owner", world.users.get("stranger")))
                .expect(201);
        String decisions = "/records/" + world.plot + "/" + plot.path("id").asString() + "/decisions";
        JsonNode full = admin.get(decisions).expect(200).at("/decisions/0");
        assertThat(full.path("inputs")).hasSize(2);
        assertThat(full.path("how").isNull()).isFalse();
        JsonNode masked = stranger.get(decisions).expect(200).at("/decisions/0");
        assertThat(masked.at("/fields/score").asInt()).isEqualTo(6);
        assertThat(masked.path("inputs")).hasSize(1);
        assertThat(masked.path("hidden").asInt()).isEqualTo(1);
        assertThat(masked.path("how").isNull()).isTrue();
        assertThat(masked.toString()).doesNotContain("gold").doesNotContain("secret\"");
        assertThat(chief.get(decisions).status()).isEqualTo(404);

        JsonNode sign = admin.post(
                        "/records/" + world.sign,
                        Map.of("title", "s", "at", plot.path("id").asString()))
                .expect(201);
        String signs = "/records/" + world.sign + "/" + sign.path("id").asString() + "/decisions";
        assertThat(stranger.get(signs)
                        .expect(200)
                        .at("/decisions/0/inputs/0/value")
                        .asInt())
                .isEqualTo(7);
        JsonNode far = chief.get(signs).expect(200).at("/decisions/0");
        assertThat(far.path("inputs")).isEmpty();
        assertThat(far.path("hidden").asInt()).isEqualTo(1);
        assertThat(far.path("how").isNull()).isTrue();
    }
}
