package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.StoreFixtures.change;
import static io.trellis.platform.store.StoreFixtures.create;
import static io.trellis.platform.store.StoreFixtures.field;
import static io.trellis.platform.store.StoreFixtures.object;
import static io.trellis.platform.store.StoreFixtures.realm;
import static io.trellis.platform.store.StoreFixtures.system;
import static io.trellis.platform.store.StoreFixtures.unique;
import static io.trellis.platform.store.StoreFixtures.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several nodes on one server: none misses, doubles or breaks what another does. */
class MongoNodesTest {
    private final String url = TestMongo.freshUri();
    private final List<RecordStore> nodes = new ArrayList<>();
    private final CatalogObject visit = object("visit", List.of(field("name", Shape.TEXT), unique("code", Shape.TEXT)));
    private final Realm realm = realm("one", visit);

    @BeforeEach
    void start() {
        for (int i = 0; i < 3; i++) {
            nodes.add(MongoRecordStore.open(url, MongoRecordStore.Options.defaults()));
        }
        nodes.getFirst().prepare(realm, visit);
    }

    @AfterEach
    void stop() {
        nodes.forEach(RecordStore::close);
    }

    private static List<Map<String, String>> commit(RecordStore node, Realm realm, Commit.Write... writes) {
        try {
            return node.commit(realm, new Commit(List.of(writes))).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private static void inParallel(int tasks, java.util.function.IntConsumer work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(9)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int n = i;
                all.add(threads.submit(() -> work.accept(n)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    @Test
    void readersOfTheOutboxMissNoEventHoweverManyNodesWrite() throws Exception {
        var writing = new AtomicBoolean(true);
        List<RecordStore.OutboxEvent> read = new ArrayList<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            long position = 0;
            boolean last = false;
            while (!last) {
                last = !writing.get();
                List<RecordStore.OutboxEvent> events = nodes.get(0).readOutbox(position, 7);
                while (!events.isEmpty()) {
                    read.addAll(events);
                    position = events.getLast().position();
                    events = nodes.get(read.size() % 3).readOutbox(position, 7);
                }
            }
        });
        inParallel(60, i -> {
            RecordStore node = nodes.get(i % 3);
            commit(node, realm, create("visit", "v" + i, Map.of("name", "a")));
            commit(nodes.get((i + 1) % 3), realm, update("visit", "v" + i, 1, Map.of("name", "b")));
            commit(node, realm, update("visit", "v" + i, 2, Map.of("name", "c")));
        });
        writing.set(false);
        reader.join();
        assertThat(read).hasSize(180);
        assertThat(read)
                .extracting(RecordStore.OutboxEvent::position)
                .doesNotHaveDuplicates()
                .isSorted();
        Map<String, Long> versions = new HashMap<>();
        read.forEach(event -> assertThat(event.version())
                .as("%s in order", event.id())
                .isEqualTo(versions.merge(event.id(), 1L, Long::sum)));
    }

    @Test
    void positionsHaveNoGaps() throws Exception {
        inParallel(40, i -> commit(nodes.get(i % 3), realm, create("visit", "v" + i, Map.of())));
        assertThat(nodes.get(1).readOutbox(0, 100))
                .extracting(RecordStore.OutboxEvent::position)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
    }

    @Test
    void uniqueHoldsBetweenNodes() throws Exception {
        Set<String> won = java.util.concurrent.ConcurrentHashMap.newKeySet();
        inParallel(60, i -> {
            try {
                commit(nodes.get(i % 3), realm, create("visit", "v" + i, Map.of("code", "C" + i % 5)));
                won.add("v" + i);
            } catch (StoreException.DuplicateKey lost) {
                assertThat(lost.fields).containsExactly("code");
            }
        });
        assertThat(won).hasSize(5);
        assertThat(nodes.get(2).count(realm, "visit", new Predicate.All(), false))
                .isEqualTo(5);
    }

    @Test
    void numbersHaveNoGapsBetweenNodes() throws Exception {
        var numbers = new ConcurrentLinkedQueue<String>();
        inParallel(
                45,
                i -> numbers.add(commit(
                                nodes.get(i % 3),
                                realm,
                                new Commit.Put(
                                        "visit",
                                        "v" + i,
                                        0,
                                        system(1),
                                        Map.of(),
                                        Map.of("code", new Commit.Numbering("visits", "{000}")),
                                        change("created")))
                        .getFirst()
                        .get("code")));
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 45)
                        .mapToObj(i -> String.format("%03d", i))
                        .toList());
    }

    @Test
    void aFieldOneNodePreparedIsUsedByTheOthersAtOnce() {
        CatalogObject wider = object(
                "visit", List.of(field("name", Shape.TEXT), unique("code", Shape.TEXT), field("note", Shape.TEXT)));
        Realm after = realm("one", wider);
        nodes.get(0).prepare(after, wider);
        commit(nodes.get(1), after, create("visit", "v1", Map.of("note", "n")));
        var noted = new Predicate.Compare(Predicate.Path.of("note"), Predicate.Op.EQ, "n");
        assertThat(nodes.get(2).count(after, "visit", noted, false)).isEqualTo(1);
    }

    @Test
    void aNewUniqueKeyBindsWhatOtherNodesWriteAMomentLater() throws Exception {
        CatalogObject strict = object("visit", List.of(unique("name", Shape.TEXT), unique("code", Shape.TEXT)));
        commit(nodes.get(1), realm, create("visit", "v1", Map.of("name", "a")));
        Set<String> written = new HashSet<>(Set.of("v1"));
        var writing = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 2; writing.get(); i++) {
                commit(nodes.get(1), realm, create("visit", "v" + i, Map.of("name", "n" + i)));
                written.add("v" + i);
            }
        });
        nodes.get(0).prepare(realm("one", strict), strict);
        writing.set(false);
        writer.join();
        for (String id : written) {
            String name = id.equals("v1") ? "a" : "n" + id.substring(1);
            assertThatThrownBy(() -> commit(nodes.get(2), realm, create("visit", "again" + id, Map.of("name", name))))
                    .as(id)
                    .isInstanceOf(StoreException.DuplicateKey.class);
        }
    }

    @Test
    void theOthersHearOfACommit() throws Exception {
        var told = new CountDownLatch(1);
        nodes.get(1).onCommit(told::countDown);
        commit(nodes.get(0), realm, create("visit", "v1", Map.of()));
        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDroppedTenantStaysDroppedOnTheOthers() {
        commit(nodes.get(1), realm, create("visit", "v1", Map.of("code", "A")));
        nodes.get(0).dropTenant("one");
        for (RecordStore node : nodes) {
            while (knows(node)) {
                Thread.onSpinWait();
            }
        }
        nodes.get(2).prepare(realm, visit);
        assertThat(nodes.get(1).find(realm, "visit", "v1")).isEmpty();
        commit(nodes.get(1), realm, create("visit", "v1", Map.of("code", "A")));
        assertThat(nodes.get(0).find(realm, "visit", "v1")).isPresent();
    }

    /** Whether the node still has the object's layout in memory. */
    private boolean knows(RecordStore node) {
        try {
            node.find(realm, "visit", "v1");
            return true;
        } catch (IllegalArgumentException neverPrepared) {
            return false;
        }
    }

    @Test
    void nodesThatPrepareAtOnceAgree() throws Exception {
        inParallel(9, i -> {
            CatalogObject wide = object(
                    "wide",
                    IntStream.range(0, 20)
                            .mapToObj(f -> field("f" + f, Shape.TEXT))
                            .toList());
            nodes.get(i % 3).prepare(realm("t" + i % 2, wide), wide);
            commit(nodes.get(i % 3), realm("t" + i % 2, wide), create("wide", "w" + i, Map.of("f19", "x")));
        });
        CatalogObject wide = object(
                "wide",
                IntStream.range(0, 20).mapToObj(f -> field("f" + f, Shape.TEXT)).toList());
        var last = new Predicate.Compare(Predicate.Path.of("f19"), Predicate.Op.EQ, "x");
        assertThat(nodes.get(0).count(realm("t0", wide), "wide", last, false)).isEqualTo(5);
        assertThat(nodes.get(1).count(realm("t1", wide), "wide", last, false)).isEqualTo(4);
    }
}
