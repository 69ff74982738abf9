package io.trellis.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What changes rights holds for the next call, without a new sign-in; and nobody can help themselves to more. */
class AccessChangesIT {
    private final TestServer server = TestServer.shared();
    private AccessFixture world;

    @BeforeEach
    void build() {
        world = new AccessFixture(server);
    }

    private int plots(Api caller) {
        Api.Answer answer = caller.get("/records/" + world.plot + "?count=true&size=1");
        return answer.status() == 200 ? answer.body().path("total").asInt() : -answer.status();
    }

    @Test
    void permissionSetsRolesAndSuperiorsHoldAtOnce() {
        Api chief = world.as("chief");
        assertThat(plots(chief)).isEqualTo(14);
        world.definePermissions("all");
        assertThat(plots(chief)).isEqualTo(21);
        world.definePermissions("own");
        assertThat(plots(chief)).isEqualTo(14);
        world.admin
                .patch("/records/user/" + world.users.get("helper"), Map.of("manager", world.users.get("stranger")))
                .expect(200);
        assertThat(plots(chief)).isEqualTo(7);
        assertThat(plots(world.as("stranger"))).isEqualTo(14);
        world.admin
                .patch("/records/user/" + world.users.get("chief"), Map.of("roles", List.of()))
                .expect(200);
        assertThat(plots(chief)).isIn(0, -403, -404);
        assertThat(chief.get("/me").expect(200).path("roles")).isEmpty();
    }

    @Test
    void aConditionOpensRows() {
        var rights = Map.of(
                "create",
                false,
                "read",
                Map.of("expression", "colour = 'red' AND owner <> ME()"),
                "edit",
                "none",
                "delete",
                "none");
        Api.Answer answer = world.admin.put(
                "/meta/permission-sets/" + world.set,
                Map.of(
                        "name", world.set,
                        "label", Map.of("zh-CN", "x", "en-US", "x"),
                        "objects", Map.of(world.plot, rights)));
        assertThat(answer.status()).as(answer.text()).isIn(200, 201);
        assertThat(plots(world.as("chief"))).isEqualTo(8);
        assertThat(world.admin
                        .put(
                                "/meta/permission-sets/" + world.set,
                                Map.of(
                                        "name", world.set,
                                        "label", Map.of("zh-CN", "x", "en-US", "x"),
                                        "objects",
                                                Map.of(
                                                        world.plot,
                                                        Map.of(
                                                                "create",
                                                                false,
                                                                "read",
                                                                Map.of("expression", "colour = 5"),
                                                                "edit",
                                                                "none",
                                                                "delete",
                                                                "none"))))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void deactivationEndsSessionsAtOnceAndForGood() {
        Api chief = world.as("chief");
        chief.get("/me").expect(200);
        world.admin
                .patch("/records/user/" + world.users.get("chief"), Map.of("active", false))
                .expect(200);
        assertThat(chief.get("/me").status()).isEqualTo(401);
        assertThat(Api.anonymous(server.url())
                        .post(
                                "/auth/login",
                                Map.of(
                                        "tenant",
                                        "demo",
                                        "username",
                                        world.names.get("chief"),
                                        "password",
                                        AccessFixture.PASSWORD))
                        .status())
                .isEqualTo(401);
        world.admin
                .patch("/records/user/" + world.users.get("chief"), Map.of("active", true))
                .expect(200);
        assertThat(chief.get("/me").status()).isEqualTo(401);
        world.as("chief").get("/me").expect(200);
    }

    @Test
    void nobodyHelpsThemselvesToMore() {
        Api.Answer edit = world.admin.put(
                "/meta/permission-sets/" + world.set,
                Map.of(
                        "name", world.set,
                        "label", Map.of("zh-CN", "x", "en-US", "x"),
                        "objects",
                                Map.of("user", Map.of("create", true, "read", "all", "edit", "all", "delete", "all"))));
        assertThat(edit.status()).as(edit.text()).isIn(200, 201);
        Api chief = world.as("chief");
        String self = "/records/user/" + world.users.get("chief");
        Api.Answer roles = chief.patch(self, Map.of("roles", List.of(world.role, "admin")));
        assertThat(roles.status()).isEqualTo(422);
        assertThat(roles.hasProblem("PLACE_NEEDS_PERMISSION", "/roles")).isTrue();
        assertThat(roles.hasProblem("ROLE_EXCEEDS_OWN_RIGHTS", "/roles")).isTrue();
        String admin = server.as("admin")
                .get("/me")
                .expect(200)
                .path("user")
                .path("id")
                .asString();
        assertThat(chief.patch("/records/user/" + admin, Map.of("active", false))
                        .status())
                .isEqualTo(422);
        assertThat(chief.delete("/records/user/" + admin).status()).isIn(403, 409, 422);
        assertThat(chief.post("/users/" + admin + "/password", Map.of("new", "stolen password"))
                        .status())
                .isEqualTo(403);
        assertThat(chief.put("/meta/roles/" + world.role, Map.of("name", world.role))
                        .status())
                .isEqualTo(403);
        assertThat(chief.post(
                                "/records/user",
                                Map.of(
                                        "username",
                                        TestServer.freshName("spy"),
                                        "name",
                                        "Spy",
                                        "roles",
                                        List.of("admin")))
                        .status())
                .isEqualTo(422);
        assertThat(chief.patch(
                                "/records/user/" + world.users.get("stranger"),
                                Map.of("manager", world.users.get("chief")))
                        .hasProblem("PLACE_NEEDS_PERMISSION", "/manager"))
                .isTrue();
        chief.patch(self, Map.of("phone", "13800000000")).expect(200);
    }

    @Test
    void designersHandOutNoMoreThanTheyHave() {
        Api.Answer personnel = world.admin.put(
                "/meta/permission-sets/" + world.set,
                Map.of(
                        "name", world.set,
                        "label", Map.of("zh-CN", "x", "en-US", "x"),
                        "objects",
                                Map.of(
                                        world.plot,
                                        Map.of("create", true, "read", "own", "edit", "own", "delete", "own")),
                        "system", List.of("manageMetadata", "manageUsers")));
        assertThat(personnel.status()).as(personnel.text()).isIn(200, 201);
        Api chief = world.as("chief");
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of("objects", Map.of("*", Map.of("create", true, "read", "all", "edit", "all", "delete", "all"))),
                Map.of(
                        "objects",
                        Map.of(world.plot, Map.of("create", true, "read", "all", "edit", "own", "delete", "own"))),
                Map.of("system", List.of("managePackages")))) {
            var body = new HashMap<>(more);
            body.put("label", Map.of("zh-CN", "x", "en-US", "x"));
            body.putIfAbsent("objects", Map.of());
            for (String name : List.of(world.set, TestServer.freshName("more"))) {
                Api.Answer answer = chief.put("/meta/permission-sets/" + name, body);
                assertThat(answer.status()).as(answer.text()).isEqualTo(422);
                assertThat(answer.text()).contains("SET_EXCEEDS_OWN_RIGHTS");
            }
        }
        Api.Answer role = chief.put(
                "/meta/roles/" + world.role,
                Map.of(
                        "label",
                        Map.of("zh-CN", "x", "en-US", "x"),
                        "permissionSets",
                        List.of(world.set, "administrator")));
        assertThat(role.status()).isEqualTo(422);
        assertThat(role.text()).contains("SET_EXCEEDS_OWN_RIGHTS");
    }

    @Test
    void usersStayInOrder() {
        Api admin = world.admin;
        assertThat(admin.post("/records/user", Map.of("username", "has space", "name", "x"))
                        .hasProblem("INVALID_USERNAME", "/username"))
                .isTrue();
        assertThat(admin.post("/records/user", Map.of("username", "SELLER", "name", "x"))
                        .hasProblem("USERNAME_TAKEN", "/username"))
                .isTrue();
        assertThat(admin.patch(
                                "/records/user/" + world.users.get("chief"),
                                Map.of("manager", world.users.get("helper")))
                        .hasProblem("MANAGER_CYCLE", "/manager"))
                .isTrue();
        assertThat(admin.patch("/records/user/" + world.users.get("chief"), Map.of("roles", List.of("no such role")))
                        .hasProblem("UNKNOWN_ROLE", "/roles"))
                .isTrue();
    }

    @Test
    void explainsToAdministratorsWhyOthersMay() {
        String plot = world.plots.iterator().next();
        String query = "/access/explain?object=" + world.plot + "&id=" + plot + "&action=edit&user=";
        JsonNode chief = world.admin.get(query + world.users.get("chief")).expect(200);
        assertThat(chief.path("allowed").asBoolean()).isTrue();
        assertThat(chief.path("reasons").path(0).path("code").asString()).isEqualTo("ACCESS_GRANTED");
        JsonNode stranger = world.admin.get(query + world.users.get("stranger")).expect(200);
        assertThat(stranger.path("allowed").asBoolean()).isFalse();
        assertThat(stranger.path("reasons").path(0).path("code").asString()).isEqualTo("ACCESS_OUT_OF_SCOPE");
        assertThat(stranger.path("reasons").path(0).path("scope").asString()).isEqualTo("own");
        assertThat(world.as("chief").get(query + world.users.get("stranger")).status())
                .isEqualTo(403);
        assertThat(world.admin
                        .get("/access/explain?object=" + world.plot + "&action=fly")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void departmentsDecide() {
        var department = new HashMap<String, Object>(Map.of("name", "North"));
        String north = world.admin
                .post("/records/department", department)
                .expect(201)
                .path("id")
                .asString();
        department.put("name", "Far North");
        department.put("parent", north);
        String farNorth = world.admin
                .post("/records/department", department)
                .expect(201)
                .path("id")
                .asString();
        world.admin
                .patch("/records/user/" + world.users.get("chief"), Map.of("department", north))
                .expect(200);
        JsonNode stranger = world.admin
                .patch("/records/user/" + world.users.get("stranger"), Map.of("department", farNorth))
                .expect(200);
        assertThat(stranger.path("department").path("name").asString()).isEqualTo("Far North");
        world.as("stranger")
                .post("/records/" + world.plot, Map.of("title", "up there"))
                .expect(201);
        world.definePermissions("departmentAndBelow");
        assertThat(plots(world.as("chief"))).isEqualTo(15);
        world.definePermissions("department");
        assertThat(plots(world.as("chief"))).isEqualTo(14);
        assertThat(world.admin
                        .patch("/records/department/" + north, Map.of("parent", farNorth))
                        .hasProblem("DEPARTMENT_CYCLE", "/parent"))
                .isTrue();
    }
}
