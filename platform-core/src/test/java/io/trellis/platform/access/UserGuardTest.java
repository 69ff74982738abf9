package io.trellis.platform.access;

import static io.trellis.platform.access.AccessWorld.may;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserGuardTest {
    @TempDir
    Path folder;

    private AccessWorld world;

    @BeforeEach
    void build() {
        world = new AccessWorld(folder);
        world.set("everything", Map.of("*", may(true, "all", "all", "all")), Map.of(), "manageUsers", "manageMetadata");
        world.set("people", Map.of("user", may(true, "all", "all", "all")), Map.of(), "manageUsers");
        world.set("reading", Map.of("user", may(false, "all", "none", "none")), Map.of());
        world.role("admin", "everything");
        world.role("personnel", "people");
        world.role("reader", "reading");
        world.publish();
        world.user("boss", "dep_hq", null, "admin");
        world.user("lead", "dep_east", "boss", "personnel");
        world.user("worker", "dep_team", "lead", "reader");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> codes(String actor, String user, Map<String, Object> changes) {
        Map<String, Object> before = new HashMap<>(Map.of("username", user, "name", user, "active", true));
        world.standings.people(AccessWorld.TENANT).find("usr_" + user).ifPresent(person -> {
            before.put("roles", person.roles());
            if (person.manager() != null) {
                before.put("manager", person.manager());
            }
        });
        Map<String, Object> after = changes == null ? null : new HashMap<>(before);
        if (after != null) {
            after.putAll(changes);
        }
        return check(actor, "usr_" + user, before, after);
    }

    private List<String> check(String actor, String id, Map<String, Object> before, Map<String, Object> after) {
        var problems = new ArrayList<Problem>();
        new UserGuard(world.standings)
                .check(
                        world.actor(actor),
                        world.realm(),
                        world.catalog().getObject("user"),
                        id,
                        before,
                        after,
                        problems::add);
        return problems.stream().map(Problem::code).toList();
    }

    @Test
    void nobodyGrantsMoreThanTheyHave() {
        assertThat(codes("lead", "worker", Map.of("roles", List.of("admin")))).contains("ROLE_EXCEEDS_OWN_RIGHTS");
        assertThat(codes("lead", "lead", Map.of("roles", List.of("personnel", "admin"))))
                .contains("ROLE_EXCEEDS_OWN_RIGHTS");
        assertThat(codes("lead", "worker", Map.of("roles", List.of("personnel"))))
                .isEmpty();
        assertThat(codes("boss", "worker", Map.of("roles", List.of("admin")))).isEmpty();
    }

    @Test
    void rolesNeedThePermissionEvenToBeGivenUp() {
        assertThat(codes("worker", "worker", Map.of("roles", List.of()))).contains("PLACE_NEEDS_PERMISSION");
        assertThat(codes("worker", "worker", Map.of("name", "New"))).isEmpty();
    }

    @Test
    void nobodyMovesOthersUnderThemselvesToSeeTheirRecords() {
        assertThat(codes("worker", "peer", Map.of("manager", "usr_worker"))).containsExactly("PLACE_NEEDS_PERMISSION");
        assertThat(codes("worker", "worker", Map.of("department", "dep_hq"))).containsExactly("PLACE_NEEDS_PERMISSION");
        assertThat(codes("worker", "peer", null)).containsExactly("PLACE_NEEDS_PERMISSION");
        assertThat(codes("lead", "peer", Map.of("manager", "usr_lead"))).isEmpty();
    }

    @Test
    void theMightierCannotBeLockedOutOrRenamed() {
        assertThat(codes("lead", "boss", Map.of("active", false))).contains("USER_HAS_MORE_RIGHTS");
        assertThat(codes("lead", "boss", Map.of("username", "boss2"))).contains("USER_HAS_MORE_RIGHTS");
        assertThat(codes("lead", "boss", null)).contains("USER_HAS_MORE_RIGHTS");
    }

    @Test
    void somebodyIsLeftToAdminister() {
        assertThat(codes("boss", "boss", Map.of("active", false))).isEmpty();
        world.user("lead", "dep_east", "boss", "reader");
        assertThat(codes("boss", "boss", Map.of("active", false))).containsExactly("LAST_ADMINISTRATOR");
        assertThat(codes("boss", "boss", Map.of("roles", List.of("reader")))).containsExactly("LAST_ADMINISTRATOR");
        assertThat(codes("boss", "boss", null)).containsExactly("LAST_ADMINISTRATOR");
    }

    @Test
    void nobodyIsTheirOwnSuperior() {
        assertThat(codes("boss", "boss", Map.of("manager", "usr_worker"))).containsExactly("MANAGER_CYCLE");
        assertThat(codes("boss", "boss", Map.of("manager", "usr_boss"))).containsExactly("MANAGER_CYCLE");
        assertThat(codes("boss", "worker", Map.of("manager", "usr_peer"))).isEmpty();
    }

    @Test
    void namesRolesAndZonesMustExist() {
        assertThat(check(
                        "boss",
                        "usr_new",
                        null,
                        Map.of("username", "a b", "name", "x", "roles", List.of("rat"), "timezone", "Mars/North")))
                .containsExactlyInAnyOrder("INVALID_USERNAME", "UNKNOWN_TIMEZONE", "UNKNOWN_ROLE");
        assertThat(check("boss", "usr_new", null, Map.of("username", "BOSS", "name", "x")))
                .containsExactly("USERNAME_TAKEN");
        assertThat(check("boss", "usr_new", null, Map.of("username", "张三", "name", "x")))
                .isEmpty();
    }

    @Test
    void departmentsStayATree() {
        var problems = new ArrayList<Problem>();
        new DepartmentGuard(world.standings)
                .check(
                        world.actor("boss"),
                        world.realm(),
                        world.catalog().getObject("department"),
                        "dep_hq",
                        Map.of("name", "HQ"),
                        Map.of("name", "HQ", "parent", "dep_team"),
                        problems::add);
        assertThat(problems).extracting(Problem::code).containsExactly("DEPARTMENT_CYCLE");
    }
}
