package io.trellis.platform.store;

import static io.trellis.platform.store.StoreContract.all;
import static io.trellis.platform.store.StoreContract.eq;
import static io.trellis.platform.store.StoreContract.path;
import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.expression.Predicate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conditions, orders, pages, counts and streams. */
interface QueryContract extends StoreContract {
    @Test
    default void answersAThousandRandomConditionsAsTheEvaluatorDoes() {
        var things = new RandomThings(20260301);
        things.fill(this, 80);
        int matched = 0;
        for (int i = 0; i < 1000; i++) {
            Predicate predicate = things.predicate(3);
            List<String> expected = things.records.keySet().stream()
                    .filter(id -> id.startsWith("thing") && predicate.test(things.view(id)))
                    .sorted()
                    .toList();
            assertThat(idsOf(predicate).stream().sorted().toList())
                    .as("condition %d: %s", i, predicate)
                    .isEqualTo(expected);
            assertThat(store().count(realm(), "thing", predicate, false)).isEqualTo(expected.size());
            matched += expected.size();
        }
        assertThat(matched).as("the test would prove nothing if little matched").isGreaterThan(8_000);
    }

    @Test
    default void pagesByCursorSeeEveryRecordOnceOverTiesAndNulls() {
        var things = new RandomThings(7);
        things.fill(this, 90);
        for (int round = 0; round < 60; round++) {
            List<RecordQuery.Sort> sort = sort(things);
            int size = 1 + things.random.nextInt(20);
            List<String> seen = new ArrayList<>();
            String cursor = null;
            do {
                var page = store().list(realm(), "thing", new RecordQuery(all(), sort, cursor, 0, size, false));
                page.records().forEach(record -> seen.add(record.id()));
                cursor = page.next();
            } while (cursor != null);
            assertThat(seen).as("%s by %d", sort, size).hasSize(90).doesNotHaveDuplicates();
            List<String> byOffset = new ArrayList<>();
            for (int offset = 0; offset < 90; offset += size) {
                byOffset.addAll(idsOf(new RecordQuery(all(), sort, null, offset, size, false)));
            }
            assertThat(byOffset).isEqualTo(seen);
        }
    }

    private static List<RecordQuery.Sort> sort(RandomThings things) {
        List<String> paths = List.of(
                "name",
                "price",
                "count",
                "day",
                "moment",
                "flag",
                "parent",
                "parent.name",
                "owner",
                "related.name",
                "id");
        List<RecordQuery.Sort> sort = new ArrayList<>();
        var used = new HashSet<String>();
        for (int i = things.random.nextInt(4); i > 0; i--) {
            String path = things.any(paths);
            if (used.add(path)) {
                sort.add(new RecordQuery.Sort(path(path), things.random.nextBoolean()));
            }
        }
        return sort;
    }

    @Test
    default void ordersNullsFirstAscendingAndLastDescending() {
        thing("t1", Map.of("price", BigDecimal.ONE));
        thing("t2", Map.of());
        thing("t3", Map.of("price", new BigDecimal("-5")));
        assertThat(sorted("price", false)).containsExactly("t2", "t3", "t1");
        assertThat(sorted("price", true)).containsExactly("t1", "t3", "t2");
    }

    private List<String> sorted(String path, boolean descending) {
        return idsOf(
                new RecordQuery(all(), List.of(new RecordQuery.Sort(path(path), descending)), null, 0, 100, false));
    }

    @Test
    default void ordersTextsByCodePoint() {
        List<String> texts = List.of("b", "B", "a", "é", "中", "\uffee", "\ud83d\ude00");
        for (int i = 0; i < texts.size(); i++) {
            thing("t" + i, Map.of("name", texts.get(i)));
        }
        assertThat(sorted("name", false)).containsExactly("t1", "t2", "t0", "t3", "t4", "t5", "t6");
    }

    @Test
    default void showsNewestIdFirstWhenNothingIsAsked() {
        IntStream.range(0, 5).forEach(i -> thing("t" + i, Map.of()));
        assertThat(idsOf(RecordQuery.of(all(), 3))).containsExactly("t4", "t3", "t2");
    }

    @Test
    default void theLastPageHasNoCursor() {
        IntStream.range(0, 4).forEach(i -> thing("t" + i, Map.of()));
        assertThat(store().list(realm(), "thing", RecordQuery.of(all(), 4)).next())
                .isNull();
        assertThat(store().list(realm(), "thing", RecordQuery.of(all(), 3)).next())
                .isNotNull();
        assertThat(store().list(realm(), "thing", RecordQuery.of(eq("name", "none"), 3))
                        .next())
                .isNull();
    }

    @Test
    default void refusesForgedCursors() {
        IntStream.range(0, 4).forEach(i -> thing("t" + i, Map.of("price", BigDecimal.valueOf(i))));
        var byPrice = List.of(new RecordQuery.Sort(path("price"), true));
        String real = store().list(realm(), "thing", new RecordQuery(all(), byPrice, null, 0, 2, false))
                .next();
        List<String> forged = List.of(
                "",
                "x",
                "!!",
                encode("{}"),
                encode("null"),
                encode("[]"),
                encode("[\"-price\",\"1 OR 1\",\"t1\"]"),
                encode("[\"-price\",1]"),
                encode("[\"-price\",1,2]"),
                encode("[\"-price\",[1],\"t\"]"),
                encode("[".repeat(5000)),
                real.substring(0, real.length() - 3));
        for (String cursor : forged) {
            assertThatThrownBy(() -> idsOf(new RecordQuery(all(), byPrice, cursor, 0, 2, false)))
                    .as(cursor)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> idsOf(new RecordQuery(all(), List.of(), real, 0, 2, false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    @Test
    default void refusesSizesOutOfBounds() {
        assertThatThrownBy(() -> idsOf(RecordQuery.of(all(), 0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> idsOf(RecordQuery.of(all(), 10_001))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> idsOf(new RecordQuery(all(), List.of(), null, -1, 1, false)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void namesThatAreNotThereAreDefects() {
        for (String path :
                List.of("nothing", "name.more", "parent.nothing", "nothing.name", "id; DROP TABLE r1", "t.f1")) {
            assertThatThrownBy(() -> idsOf(eq(path, "x"))).as(path).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> sorted(path, true)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void textsAreNeverPartOfAStatement() {
        String nasty = "'; DROP TABLE store_tables; --\" ? % _ \\";
        thing("t1", Map.of("name", nasty, "tags", List.of(nasty)));
        thing("t2", Map.of("name", "x"));
        assertThat(idsOf(eq("name", nasty))).containsExactly("t1");
        assertThat(idsOf(new Predicate.Includes(path("tags"), nasty))).containsExactly("t1");
        assertThat(idsOf(new Predicate.Text(path("name"), Predicate.TextOp.CONTAINS, nasty)))
                .containsExactly("t1");
        assertThat(idsOf(new Predicate.In(path("name"), List.of(nasty, "y")))).containsExactly("t1");
    }

    @Test
    default void includesFindsWholeElementsOnly() {
        thing("t1", Map.of("tags", List.of("a\"x", "b")));
        thing("t2", Map.of("tags", List.of("x")));
        thing("t3", Map.of("tags", List.of("y", "x")));
        thing("t4", Map.of("tags", List.of("a,\"x", "[\"x\"", "xx", "\\")));
        assertThat(idsOf(new Predicate.Includes(path("tags"), "x"))).containsExactly("t3", "t2");
        assertThat(idsOf(new Predicate.Includes(path("tags"), "\\"))).containsExactly("t4");
    }

    @Test
    default void aGroupCanBeAskedWhetherItIsThere() {
        thing("t1", Map.of("place", Map.of("city", "x")));
        thing("t2", Map.of());
        assertThat(idsOf(new Predicate.IsNull(path("place")))).containsExactly("t2");
        assertThat(idsOf(new Predicate.Not(new Predicate.IsNull(path("place")))))
                .containsExactly("t1");
    }

    @Test
    default void takesListsOfThousandsOfValues() {
        thing("t1", Map.of("name", "n7", "price", BigDecimal.valueOf(7)));
        List<Object> names = new ArrayList<>();
        List<Object> prices = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            names.add("n" + i);
            prices.add(BigDecimal.valueOf(i));
        }
        assertThat(idsOf(new Predicate.In(path("name"), names))).containsExactly("t1");
        assertThat(idsOf(new Predicate.In(path("price"), prices))).containsExactly("t1");
        assertThat(idsOf(new Predicate.Not(new Predicate.In(path("name"), names))))
                .isEmpty();
    }

    @Test
    default void takesAThousandAlternativesSideBySide() {
        thing("t1", Map.of("name", "n7"));
        List<Predicate> parts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            parts.add(eq("name", "n" + i));
        }
        assertThat(idsOf(new Predicate.Or(parts))).containsExactly("t1");
        assertThat(idsOf(new Predicate.And(parts))).isEmpty();
    }

    @Test
    default void tooDeepOrTooLargeConditionsAreRefusedNotCrashed() {
        Predicate deep = eq("name", "x");
        for (int i = 0; i < 5000; i++) {
            deep = i % 2 == 0 ? new Predicate.And(List.of(deep, all())) : new Predicate.Or(List.of(deep, all()));
        }
        Predicate nested = deep;
        assertThatThrownBy(() -> idsOf(nested)).isInstanceOf(IllegalArgumentException.class);
        List<Predicate> parts = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            parts.add(eq("name", "n" + i));
        }
        assertThatThrownBy(() -> idsOf(new Predicate.Or(parts))).isInstanceOf(IllegalArgumentException.class);
        assertThat(idsOf(all())).isEmpty();
    }

    @Test
    default void longSearchTextsAreNoTrouble() {
        String text = "ab".repeat(40_000);
        thing("t1", Map.of("name", text.toUpperCase()));
        for (Predicate.TextOp op : Predicate.TextOp.values()) {
            assertThat(idsOf(new Predicate.Text(path("name"), op, text))).containsExactly("t1");
            assertThat(idsOf(new Predicate.Text(path("name"), op, text + "x"))).isEmpty();
        }
    }

    @Test
    default void sortsAndFiltersThroughLinks() {
        commit(create("grand", "grand_1", Map.of("name", "g")));
        commit(create("parent", "parent_1", Map.of("name", "b", "grand", "grand_1")));
        commit(create("parent", "parent_2", Map.of("name", "a")));
        thing("t1", Map.of("parent", "parent_1", "related", "grand_1"));
        thing("t2", Map.of("parent", "parent_2", "related", "parent_2"));
        thing("t3", Map.of("parent", "gone"));
        assertThat(sorted("parent.name", false)).containsExactly("t3", "t2", "t1");
        assertThat(sorted("related.name", true)).containsExactly("t1", "t2", "t3");
        assertThat(idsOf(eq("parent.grand.name", "g"))).containsExactly("t1");
        assertThat(idsOf(new Predicate.Not(eq("parent.grand.name", "g")))).containsExactly("t3", "t2");
        assertThat(idsOf(eq("related.name", "a"))).containsExactly("t2");
    }

    @Test
    default void deletedRecordsBehindLinksReadAsNone() {
        commit(create("parent", "parent_1", Map.of("name", "b")));
        thing("t1", Map.of("parent", "parent_1"));
        commit(delete("parent", "parent_1", 1, Map.of("name", "b")));
        assertThat(idsOf(eq("parent.name", "b"))).isEmpty();
        assertThat(idsOf(new Predicate.IsNull(path("parent.name")))).containsExactly("t1");
        assertThat(idsOf(new Predicate.IsNull(path("parent")))).isEmpty();
    }

    @Test
    default void scanSeesEveryLiveRecordByIdFromOneSnapshot() {
        IntStream.range(100, 400).forEach(i -> thing("t" + i, Map.of("count", (long) i)));
        commit(delete("thing", "t100", 1, Map.of()));
        List<String> seen = new ArrayList<>();
        store().scan(realm(), "thing", all(), record -> {
            if (seen.isEmpty()) {
                thing("t999", Map.of());
                commit(new Commit.Purge("thing", "t399", 1, change("purged")));
            }
            return seen.add(record.id());
        });
        assertThat(seen).hasSize(299).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(seen).contains("t399").doesNotContain("t999", "t100");
    }

    @Test
    default void scanStopsWhenTold() {
        IntStream.range(0, 10).forEach(i -> thing("t" + i, Map.of()));
        List<String> seen = new ArrayList<>();
        store().scan(realm(), "thing", all(), record -> {
            seen.add(record.id());
            return seen.size() < 3;
        });
        assertThat(seen).containsExactly("t0", "t1", "t2");
    }

    @Test
    default void recycleBinListsOnlyWhatWasDeleted() {
        thing("t1", Map.of("name", "a"));
        thing("t2", Map.of("name", "a"));
        commit(delete("thing", "t2", 1, Map.of("name", "a")));
        assertThat(idsOf(new RecordQuery(eq("name", "a"), List.of(), null, 0, 10, true)))
                .containsExactly("t2");
        assertThat(idsOf(new RecordQuery(eq("name", "a"), List.of(), null, 0, 10, false)))
                .containsExactly("t1");
    }

    @Test
    default void readsWhileOthersWrite() throws Exception {
        Map<String, Object> values = new HashMap<>(Map.of("name", "n"));
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            List<java.util.concurrent.Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int n = t;
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        if (n % 2 == 0) {
                            thing("t" + n + "_" + i, values);
                        } else {
                            var page = store().list(realm(), "thing", RecordQuery.of(eq("name", "n"), 50));
                            assertThat(page.records()).allMatch(record -> record.version() == 1);
                        }
                    }
                }));
            }
            for (var future : all) {
                future.get();
            }
        }
        assertThat(store().count(realm(), "thing", all(), false)).isEqualTo(200);
    }
}
