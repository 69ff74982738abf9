package io.trellis.server.cluster;

import static io.trellis.server.cluster.Nodes.soon;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import io.trellis.server.Api;
import io.trellis.server.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What happens on node 0 holds on node 1, whatever either had in memory. */
class ClusterIT {
    private static final String PASSWORD = "a good password";

    @TempDir
    static Path home;

    private static Nodes nodes;

    @BeforeAll
    static void start() throws Exception {
        nodes = new Nodes(home);
    }

    @AfterAll
    static void stop() {
        nodes.close();
        nodes.requireMostlyWithinASecond();
    }

    private static Map<String, Object> object(String name, Map<?, ?>... further) {
        var fields = new ArrayList<Object>();
        fields.add(Map.of("name", "title", "type", "text", "max", 80));
        fields.addAll(List.of(further));
        return Map.of(
                "name", name, "label", Map.of("zh-CN", name, "en-US", name), "nameField", "title", "fields", fields);
    }

    /** A user of the demo tenant and their id. */
    private record User(String name, String id) {}

    private static User user(Api admin, String... roles) {
        String name = TestServer.freshName("person");
        String id = admin.post(
                        "/records/user",
                        Map.of("username", name, "name", name, "active", true, "roles", List.of(roles)))
                .expect(201)
                .path("id")
                .asString();
        admin.post("/users/" + id + "/password", Map.of("new", PASSWORD)).expect(204);
        return new User(name, id);
    }

    private static Api signIn(int node, User user) {
        return Api.signIn(nodes.url(node), "demo", user.name(), PASSWORD);
    }

    @Test
    void nodesThatStartTogetherMakeTheDemoCompanyOnce() {
        assertThat(nodes.bean(0, Tenants.class).list()).filteredOn(Tenant::demo).hasSize(1);
        for (int node : List.of(0, 1)) {
            JsonNode users = nodes.as(node, "admin")
                    .get("/records/user?count=true&size=200")
                    .expect(200);
            Set<String> names = new HashSet<>();
            users.path("records")
                    .forEach(user -> names.add(user.path("username").asString()));
            assertThat(names).hasSize(users.path("records").size()).contains("admin", "seller");
        }
        Api admin = nodes.as(0, "admin");
        int accounts = admin.get("/records/account?count=true&size=1")
                .expect(200)
                .path("total")
                .asInt();
        assertThat(accounts).isPositive();
        assertThat(nodes.as(1, "admin")
                        .get("/records/account?count=true&size=1")
                        .expect(200)
                        .path("total")
                        .asInt())
                .isEqualTo(accounts);
        // Whoever came second would have made everything again.
        assertThat(admin.get("/records/department?filter=" + Api.encode("parent = null") + "&count=true")
                        .expect(200)
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aSessionIsGoodOnEveryNodeAtOnceAndEndsOnAll() throws Exception {
        Api admin = nodes.as(0, "admin");
        User user = user(admin);
        Api here = signIn(0, user);
        Api there = nodes.on(1, here);
        assertThat(there.get("/me").status()).isEqualTo(200);
        assertThat(there.get("/auth/sessions").expect(200).path("sessions")).hasSize(1);
        Api other = signIn(1, user);
        assertThat(here.get("/auth/sessions").expect(200).path("sessions")).hasSize(2);
        here.post("/auth/logout", Map.of()).expect(204);
        soon("signed out", () -> there.get("/me").status() == 401);
        assertThat(other.get("/me").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfOtherNodes() throws Exception {
        Api admin = nodes.as(0, "admin");
        User user = user(admin);
        Api there = signIn(1, user);
        assertThat(there.get("/me").status()).isEqualTo(200);
        admin.post("/users/" + user.id() + "/password", Map.of("new", "another password"))
                .expect(204);
        soon("password changed", () -> there.get("/me").status() == 401);
        assertThat(Api.anonymous(nodes.url(1))
                        .post("/auth/login", Map.of("tenant", "demo", "username", user.name(), "password", PASSWORD))
                        .status())
                .isEqualTo(401);
        Api.signIn(nodes.url(1), "demo", user.name(), "another password");
    }

    @Test
    void whoIsDeactivatedIsOutOnEveryNodeForGood() throws Exception {
        Api admin = nodes.as(0, "admin");
        User user = user(admin);
        Api there = signIn(1, user);
        there.get("/me").expect(200);
        admin.patch("/records/user/" + user.id(), Map.of("active", false)).expect(200);
        soon("deactivated", () -> there.get("/me").status() == 401);
        admin.patch("/records/user/" + user.id(), Map.of("active", true)).expect(200);
        soon(
                "active again",
                () -> Api.anonymous(nodes.url(1))
                                .post(
                                        "/auth/login",
                                        Map.of("tenant", "demo", "username", user.name(), "password", PASSWORD))
                                .status()
                        == 200);
        assertThat(there.get("/me").status()).isEqualTo(401);
    }

    @Test
    void rolesPermissionsAndSuperiorsHoldOnEveryNode() throws Exception {
        Api admin = nodes.as(0, "admin");
        String object = TestServer.freshName("plot");
        String set = TestServer.freshName("digging");
        String role = TestServer.freshName("digger");
        admin.put("/meta/objects/" + object, object(object)).expect(201);
        permit(admin, set, object, "own");
        admin.put("/meta/roles/" + role, Map.of("name", role, "label", label(role), "permissionSets", List.of(set)))
                .expect(201);
        User user = user(admin);
        Api there = signIn(1, user);
        assertThat(there.get("/records/" + object).status()).isIn(403, 404);
        admin.patch("/records/user/" + user.id(), Map.of("roles", List.of(role)))
                .expect(200);
        soon("role given", () -> there.get("/records/" + object).status() == 200);
        admin.post("/records/" + object, Map.of("title", "of the administrator"))
                .expect(201);
        assertThat(total(there, object)).isZero();
        permit(admin, set, object, "all");
        soon("permission widened", () -> total(there, object) == 1);
        permit(admin, set, object, "own");
        soon("permission narrowed", () -> total(there, object) == 0);
        String self = admin.get("/me").expect(200).path("user").path("id").asString();
        User boss = user(admin, role);
        Api chief = signIn(1, boss);
        assertThat(total(chief, object)).isZero();
        User helper = user(admin, role);
        signIn(0, helper)
                .post("/records/" + object, Map.of("title", "of the helper"))
                .expect(201);
        admin.patch("/records/user/" + helper.id(), Map.of("manager", boss.id()))
                .expect(200);
        soon("superior changed", () -> total(chief, object) == 1);
        assertThat(self).isNotEmpty();
    }

    private static Map<String, String> label(String name) {
        return Map.of("zh-CN", name, "en-US", name);
    }

    private static void permit(Api admin, String set, String object, String rows) {
        Api.Answer answer = admin.put(
                "/meta/permission-sets/" + set,
                Map.of(
                        "name",
                        set,
                        "label",
                        label(set),
                        "objects",
                        Map.of(object, Map.of("create", true, "read", rows, "edit", "own", "delete", "none"))));
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
    }

    private static int total(Api caller, String object) {
        return caller.get("/records/" + object + "?count=true&size=1")
                .expect(200)
                .path("total")
                .asInt();
    }

    @Test
    void aPublishReachesEveryNode() throws Exception {
        Api here = nodes.as(0, "admin");
        Api there = nodes.as(1, "admin");
        String object = TestServer.freshName("visit");
        here.put("/meta/objects/" + object, object(object)).expect(201);
        soon("object published", () -> there.get("/records/" + object).status() == 200);
        String tag = there.get("/meta/catalog")
                .response()
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        here.put("/meta/objects/" + object + "/fields/note", Map.of("name", "note", "type", "text", "max", 40))
                .expect(201);
        soon(
                "field published",
                () -> there.post("/records/" + object, Map.of("title", "x", "note", "y"))
                                .status()
                        == 201);
        assertThat(there.send("GET", "/meta/catalog", null, "If-None-Match", tag)
                        .status())
                .isEqualTo(200);
        assertThat(there.get("/openapi.json").text()).contains("\"note\"");
        // Whoever goes on elsewhere goes on from what was just published, however fast.
        here.put("/meta/objects/" + object + "/fields/more", Map.of("name", "more", "type", "text", "max", 40))
                .expect(201);
        there.put("/meta/objects/" + object + "/fields/more", Map.of("name", "more", "type", "text", "max", 50))
                .expect(200);
        here.delete("/meta/objects/" + object + "/fields/note").expect(204);
        soon(
                "field removed",
                () -> there.post("/records/" + object, Map.of("title", "x", "note", "y"))
                                .status()
                        == 422);
    }

    @Test
    void publishersOnTwoNodesLoseNothing() throws Exception {
        String object = TestServer.freshName("race");
        nodes.as(0, "admin").put("/meta/objects/" + object, object(object)).expect(201);
        List<CompletableFuture<Void>> publishers = IntStream.range(0, 2)
                .mapToObj(node -> CompletableFuture.runAsync(
                        () -> {
                            Api admin = nodes.as(node, "admin");
                            for (int i = 0; i < 8; i++) {
                                String field = "f" + node + i;
                                Api.Answer answer;
                                do {
                                    answer = admin.put(
                                            "/meta/objects/" + object + "/fields/" + field,
                                            Map.of("name", field, "type", "text", "max", 40));
                                } while (answer.code().equals("PUBLISH_CONFLICT"));
                                answer.expect(201);
                            }
                        },
                        Thread::startVirtualThread))
                .toList();
        publishers.forEach(CompletableFuture::join);
        for (int node : List.of(0, 1)) {
            Api admin = nodes.as(node, "admin");
            soon(
                    "all fields published",
                    () -> admin.get("/meta/objects/" + object)
                                    .expect(200)
                                    .path("fields")
                                    .size()
                            == 17);
        }
    }

    @Test
    void namesOfChangedRecordsAreShownEverywhere() throws Exception {
        Api here = nodes.as(0, "admin");
        Api there = nodes.as(1, "admin");
        String site = TestServer.freshName("site");
        String sign = TestServer.freshName("sign");
        here.put("/meta/objects/" + site, object(site)).expect(201);
        here.put("/meta/objects/" + sign, object(sign, Map.of("name", "at", "type", "lookup", "target", site)))
                .expect(201);
        String id = here.post("/records/" + site, Map.of("title", "Old"))
                .expect(201)
                .path("id")
                .asString();
        String pointer = here.post("/records/" + sign, Map.of("title", "Sign", "at", id))
                .expect(201)
                .path("id")
                .asString();
        soon("sign seen", () -> there.get("/records/" + sign + "/" + pointer).status() == 200);
        assertThat(name(there, sign, pointer)).isEqualTo("Old");
        here.patch("/records/" + site + "/" + id, Map.of("title", "New")).expect(200);
        assertThat(name(here, sign, pointer)).isEqualTo("New");
        soon("record renamed", () -> name(there, sign, pointer).equals("New"));
    }

    private static String name(Api caller, String object, String id) {
        return caller.get("/records/" + object + "/" + id)
                .expect(200)
                .path("at")
                .path("name")
                .asString();
    }

    @Test
    void guessesCountOnWhicheverNodeTheyArrive() {
        User user = user(nodes.as(0, "admin"));
        for (int i = 0; i < 5; i++) {
            assertThat(login(i % 2, user, "guess " + i)).isEqualTo(401);
        }
        assertThat(login(0, user, PASSWORD)).isEqualTo(429);
        assertThat(login(1, user, PASSWORD)).isEqualTo(429);
    }

    private static int login(int node, User user, String password) {
        return Api.anonymous(nodes.url(node))
                .post("/auth/login", Map.of("tenant", "demo", "username", user.name(), "password", password))
                .status();
    }

    @Test
    void aTenantIsMadeOnceAndOpenOnEveryNode() {
        String name = TestServer.freshName("acme");
        var wanted = Map.of("name", name, "adminUsername", "boss", "adminPassword", PASSWORD);
        List<Integer> answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> Api.withToken(nodes.url(i % 2), "test-admin")
                                .post("/tenants", wanted)
                                .status(),
                        Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 409, 409, 409);
        for (int node : List.of(0, 1)) {
            Api boss = Api.signIn(nodes.url(node), name, "boss", PASSWORD);
            assertThat(total(boss, "user")).isEqualTo(1);
        }
    }

    @Test
    void aChangedFormulaIsRecomputedOnceByWhicheverNode() throws Exception {
        Api here = nodes.as(0, "admin");
        Api there = nodes.as(1, "admin");
        String object = TestServer.freshName("sum");
        here.put("/meta/objects/" + object, object(object, Map.of("name", "count", "type", "integer")))
                .expect(201);
        String id = here.post("/records/" + object, Map.of("title", "x", "count", 4))
                .expect(201)
                .path("id")
                .asString();
        for (int factor : List.of(2, 3)) {
            Api.Answer answer = here.put(
                    "/meta/objects/" + object + "/fields/times",
                    Map.of("type", "formula", "returns", "integer", "expression", "count * " + factor));
            assertThat(answer.status()).as(answer.text()).isIn(200, 201);
            soon(
                    "formula recomputed",
                    () -> there.get("/records/" + object + "/" + id)
                                    .body()
                                    .path("times")
                                    .asInt(0)
                            == 4 * factor);
        }
        assertThat(nodes.bean(0, Jobs.class).list("demo", "recalculate"))
                .filteredOn(job -> object.equals(job.text("object")))
                .hasSize(2);
    }

    @Test
    void numbersAreGivenOnceInTheWholeCluster() throws Exception {
        Api admin = nodes.as(0, "admin");
        String object = TestServer.freshName("ticket");
        admin.put(
                        "/meta/objects/" + object,
                        object(object, Map.of("name", "no", "type", "autoNumber", "format", "T-{0000}")))
                .expect(201);
        Api there = nodes.as(1, "admin");
        soon("tickets published", () -> there.get("/records/" + object).status() == 200);
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            numbers.add((i % 2 == 0 ? admin : there)
                    .post("/records/" + object, Map.of("title", "x"))
                    .expect(201)
                    .path("no")
                    .asString());
        }
        assertThat(numbers).hasSize(30);
    }
}
