package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.create;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading change documents by pages and by moments, and system documents by ranges of keys. */
interface HistoryContract extends StoreContract {
    Instant BEGIN = Instant.parse("2026-01-31T08:00:00Z");

    /** A record created at the beginning and changed once a minute. */
    private void storyOf(String id, int versions) {
        for (int version = 1; version <= versions; version++) {
            Instant at = BEGIN.plusSeconds(60L * (version - 1));
            var system = new SystemValues(version, null, null, BEGIN, "u", at, "u", null, null);
            var fields = ("{\"count\":[" + (version == 1 ? "null" : version - 1) + "," + version + "]}").getBytes();
            commit(new Commit.Put(
                    "thing",
                    id,
                    version - 1,
                    system,
                    Map.of("count", (long) version),
                    Map.of(),
                    new Commit.Change(version == 1 ? "created" : "updated", at, "u", "api", fields)));
        }
    }

    @Test
    default void aHistoryIsReadInPagesFromTheNewest() {
        storyOf("t1", 5);
        storyOf("t2", 2);
        assertThat(store().changes(realm(), "thing", "t1", Long.MAX_VALUE, 2))
                .extracting(RecordStore.ChangeEntry::version)
                .containsExactly(5L, 4L);
        assertThat(store().changes(realm(), "thing", "t1", 4, 10))
                .extracting(RecordStore.ChangeEntry::version)
                .containsExactly(3L, 2L, 1L);
        assertThat(store().changes(realm(), "thing", "t1", 1, 10)).isEmpty();
        assertThat(store().changes(realm(), "thing", "nobody", 10, 10)).isEmpty();
    }

    @Test
    default void changesSinceAMomentComeWithTheLastOneThatIsNotAfterIt() {
        storyOf("t1", 5);
        storyOf("t2", 2);
        storyOf("t3", 3);
        List<String> seen = new ArrayList<>();
        store().changesSince(
                        realm(),
                        "thing",
                        List.of("t1", "t2", "nobody"),
                        BEGIN.plusSeconds(120),
                        (id, entry) -> seen.add(id + "@" + entry.version()));
        assertThat(seen.stream().filter(one -> one.startsWith("t1"))).containsExactly("t1@5", "t1@4", "t1@3");
        assertThat(seen.stream().filter(one -> one.startsWith("t2"))).containsExactly("t2@2");
        assertThat(seen).hasSize(4);
        seen.clear();
        store().changesSince(
                        realm(),
                        "thing",
                        List.of("t1"),
                        BEGIN.minusMillis(1),
                        (id, entry) -> seen.add(entry.change().kind()));
        assertThat(seen).hasSize(5).endsWith("created");
    }

    @Test
    default void theHistoryOfAPurgedRecordStays() {
        commit(create("thing", "t1", Map.of()));
        commit(new Commit.Purge("thing", "t1", 1, StoreFixtures.change("purged")));
        assertThat(store().changes(realm(), "thing", "t1", 10))
                .extracting(entry -> entry.change().kind())
                .containsExactly("purged", "created");
    }

    @Test
    default void systemDocumentsAreReadByRangesOfKeys() {
        SystemStore system = store().system();
        for (String key : List.of("a/1", "b/1", "b/2", "b/3", "c/1", "B/1", "b/é")) {
            system.write("one", List.of(new SystemStore.Put("k", key, 0, "1".getBytes())));
        }
        system.write("two", List.of(new SystemStore.Put("k", "b/9", 0, "1".getBytes())));
        system.write("one", List.of(new SystemStore.Put("j", "b/9", 0, "1".getBytes())));
        assertThat(keys(system.range("one", "k", "b/", "b/~", false, 10))).containsExactly("b/1", "b/2", "b/3");
        assertThat(keys(system.range("one", "k", "b/2", "c/1", true, 10))).containsExactly("b/é", "b/3", "b/2");
        assertThat(keys(system.range("one", "k", "b/", "b/~", true, 1))).containsExactly("b/3");
        assertThat(keys(system.findAll("one", "k", List.of("b/é", "b/2", "none", "b/'\"\\"))))
                .containsExactlyInAnyOrder("b/é", "b/2");
        assertThat(system.findAll("one", "k", List.of())).isEmpty();
        assertThat(system.findAll("two", "k", List.of("b/2"))).isEmpty();
        assertThat(keys(system.range("one", "k", "b/3", null, false, 10))).containsExactly("b/3", "b/é", "c/1");
        assertThat(keys(system.range("one", "k", "", "b", false, 10))).containsExactly("B/1", "a/1");
        assertThat(system.range("one", "k", "d", null, true, 10)).isEmpty();
    }

    private static List<String> keys(List<SystemStore.Document> documents) {
        return documents.stream().map(SystemStore.Document::key).toList();
    }
}
