package io.trellis.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsTest {
    @TempDir
    static Path folder;

    private static RecordWorld world;
    private static Actor worker;

    @BeforeAll
    static void start() {
        world = new RecordWorld(folder);
        worker = world.actor("worker");
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static String source() {
        String id = world.records
                .create(worker, "folder", Map.of("name", "Origin", "amount", 12L, "rate", 5L))
                .id();
        world.records.create(worker, "leaf", Map.of("title", "one", "folder", id, "quantity", 1L));
        world.records.create(worker, "leaf", Map.of("title", "two", "folder", id, "quantity", 2L));
        return id;
    }

    private static Map<String, Object> run(String id, Map<String, Object> choices, Map<String, Object> values) {
        return RecordWorld.parse(world.mappings.run(worker, "folder", id, "duplicate", choices, values));
    }

    private static ProblemException refused(Runnable work) {
        ProblemException problem = catchThrowableOfType(ProblemException.class, work::run);
        assertThat(problem).isNotNull();
        return problem;
    }

    @Test
    @SuppressWarnings("unchecked")
    void previewShowsWhatWouldBeMade() {
        Map<String, Object> preview =
                RecordWorld.parse(world.mappings.preview(worker, "folder", source(), "duplicate"));
        List<Map<String, Object>> targets = (List<Map<String, Object>>) preview.get("targets");
        assertThat(targets).hasSize(2);
        Map<String, Object> values = (Map<String, Object>) targets.getFirst().get("values");
        assertThat(values)
                .containsEntry("name", "Origin copy")
                .containsEntry("amount", 12)
                .containsEntry("locked", "from Origin")
                .doesNotContainKey("secret");
        assertThat(targets.getLast()).containsEntry("optional", true);
    }

    @Test
    @SuppressWarnings("unchecked")
    void makesRecordsLinesAndMarksTheSourceTogether() {
        String id = source();
        Map<String, Object> result = run(id, Map.of(), Map.of("copy", Map.of("name", "My copy")));
        Map<String, Map<String, Object>> created = (Map<String, Map<String, Object>>) result.get("created");
        assertThat(created.get("copy")).containsEntry("name", "My copy");
        String copy = (String) created.get("copy").get("id");
        assertThat(result.get("open")).isEqualTo(Map.of("object", "folder", "id", copy));
        RecordView made = world.records.get(worker, "folder", copy);
        assertThat(made.get("parent")).isEqualTo(id);
        assertThat(made.get("locked")).isEqualTo("from Origin");
        assertThat(world.records.count(worker, "leaf", "folder = '" + copy + "'"))
                .isEqualTo(2);
        RecordView visit =
                world.records.get(worker, "visit", (String) created.get("visit").get("id"));
        assertThat(visit.get("folder")).isEqualTo(copy);
        assertThat(visit.get("about")).isEqualTo(id);
        RecordView origin = world.records.get(worker, "folder", id);
        assertThat(origin.get("level")).isEqualTo("b");
        assertThat(origin.get("locked")).isEqualTo("done");
        assertThat(refused(() -> run(id, Map.of(), Map.of())).code()).isEqualTo("ACTION_NOT_POSSIBLE");
    }

    @Test
    void takesAnExistingRecordAndLeavesOutAnOptionalOne() {
        String id = source();
        String other =
                world.records.create(worker, "folder", Map.of("name", "Other")).id();
        Map<String, Object> result =
                run(id, Map.of("copy", Map.of("use", other), "visit", Map.of("skip", true)), Map.of());
        assertThat(result.get("created")).isEqualTo(Map.of());
        assertThat(world.records.get(worker, "folder", id).get("level")).isEqualTo("b");
        assertThat(refused(() -> run(source(), Map.of("copy", Map.of("skip", true)), Map.of()))
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void problemsAreToldAtTheTargetAndNothingIsWritten() {
        String id = source();
        ProblemException problem =
                refused(() -> run(id, Map.of(), Map.of("copy", Map.of("name", "x".repeat(50), "locked", "mine"))));
        assertThat(problem.problems().stream().map(p -> p.code() + " " + p.path()))
                .contains("TOO_LONG /values/copy/name", "FIELD_READ_ONLY /values/copy/locked");
        assertThat(world.records.get(worker, "folder", id).version()).isEqualTo(1);
    }

    @Test
    void otherPeoplesRecordsCanNotBeMapped() {
        assertThat(refused(() -> world.mappings.preview(world.actor("peer"), "folder", source(), "duplicate"))
                        .kind())
                .isEqualTo(Kind.NOT_FOUND);
    }
}
