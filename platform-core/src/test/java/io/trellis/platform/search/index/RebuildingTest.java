package io.trellis.platform.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index is built anew while people search and write, after a publish, and when its folder is gone or of yesterday. */
class RebuildingTest {
    @TempDir
    Path home;

    private SearchWorld world;
    private Actor admin;

    @BeforeEach
    void open() {
        world = new SearchWorld(home);
        admin = world.actor("admin");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ObjectNote note() {
        return world.keeper.note(world.index.view(), world.realm(), world.plot());
    }

    @Test
    void whatIsThereServesUntilTheNewIsCompleteAndHasWhatWasWrittenMeanwhile() {
        for (int i = 0; i < 600; i++) {
            world.plot("worker", Map.of("title", "华东 row" + i));
        }
        world.settle();
        Generation before = note().serving();
        var pages = new AtomicInteger();
        world.building.build(world.realm(), world.plot(), written -> {
            assertThat(note().serving()).isEqualTo(before);
            assertThat(world.found(admin, "row7.")).isEmpty();
            world.plot("worker", Map.of("title", "late" + pages.incrementAndGet()));
            assertThat(world.listed(admin, "late", null)).hasSize(pages.get());
            assertThat(world.listed(admin, "row599", null)).hasSize(1);
        });
        assertThat(pages.get()).isGreaterThanOrEqualTo(3);
        assertThat(note().serving()).isNotEqualTo(before);
        world.settle();
        assertThat(world.listed(admin, "late", null)).hasSize(pages.get());
        String name = IndexKeeper.noteName(world.realm(), world.plot());
        assertThat(world.index.count(IndexKeeper.partition(name, note().serving())))
                .isEqualTo(600 + pages.get());
        assertThat(world.index.count(IndexKeeper.partition(name, before))).isZero();
    }

    @Test
    void aBuildingThatFailsLeavesNothingBehind() {
        world.plot("worker", Map.of("title", "华东"));
        world.settle();
        Generation before = note().serving();
        Assertions.assertThatThrownBy(() -> world.building.build(world.realm(), world.plot(), written -> {
                    throw new IllegalStateException("stop");
                }))
                .hasMessage("stop");
        assertThat(note()).isEqualTo(new ObjectNote(before, null));
        assertThat(world.found(admin, "华东")).hasSize(1);
    }

    @Test
    void aNewSearchFieldIsBuiltInTheBackgroundAndSearchedInTheStoreMeanwhile() {
        String id = world.plot("worker", Map.of("title", "open", "hint", "under the oak", "secret", "chest"));
        world.settle();
        assertThat(world.listed(admin, "oak", null)).isEmpty();
        world.publish("/search2");
        assertThat(world.listed(admin, "oak", null)).containsExactly(id);
        SearchWorld.await(
                () -> world.keeper.indexed(world.realm(), world.plot()).fits(note().serving()));
        assertThat(world.listed(admin, "oak", null)).containsExactly(id);
        assertThat(world.found(admin, "chest")).isEmpty();
    }

    @Test
    void anAdministratorSeesHowItStandsAndBuildsItAnew() {
        world.plot("worker", Map.of("title", "华东"));
        world.settle();
        var status = world.context.getBean(IndexStatus.class);
        Assertions.assertThatThrownBy(() -> status.status(world.actor("worker")))
                .isInstanceOfSatisfying(ProblemException.class, refused -> assertThat(refused.code())
                        .isEqualTo("FORBIDDEN"));
        Generation before = note().serving();
        assertThat(plot(status)).isEqualTo(new IndexStatus.ObjectIndex("plot", IndexStatus.State.READY, 1, 1, -1));
        Job job = status.rebuild(admin, List.of());
        var jobs = world.context.getBean(Jobs.class);
        SearchWorld.await(() ->
                jobs.find(SearchWorld.TENANT, job.id()).orElseThrow().state().finished());
        Job done = jobs.find(SearchWorld.TENANT, job.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(done.processed()).isEqualTo(done.total());
        assertThat(note().serving()).isNotEqualTo(before);
        assertThat(status.status(admin).lag().events()).isZero();
        assertThat(world.found(admin, "华东")).hasSize(1);
    }

    private IndexStatus.ObjectIndex plot(IndexStatus status) {
        return status.status(admin).objects().stream()
                .filter(object -> object.object().equals("plot"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anIndexThatIsGoneIsBuiltAnew() throws IOException {
        world.plot("worker", Map.of("title", "华东"));
        world.close();
        delete(home.resolve("search"));
        open();
        world.settle();
        assertThat(world.listed(admin, "huadong", null)).hasSize(1);
    }

    @Test
    void anIndexOfAnotherStoreIsNotBelieved() throws IOException {
        String mine = world.plot("worker", Map.of("title", "华东"));
        world.settle();
        world.close();
        try (Stream<Path> files = Files.list(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        open();
        assertThat(world.found(world.actor("admin"), "华东")).isEmpty();
        assertThat(world.records.find(world.system, "plot", mine)).isEmpty();
        String other = world.plot("worker", Map.of("title", "华东二"));
        world.settle();
        assertThat(world.found(admin, "华东")).containsExactly(other);
    }

    /** As after a kill: the index's last commit is older than what was written. */
    @Test
    void anIndexOfYesterdayCatchesUp() throws IOException {
        String changed = world.plot("worker", Map.of("title", "before"));
        String deleted = world.plot("worker", Map.of("title", "deleted"));
        world.settle();
        world.close();
        Path copy = home.resolve("copy");
        copy(home.resolve("search"), copy);
        open();
        world.records.update(world.system, "plot", changed, Map.of("title", "after"), null);
        world.records.delete(world.system, "plot", deleted, null);
        String added = world.plot("worker", Map.of("title", "added"));
        world.settle();
        world.close();
        delete(home.resolve("search"));
        copy(copy, home.resolve("search"));
        open();
        assertThat(world.listed(admin, "before", null)).isEmpty();
        assertThat(world.listed(admin, "after", null)).containsExactly(changed);
        world.settle();
        assertThat(world.found(admin, "before")).isEmpty();
        assertThat(world.found(admin, "after")).containsExactly(changed);
        assertThat(world.found(admin, "added")).containsExactly(added);
        assertThat(world.found(admin, "deleted")).isEmpty();
        String name = IndexKeeper.noteName(world.realm(), world.plot());
        assertThat(world.index.count(IndexKeeper.partition(name, note().serving())))
                .isEqualTo(2);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(each -> !each.endsWith("write.lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
