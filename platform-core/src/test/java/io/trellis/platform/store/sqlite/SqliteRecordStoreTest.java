package io.trellis.platform.store.sqlite;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStoreContract;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoreFixtures;
import io.trellis.platform.store.UnusableStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract on one SQLite file, and what only this adapter promises. */
public class SqliteRecordStoreTest extends RecordStoreContract {
    @Override
    protected RecordStore open(Path folder) {
        return SqliteRecordStore.open(
                folder.resolve("trellis.db"), new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 3));
    }

    @Test
    void keepsEverythingOverARestart() {
        commit(create("thing", "t1", Map.of("name", "x", "code", "A")));
        store().system()
                .write("one", List.of(new io.trellis.platform.store.SystemStore.Put("k", "a", 0, new byte[] {1})));
        long position = store().readOutbox(0, 10).getLast().position();
        store().trimOutbox(position);
        reopen();
        assertThat(valuesOf("t1")).containsEntry("name", "x");
        assertThatThrownBy(() -> commit(create("thing", "t2", Map.of("code", "A"))))
                .isInstanceOf(StoreException.DuplicateKey.class);
        commit(create("thing", "t3", Map.of()));
        assertThat(store().readOutbox(position, 10)).hasSize(1);
        assertThat(store().system().find("one", "k", "a")).isPresent();
    }

    @Test
    void preparesNothingAfterARestartThatIsThereAlready() {
        reopen();
        assertThat(idsOf(new Predicate.All())).isEmpty();
    }

    @Test
    void refusesASecondProcessWithAClearSentence() {
        assertThatThrownBy(() -> open(folder()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use by another running Trellis");
    }

    @Test
    void saysWhatIsWrongWithAFolderOrFileThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder().resolve("plain.txt"), "no folder");
        assertThatThrownBy(() -> open(file)).isInstanceOf(UnusableStore.class).hasMessageContaining("can't be made");
        Path other = Files.createDirectory(folder().resolve("other"));
        Files.writeString(other.resolve("trellis.db"), "no database ".repeat(1000));
        assertThatThrownBy(() -> open(other)).isInstanceOf(UnusableStore.class).hasMessageContaining("can't be opened");
    }

    @Test
    void leavesNoLogBehindWhenItIsClosed() {
        commit(create("thing", "t1", Map.of("name", "x")));
        store().close();
        assertThat(folder().resolve("trellis.db-wal")).doesNotExist();
    }

    @Test
    void opensAFileOfTheFirstLayout() throws Exception {
        commit(create("thing", "t1", Map.of("name", "x")));
        commit(delete("thing", "t1", 1, Map.of("name", "x")));
        var before = get("t1");
        store().close();
        try (var jdbc = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("trellis.db"));
                var statement = jdbc.createStatement()) {
            for (String table : List.of("r1", "r2", "r3")) {
                statement.execute("ALTER TABLE " + table + " DROP COLUMN head");
            }
            statement.execute("ALTER TABLE outbox DROP COLUMN by");
            statement.execute("ALTER TABLE outbox DROP COLUMN via");
            statement.execute("DELETE FROM outbox WHERE position = 1");
            statement.execute("PRAGMA user_version=1");
        }
        reopen();
        assertThat(store().outboxRange()).isEqualTo(new RecordStore.OutboxRange(1, 2));
        assertThat(get("t1").system()).isEqualTo(before.system());
        assertThat(valuesOf("t1")).containsEntry("name", "x");
        commit(update("thing", "t1", 2, Map.of("name", "y")));
    }

    @Test
    void refusesAFileOfALaterLayout() throws Exception {
        Path other = Files.createDirectory(folder().resolve("later"));
        open(other).close();
        try (var jdbc = java.sql.DriverManager.getConnection("jdbc:sqlite:" + other.resolve("trellis.db"));
                var statement = jdbc.createStatement()) {
            statement.execute("PRAGMA user_version=99");
        }
        assertThatThrownBy(() -> open(other)).hasMessageContaining("newer Trellis");
    }

    @Test
    void staysUsableAfterTheDiskWasFull() throws Exception {
        Path small = Files.createDirectory(folder().resolve("small"));
        try (var store = (SqliteRecordStore) open(small)) {
            store.prepare(realm(), THING);
            store.limitPages(true);
            String large = "x".repeat(3_000_000);
            assertThatThrownBy(() -> store.commit(
                                    realm(),
                                    new io.trellis.platform.store.Commit(
                                            List.of(create("thing", "t1", Map.of("name", large)))))
                            .join())
                    .hasCauseInstanceOf(StoreException.Unavailable.class)
                    .hasMessageContaining("disk is full");
            store.limitPages(false);
            store.commit(
                            realm(),
                            new io.trellis.platform.store.Commit(
                                    List.of(create("thing", "t1", Map.of("name", "small")))))
                    .join();
            assertThat(store.find(realm(), "thing", "t1")).isPresent();
        }
    }

    @Test
    void keptTotalsAreNeverOlderThanTheLastWrite() throws Exception {
        ((SqliteRecordStore) store()).lists().keepCountsFrom(-1);
        var named = new Predicate.Compare(Predicate.Path.of("name"), Predicate.Op.EQ, "n");
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(6)) {
            List<java.util.concurrent.Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                int writer = t;
                all.add(threads.submit(() -> {
                    long last = 0;
                    for (int i = 0; i < 60; i++) {
                        commit(create("thing", "t" + writer + "_" + i, Map.of("name", "n" + (i % 2 == 0 ? "" : "x"))));
                        long total = store().count(realm(), "thing", named, false);
                        assertThat(total).isGreaterThanOrEqualTo(Math.max(last, i / 2 + 1));
                        last = total;
                    }
                }));
            }
            for (var future : all) {
                future.get();
            }
        }
        assertThat(store().count(realm(), "thing", named, false)).isEqualTo(180);
        commit(create("parent", "p1", Map.of("name", "a")));
        commit(create("thing", "child", Map.of("parent", "p1")));
        var remote = new Predicate.Compare(Predicate.Path.of("parent.name"), Predicate.Op.EQ, "a");
        assertThat(store().count(realm(), "thing", remote, false)).isEqualTo(1);
        commit(update("parent", "p1", 1, Map.of("name", "b")));
        assertThat(store().count(realm(), "thing", remote, false)).isZero();
    }

    @Test
    void aDefectInOneCommitHarmsNoOther() {
        class Defect extends java.util.AbstractMap<String, Object> {
            @Override
            public java.util.Set<Entry<String, Object>> entrySet() {
                throw new IllegalStateException("on purpose");
            }
        }
        List<java.util.concurrent.CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            var numbers = Map.of("code", new io.trellis.platform.store.Commit.Numbering("c", "{0}"));
            Map<String, Object> values = i == 20 ? new Defect() : Map.of("name", "n");
            all.add(store().commit(
                            realm(),
                            new io.trellis.platform.store.Commit(List.of(new io.trellis.platform.store.Commit.Put(
                                    "thing", "t" + i, 0, system(1), values, numbers, change("created"))))));
        }
        long failed = all.stream()
                .filter(future ->
                        future.handle((done, failure) -> failure != null).join())
                .count();
        assertThat(failed).isEqualTo(1);
        assertThat(idsOf(new Predicate.All())).hasSize(39).doesNotContain("t20");
        assertThat(valuesOf("t39")).containsEntry("code", "39");
    }

    @Test
    void listsUseTheIndexTheObjectDeclares() {
        assertThat(plan("SELECT count(*) FROM r3 AS t WHERE t.deleted_at IS NULL AND t.owner = ?"))
                .contains("COVERING INDEX");
        assertThat(
                        plan(
                                "SELECT t.doc FROM r3 AS t WHERE t.deleted_at IS NULL AND t.owner = ? ORDER BY t.f5 DESC, t.id DESC"))
                .doesNotContain("TEMP B-TREE");
        String next = "SELECT t.doc FROM r3 AS t WHERE t.deleted_at IS NULL AND t.owner = ? AND (t.f5, t.id) < (?, ?) "
                + "ORDER BY t.f5 DESC, t.id DESC";
        assertThat(plan(next))
                .as("begins at the cursor's place")
                .contains("(owner=? AND (f5,id)<(?,?))")
                .doesNotContain("TEMP B-TREE");
    }

    private String plan(String sql) {
        List<String> steps = new ArrayList<>();
        try (var jdbc = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("trellis.db"));
                var statement = jdbc.createStatement();
                var rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql.replace("?", "'user_1'"))) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return String.join("\n", steps);
    }

    @Test
    void aChangeTakesNoPageOfItsOwn() throws Exception {
        Path own = Files.createDirectory(folder().resolve("own"));
        var change = new io.trellis.platform.store.Commit.Change("created", NOW, "user_1", "api", new byte[1_100]);
        try (RecordStore store = open(own)) {
            store.prepare(realm(), THING);
            List<io.trellis.platform.store.Commit.Write> writes = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                writes.add(new io.trellis.platform.store.Commit.Put(
                        "thing", "t" + i, 0, StoreFixtures.system(1), Map.of("name", "n"), Map.of(), change));
            }
            store.commit(realm(), new io.trellis.platform.store.Commit(writes)).join();
        }
        assertThat(Files.size(own.resolve("trellis.db")) / 1000)
                .as("bytes for a record, its change and its event")
                .isLessThan(3_000);
    }

    @Test
    void aNewFieldTakesMillisecondsHoweverManyRecordsThereAre() {
        List<io.trellis.platform.store.Commit.Write> writes = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            writes.add(create("thing", "t" + i, Map.of("name", "n" + i)));
        }
        store().commit(realm(), new io.trellis.platform.store.Commit(writes)).join();
        var fields = new ArrayList<>(THING.ownFields());
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            fields.add(field("more" + i, Shape.TEXT));
            var wider = object(
                    "thing",
                    fields,
                    THING.definition().uniques(),
                    THING.definition().indexes());
            long start = System.nanoTime();
            store().prepare(StoreFixtures.realm("one", wider, PARENT, GRAND), wider);
            best = Math.min(best, System.nanoTime() - start);
        }
        assertThat(best / 1e6).as("milliseconds").isLessThan(50);
    }

    @Test
    void makesAnIndexThatSlowQuestionsNeedAndKeepsItAcrossChanges() throws Exception {
        ((SqliteRecordStore) store()).advisor().slowFrom(0);
        List<io.trellis.platform.store.Commit.Write> writes = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            writes.add(create(
                    "thing",
                    "t" + i,
                    Map.of("name", "n" + i % 50, "other", "text to make rows long ".repeat(8) + i, "count", (long) i)));
        }
        store().commit(realm(), new io.trellis.platform.store.Commit(writes)).join();
        var query = new RecordQuery(
                new Predicate.Compare(io.trellis.metadata.expression.Predicate.Path.of("name"), Predicate.Op.EQ, "n7"),
                List.of(new RecordQuery.Sort(io.trellis.metadata.expression.Predicate.Path.of("count"), true)),
                null,
                0,
                50,
                false);
        List<String> before = idsOf(query);
        for (int i = 0; i < 100 && !advised(); i++) {
            idsOf(query);
        }
        for (int i = 0; i < 100 && !advised(); i++) {
            Thread.sleep(20);
        }
        assertThat(advised()).isTrue();
        assertThat(idsOf(query)).isEqualTo(before);
        var fields = new ArrayList<>(THING.ownFields());
        fields.add(field("more", Shape.TEXT));
        var wider = object(
                "thing",
                fields,
                THING.definition().uniques(),
                THING.definition().indexes());
        store().prepare(StoreFixtures.realm("one", wider, PARENT, GRAND), wider);
        assertThat(advised()).isTrue();
        fields.removeIf(field -> field.name().equals("name"));
        var narrower = object(
                "thing",
                fields,
                THING.definition().uniques(),
                THING.definition().indexes());
        store().prepare(StoreFixtures.realm("one", narrower, PARENT, GRAND), narrower);
        assertThat(advised()).isFalse();
    }

    private boolean advised() throws java.sql.SQLException {
        try (var jdbc = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("trellis.db"));
                var statement = jdbc.createStatement();
                var rows = statement.executeQuery(
                        "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name LIKE 'a3$%'")) {
            return rows.getInt(1) > 0;
        }
    }
}
