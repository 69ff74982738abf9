package io.trellis.platform.access;

import static io.trellis.platform.access.AccessWorld.may;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.definition.PermissionSetDefinition.FieldPermission;
import io.trellis.platform.access.Grants.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.casbin.jcasbin.main.Enforcer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {
    @TempDir
    Path folder;

    private AccessWorld world;

    @BeforeEach
    void build() {
        world = new AccessWorld(folder);
        world.thing("thing_boss", "boss", "dep_hq", "red");
        world.thing("thing_lead", "lead", "dep_east", "blue");
        world.thing("thing_worker", "worker", "dep_team", "red");
        world.thing("thing_peer", "peer", "dep_team", "green");
        world.put("part", "part_worker", "usr_boss", "dep_hq", Map.of("name", "p", "whole", "thing_worker"));
        world.put("bit", "bit_worker", "usr_boss", "dep_hq", Map.of("name", "b", "of", "part_worker"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Actor with(String name, String department, String manager, String read) {
        world.set("s", Map.of("thing", may(false, read, "none", "none")), Map.of());
        world.role("r", "s");
        world.publish();
        world.user(name, department, manager, "r");
        return world.actor(name);
    }

    @Test
    void ownIsMineAndMySubordinates() {
        assertThat(world.visible(with("worker", "dep_team", "lead", "own"), "thing", Action.READ))
                .containsExactly("thing_worker");
        assertThat(world.visible(with("lead", "dep_east", "boss", "own"), "thing", Action.READ))
                .containsExactly("thing_lead", "thing_worker");
        assertThat(world.visible(with("boss", "dep_hq", null, "own"), "thing", Action.READ))
                .hasSize(4);
    }

    @Test
    void departmentIsTheDepartmentOfTheRecordOrMyOwn() {
        assertThat(world.visible(with("peer", "dep_team", "boss", "department"), "thing", Action.READ))
                .containsExactly("thing_peer", "thing_worker");
        assertThat(world.visible(with("lead", "dep_east", "boss", "department"), "thing", Action.READ))
                .containsExactly("thing_lead", "thing_worker");
        assertThat(world.visible(with("peer", null, "boss", "department"), "thing", Action.READ))
                .containsExactly("thing_peer");
    }

    @Test
    void departmentAndBelowFollowsTheTree() {
        assertThat(world.visible(with("lead", "dep_east", null, "departmentAndBelow"), "thing", Action.READ))
                .containsExactly("thing_lead", "thing_peer", "thing_worker");
    }

    @Test
    void aConditionOpensWhatMeetsIt() {
        assertThat(world.visible(with("peer", "dep_team", null, "=colour = 'red'"), "thing", Action.READ))
                .containsExactly("thing_boss", "thing_worker");
        assertThat(world.visible(with("peer", "dep_team", null, "=owner = ME()"), "thing", Action.READ))
                .containsExactly("thing_peer");
        assertThat(world.visible(with("peer", "dep_team", null, "=nothing like this"), "thing", Action.READ))
                .isEmpty();
    }

    @Test
    void setsAddUp() {
        world.set("a", Map.of("thing", may(false, "own", "none", "none")), Map.of());
        world.set("b", Map.of("thing", may(true, "=colour = 'green'", "own", "none")), Map.of(), "importData");
        world.role("r", "a", "b");
        world.publish();
        world.user("worker", "dep_team", "lead", "r");
        Actor worker = world.actor("worker");
        assertThat(world.visible(worker, "thing", Action.READ)).containsExactly("thing_peer", "thing_worker");
        assertThat(world.visible(worker, "thing", Action.EDIT)).containsExactly("thing_worker");
        assertThat(world.visible(worker, "thing", Action.DELETE)).isEmpty();
        assertThat(worker.grants().mayCreate("thing")).isTrue();
        assertThat(worker.grants().mayCreate("note")).isFalse();
        assertThat(worker.grants().maySystem("importData")).isTrue();
        assertThat(worker.grants().maySystem("manageUsers")).isFalse();
    }

    @Test
    void theStarStandsForObjectsWithoutAnEntryOnly() {
        world.set(
                "s",
                Map.of("*", may(true, "all", "all", "all"), "thing", may(false, "none", "none", "none")),
                Map.of());
        world.role("r", "s");
        world.publish();
        world.user("worker", "dep_team", "lead", "r");
        Actor worker = world.actor("worker");
        assertThat(worker.grants().mayCreate("note")).isTrue();
        assertThat(worker.grants().mayCreate("thing")).isFalse();
        assertThat(worker.grants().mayRead("thing", "name")).isFalse();
        assertThat(world.visible(worker, "part", Action.READ)).isEmpty();
    }

    @Test
    void detailsAreAsVisibleAsTheirMasterHoweverDeep() {
        world.set(
                "s",
                Map.of("thing", may(false, "own", "own", "none"), "part", may(true, "all", "all", "all")),
                Map.of());
        world.role("r", "s");
        world.publish();
        world.user("worker", "dep_team", "lead", "r");
        world.user("peer", "dep_team", "boss", "r");
        for (String object : List.of("part", "bit")) {
            assertThat(world.visible(world.actor("worker"), object, Action.READ))
                    .containsExactly(object + "_worker");
            // Whoever may change the master may remove its details, though not the master.
            assertThat(world.visible(world.actor("worker"), object, Action.DELETE))
                    .containsExactly(object + "_worker");
            assertThat(world.visible(world.actor("peer"), object, Action.READ)).isEmpty();
        }
        assertThat(world.actor("worker").grants().mayCreate("bit")).isTrue();
    }

    @Test
    void recordsWithoutOwnersBelongToTheirCreator() {
        world.put("note", "note_1", "usr_worker", null, Map.of("name", "n"));
        world.set("s", Map.of("note", may(false, "own", "none", "none")), Map.of());
        world.role("r", "s");
        world.publish();
        world.user("lead", "dep_east", "boss", "r");
        world.user("peer", "dep_team", "boss", "r");
        assertThat(world.visible(world.actor("lead"), "note", Action.READ)).containsExactly("note_1");
        assertThat(world.visible(world.actor("peer"), "note", Action.READ)).isEmpty();
    }

    @Test
    void aFieldIsHiddenOnlyWhenEverySetThatOpensTheObjectHidesIt() {
        world.set(
                "masked",
                Map.of("thing", may(true, "all", "all", "none")),
                Map.of(
                        "thing.colour",
                        new FieldPermission(false, false),
                        "thing.name",
                        new FieldPermission(true, false)));
        world.set("elsewhere", Map.of("note", may(true, "all", "all", "all")), Map.of());
        world.set("open", Map.of("thing", may(false, "own", "none", "none")), Map.of());
        world.role("masked", "masked", "elsewhere");
        world.role("open", "open");
        world.publish();
        world.user("worker", "dep_team", "lead", "masked");
        Grants masked = world.actor("worker").grants();
        assertThat(masked.mayRead("thing", "colour")).isFalse();
        assertThat(masked.mayEdit("thing", "colour")).isFalse();
        assertThat(masked.mayRead("thing", "name")).isTrue();
        assertThat(masked.mayEdit("thing", "name")).isFalse();
        assertThat(masked.readsAllFields("thing")).isFalse();
        world.user("worker", "dep_team", "lead", "masked", "open");
        Grants both = world.actor("worker").grants();
        assertThat(both.mayRead("thing", "colour")).isTrue();
        assertThat(both.mayEdit("thing", "colour")).isFalse();
        assertThat(both.readsAllFields("thing")).isTrue();
    }

    @Test
    void changesOfPeopleHoldAtOnce() {
        Actor lead = with("lead", "dep_east", "boss", "own");
        assertThat(world.visible(lead, "thing", Action.READ)).contains("thing_worker");
        world.user("worker", "dep_team", "peer");
        assertThat(world.visible(world.actor("lead"), "thing", Action.READ)).containsExactly("thing_lead");
        world.user("lead", "dep_east", "boss");
        assertThat(world.visible(world.actor("lead"), "thing", Action.READ)).isEmpty();
        world.deactivate("lead");
        assertThat(world.standings.of(AccessWorld.TENANT, "usr_lead", "api", null))
                .isNull();
    }

    @Test
    void aManagerCycleEndsSomewhere() {
        world.user("boss", "dep_hq", "worker");
        assertThat(world.visible(with("worker", "dep_team", "lead", "own"), "thing", Action.READ))
                .hasSize(4);
    }

    @Test
    void snapshotsAgreeWithCasbin() {
        world.set(
                "a",
                Map.of("*", may(true, "own", "none", "none"), "part", may(false, "all", "all", "none")),
                Map.of(),
                "importData");
        world.set("b", Map.of("thing", may(false, "none", "own", "department")), Map.of());
        world.role("ra", "a");
        world.role("rb", "b");
        world.role("rab", "a", "b");
        world.publish();
        Enforcer enforcer = Policies.enforcer(AccessWorld.TENANT, world.catalog());
        for (String role : List.of("ra", "rb", "rab")) {
            Rights rights = world.standings.book(AccessWorld.TENANT).rights(List.of(role));
            for (String object : List.of("thing", "note", "user")) {
                boolean read = enforcer.enforce("role:" + role, AccessWorld.TENANT, "object:" + object, "read");
                assertThat(!rights.of(object).read().isEmpty())
                        .as(role + " reads " + object)
                        .isEqualTo(read);
                boolean create = enforcer.enforce("role:" + role, AccessWorld.TENANT, "object:" + object, "create");
                assertThat(rights.of(object).create())
                        .as(role + " creates " + object)
                        .isEqualTo(create);
                boolean delete = enforcer.enforce("role:" + role, AccessWorld.TENANT, "object:" + object, "delete");
                assertThat(!rights.of(object).delete().isEmpty())
                        .as(role + " deletes " + object)
                        .isEqualTo(delete);
            }
            assertThat(enforcer.enforce("role:" + role, "other", "object:thing", "read"))
                    .isFalse();
        }
    }

    @Test
    void equalRightsHaveEqualFingerprints() {
        Actor worker = with("worker", "dep_team", "lead", "own");
        world.user("peer", "dep_team", "boss", "r");
        assertThat(world.actor("worker").grants().fingerprint())
                .isEqualTo(worker.grants().fingerprint())
                .isNotEqualTo(world.actor("peer").grants().fingerprint());
        assertThat(world.actor("peer").grants().shape())
                .isEqualTo(worker.grants().shape());
    }
}
