package io.trellis.platform.store.sqlite;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Totals that are kept: for how long they are of use, and that they never say anything else than counting anew would. */
class CountsTest {
    private static final CatalogObject THING = object(
            "thing",
            List.of(indexed("name", Shape.TEXT), field("count", Shape.WHOLE), indexed("price", Shape.DECIMAL)));
    private static final Realm REALM = realm("one", THING);
    private static final Sql QUESTION = new Sql().add(" FROM r1 WHERE f1 = ").value("x");

    private final Counts counts = new Counts();

    @TempDir
    Path folder;

    @Test
    void aWriteToOtherColumnsLeavesATotalRight() {
        Counts.Stamp before = counts.stamp(1, Set.of("f1"));
        counts.keep(QUESTION, new Counts.Total(before, 7, 40));
        updated(1, "f2", "f3");
        updated(2, "f1");
        Counts.Stamp now = counts.stamp(1, Set.of("f1"));
        assertThat(counts.find(QUESTION, now).stamp()).isEqualTo(now);
    }

    @Test
    void aWriteToAColumnThatIsAskedAboutEndsIt() {
        counts.keep(QUESTION, new Counts.Total(counts.stamp(1, Set.of("f1")), 7, 40));
        updated(1, "f2", "f1");
        assertThat(counts.find(QUESTION, counts.stamp(1, Set.of("f1")))).isNull();
    }

    @Test
    void newRowsAreToBeAddedUnlessTheyAreMany() {
        counts.keep(QUESTION, new Counts.Total(counts.stamp(1, Set.of("f1")), 7, 40));
        created(3);
        Counts.Stamp now = counts.stamp(1, Set.of("f1"));
        assertThat(counts.find(QUESTION, now).lastRow()).isEqualTo(40);
        assertThat(counts.find(QUESTION, now).stamp()).isNotEqualTo(now);
        created(5_000);
        assertThat(counts.find(QUESTION, counts.stamp(1, Set.of("f1")))).isNull();
    }

    @Test
    void removedRowsAndOtherTablesEndEveryTotal() {
        counts.keep(QUESTION, new Counts.Total(counts.stamp(1, Set.of("f1")), 7, 40));
        var touched = new Touched(1);
        touched.remove();
        counts.changed(touched);
        assertThat(counts.find(QUESTION, counts.stamp(1, Set.of("f1")))).isNull();
        counts.keep(QUESTION, new Counts.Total(counts.stamp(1, Set.of("f1")), 7, 40));
        counts.changed(1);
        assertThat(counts.find(QUESTION, counts.stamp(1, Set.of("f1")))).isNull();
    }

    @Test
    void whateverIsWrittenATotalSaysWhatCountingAnewWould() {
        var random = new Random(11);
        Map<String, Long> versions = new HashMap<>();
        List<Predicate> questions = List.of(
                new Predicate.All(),
                new Predicate.Compare(Predicate.Path.of("name"), Predicate.Op.EQ, "a"),
                new Predicate.Compare(Predicate.Path.of("name"), Predicate.Op.NE, "b"),
                new Predicate.Compare(Predicate.Path.of("count"), Predicate.Op.GT, 1L),
                new Predicate.Compare(Predicate.Path.of("version"), Predicate.Op.GT, 1L));
        var options = new SqliteRecordStore.Options(SqliteRecordStore.Durability.NORMAL, 2);
        try (SqliteRecordStore store = SqliteRecordStore.open(folder.resolve("trellis.db"), options)) {
            store.prepare(REALM, THING);
            store.lists().keepCountsFrom(-1);
            for (int round = 0; round < 500; round++) {
                String id = "t" + random.nextInt(60);
                store.commit(REALM, new Commit(List.of(write(random, id, versions))))
                        .join();
                for (Predicate question : questions) {
                    for (boolean deleted : new boolean[] {false, true}) {
                        var query = new RecordQuery(question, List.of(), null, 0, 1000, deleted);
                        assertThat(store.count(REALM, "thing", question, deleted))
                                .as("%s, deleted %s, round %s", question, deleted, round)
                                .isEqualTo(store.list(REALM, "thing", query)
                                        .records()
                                        .size());
                    }
                }
            }
        }
        assertThat(versions).as("enough to prove something").hasSizeGreaterThan(10);
    }

    private static Commit.Write write(Random random, String id, Map<String, Long> versions) {
        Map<String, Object> values = new HashMap<>();
        values.put("name", random.nextBoolean() ? "a" : random.nextBoolean() ? "b" : null);
        values.put("count", (long) random.nextInt(4));
        Long version = versions.get(id);
        if (version == null) {
            versions.put(id, 1L);
            return create("thing", id, values);
        }
        if (random.nextInt(5) == 0) {
            versions.remove(id);
            return new Commit.Purge("thing", id, version, change("purged"));
        }
        versions.put(id, version + 1);
        return random.nextInt(3) == 0 ? delete("thing", id, version, values) : update("thing", id, version, values);
    }

    private void created(int rows) {
        var touched = new Touched(1);
        for (int i = 0; i < rows; i++) {
            touched.create();
        }
        counts.changed(touched);
    }

    private void updated(int table, String... columns) {
        var touched = new Touched(table);
        touched.update(List.of(columns));
        counts.changed(touched);
    }
}
