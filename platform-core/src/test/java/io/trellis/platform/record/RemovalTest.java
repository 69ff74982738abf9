package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.query.ListRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalTest {
    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;
    private static Actor admin;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder);
        worker = world.actor("worker");
        admin = world.actor("admin");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String make(String object, Map<String, Object> values) {
        return world.records.create(admin, object, values).id();
    }

    private static ProblemException refused(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).isNotNull();
        return problem;
    }

    private static boolean live(String object, String id) {
        return world.records.find(admin, object, id).isPresent();
    }

    @Test
    void aRequiredLinkIsNotEmptiedByADeletion() {
        String pinned = make("folder", Map.of("name", "Pinned"));
        make("pin", Map.of("title", "p", "folder", pinned));
        assertThat(refused(() -> world.records.delete(admin, "folder", pinned, null))
                        .code())
                .isEqualTo("DELETE_RESTRICTED");
        assertThat(live("folder", pinned)).isTrue();
    }

    @Test
    void detailsAndCascadesGoAndComeBackTogether() {
        String master = make("folder", Map.of("name", "Gone", "externalId", "gone"));
        String leaf = make("leaf", Map.of("title", "l", "folder", master));
        String clip = make("clip", Map.of("title", "c", "folder", master));
        String before = make("leaf", Map.of("title", "gone before", "folder", master));
        String visit = make("visit", Map.of("title", "v", "folder", master, "others", List.of(master)));
        world.records.delete(admin, "leaf", before, null);
        world.records.delete(admin, "folder", master, null);
        assertThat(live("folder", master)).isFalse();
        assertThat(live("leaf", leaf)).isFalse();
        assertThat(live("clip", clip)).isFalse();
        assertThat(world.records.get(admin, "visit", visit).values()).doesNotContainKeys("folder", "others");
        assertThat(world.records
                        .list(
                                admin,
                                "folder",
                                new ListRequest("name = 'Gone'", null, List.of(), List.of(), 1, 50, true, null, true))
                        .total())
                .isEqualTo(1);
        RecordView back = world.records.restore(admin, "folder", master);
        assertThat(back.version()).isEqualTo(3);
        assertThat(live("leaf", leaf)).isTrue();
        assertThat(live("clip", clip)).isTrue();
        assertThat(live("leaf", before)).isFalse();
        assertThat(world.records.history(admin, "folder", master, HistoryRequest.newest(10)).entries().stream()
                        .map(HistoryEntry::kind))
                .containsExactly("restored", "deleted", "created");
    }

    @Test
    void liveReferencesForbidWhatIsRestricted() {
        String parent = make("folder", Map.of("name", "Parent"));
        String child = make("folder", Map.of("name", "Child", "parent", parent));
        ProblemException restricted = refused(() -> world.records.delete(admin, "folder", parent, null));
        assertThat(restricted.kind()).isEqualTo(Kind.CONFLICT);
        assertThat(restricted.code()).isEqualTo("DELETE_RESTRICTED");
        assertThat(restricted.params()).containsEntry("object", "folder").containsEntry("count", 1L);
        world.records.delete(admin, "folder", child, null);
        world.records.delete(admin, "folder", parent, null);
        assertThat(live("folder", parent)).isFalse();
    }

    @Test
    void restoringTellsOfATakenKey() {
        String first = make("folder", Map.of("name", "First", "externalId", "taken"));
        world.records.delete(admin, "folder", first, null);
        make("folder", Map.of("name", "Second", "externalId", "taken"));
        ProblemException taken = refused(() -> world.records.restore(admin, "folder", first));
        assertThat(taken.problems().getFirst().code()).isEqualTo("DUPLICATE_VALUE");
        assertThat(taken.problems().getFirst().params()).containsEntry("name", "Second");
    }

    @Test
    void aDetailDoesNotComeBackWithoutItsMaster() {
        String master = make("folder", Map.of("name", "M"));
        String leaf = make("leaf", Map.of("title", "l", "folder", master));
        world.records.delete(admin, "folder", master, null);
        assertThat(refused(() -> world.records.restore(admin, "leaf", leaf))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo("MASTER_DELETED");
    }

    @Test
    void purgedIsGoneForGood() {
        String master = make("folder", Map.of("name", "P"));
        String leaf = make("leaf", Map.of("title", "l", "folder", master));
        world.records.delete(admin, "folder", master, null);
        world.records.purge(admin, "folder", master);
        assertThat(world.store.find(world.realm(), "folder", master)).isEmpty();
        assertThat(world.store.find(world.realm(), "leaf", leaf)).isEmpty();
        assertThat(refused(() -> world.records.restore(admin, "folder", master)).kind())
                .isEqualTo(Kind.NOT_FOUND);
    }

    @Test
    void deletingNeedsTheRightAndTheVersion() {
        String id = make("folder", Map.of("name", "Kept", "level", "b"));
        assertThat(refused(() -> world.records.delete(worker, "folder", id, null))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
        assertThat(refused(() -> world.records.delete(world.actor("keeper"), "folder", id, null))
                        .kind())
                .isEqualTo(Kind.FORBIDDEN);
        assertThat(refused(() -> world.records.delete(admin, "folder", id, 7L)).code())
                .isEqualTo("VERSION_CONFLICT");
        assertThat(live("folder", id)).isTrue();
    }
}
