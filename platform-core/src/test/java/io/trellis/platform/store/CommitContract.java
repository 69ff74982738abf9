package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Writing: what is committed is there as a whole, and what is refused is not there at all. */
interface CommitContract extends StoreContract {
    static Map<String, Object> everyShape() {
        var values = new LinkedHashMap<String, Object>();
        values.put("name", "拜访 \"A\" \\ \n\t \u0001 \ud83d\ude00 é");
        values.put("count", Long.MIN_VALUE);
        values.put("price", new BigDecimal("-123456789012.123456"));
        values.put("flag", false);
        values.put("day", LocalDate.parse("2028-02-29"));
        values.put("moment", Instant.parse("1969-12-31T23:59:59.001Z"));
        values.put("time", LocalTime.parse("23:59:59"));
        values.put("tags", List.of("a,b", "c\"d", "]"));
        values.put("place", Map.of("city", "杭州", "lat", new BigDecimal("30.25"), "open", true, "n", 5L));
        values.put("parent", "parent_1");
        return values;
    }

    @Test
    default void readsBackEveryShapeAsItWasWritten() {
        thing("t1", everyShape());
        assertThat(valuesOf("t1")).isEqualTo(everyShape());
    }

    @Test
    default void documentIsCanonical() {
        thing("t1", Map.of("price", new BigDecimal("1500.00"), "name", "x", "moment", NOW, "tags", List.of("a", "b")));
        assertThat(new String(get("t1").doc(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"name\":\"x\",\"price\":1500,\"moment\":\"2026-03-01T08:00:00.000Z\",\"tags\":[\"a\",\"b\"]}");
    }

    @Test
    default void keepsSystemValuesBesideTheDocument() {
        var system =
                new SystemValues(1, "user_9", "dep_9", NOW, "user_2", NOW.plusMillis(7), "user_3", null, "special");
        commit(new Commit.Put("thing", "t1", 0, system, Map.of("name", "x"), Map.of(), change("created")));
        assertThat(get("t1").system()).isEqualTo(system);
    }

    @Test
    default void emptyTextIsAValueAndEmptyListIsNone() {
        thing("t1", Map.of("name", "", "tags", List.of()));
        assertThat(valuesOf("t1")).isEqualTo(Map.of("name", ""));
    }

    @Test
    default void findsNothingUnderAnUnknownId() {
        assertThat(store().find(realm(), "thing", "nobody")).isEmpty();
    }

    @Test
    default void findsManyAndLeavesOutUnknownIds() {
        IntStream.range(0, 700).forEach(i -> thing("t" + i, Map.of("name", "n" + i)));
        List<String> asked =
                new ArrayList<>(IntStream.range(0, 700).mapToObj(i -> "t" + i).toList());
        asked.add("nobody");
        assertThat(store().findAll(realm(), "thing", asked)).hasSize(700);
        assertThat(store().findAll(realm(), "thing", List.of("t1", "t1", "nobody")))
                .hasSize(1);
        assertThat(store().findAll(realm(), "thing", List.of())).isEmpty();
    }

    @Test
    default void writesEveryRecordOfACommitOrNone() {
        thing("t1", Map.of("name", "first"));
        assertThatThrownBy(() -> commit(
                        create("thing", "t2", Map.of("name", "second")),
                        update("thing", "t1", 7, Map.of("name", "stale"))))
                .isInstanceOf(StoreException.VersionMismatch.class);
        assertThat(store().find(realm(), "thing", "t2")).isEmpty();
        assertThat(store().changes(realm(), "thing", "t2", 10)).isEmpty();
        assertThat(store().readOutbox(0, 100)).hasSize(1);
    }

    @Test
    default void refusesToCreateWhatIsThere() {
        thing("t1", Map.of("name", "first"));
        assertThatThrownBy(() -> thing("t1", Map.of("name", "again")))
                .isInstanceOfSatisfying(StoreException.VersionMismatch.class, e -> assertThat(e.current)
                        .isEqualTo(1));
        assertThat(valuesOf("t1")).containsEntry("name", "first");
    }

    @Test
    default void secondWriterLosesAndIsTold() {
        thing("t1", Map.of("name", "first"));
        commit(update("thing", "t1", 1, Map.of("name", "second")));
        assertThatThrownBy(() -> commit(update("thing", "t1", 1, Map.of("name", "third"))))
                .isInstanceOfSatisfying(StoreException.VersionMismatch.class, e -> {
                    assertThat(e.current).isEqualTo(2);
                    assertThat(e.id).isEqualTo("t1");
                });
        assertThat(valuesOf("t1")).containsEntry("name", "second");
    }

    @Test
    default void updateOfAnUnknownRecordIsAMismatchWithNothing() {
        assertThatThrownBy(() -> commit(update("thing", "nobody", 3, Map.of())))
                .isInstanceOfSatisfying(StoreException.VersionMismatch.class, e -> assertThat(e.current)
                        .isZero());
    }

    @Test
    default void updateTakesAwayWhatItNoLongerNames() {
        thing("t1", Map.of("name", "x", "price", BigDecimal.ONE));
        commit(update("thing", "t1", 1, Map.of("name", "x")));
        assertThat(valuesOf("t1")).isEqualTo(Map.of("name", "x"));
        assertThat(idsOf(StoreContract.eq("price", BigDecimal.ONE))).isEmpty();
    }

    @Test
    default void updateIsSeenByFiltersOnIndexedFields() {
        thing("t1", Map.of("price", BigDecimal.ONE, "name", "x"));
        commit(update("thing", "t1", 1, Map.of("price", BigDecimal.TEN, "name", "x")));
        assertThat(idsOf(StoreContract.eq("price", BigDecimal.TEN))).containsExactly("t1");
        assertThat(idsOf(StoreContract.eq("price", BigDecimal.ONE))).isEmpty();
    }

    @Test
    default void purgeRemovesForGoodAndNeedsTheVersion() {
        thing("t1", Map.of("name", "x"));
        assertThatThrownBy(() -> commit(new Commit.Purge("thing", "t1", 4, change("purged"))))
                .isInstanceOf(StoreException.VersionMismatch.class);
        commit(new Commit.Purge("thing", "t1", 1, change("purged")));
        assertThat(store().find(realm(), "thing", "t1")).isEmpty();
        assertThat(store().changes(realm(), "thing", "t1", 10).getFirst().version())
                .isEqualTo(2);
    }

    @Test
    default void deletedRecordsLeaveListsAndCanComeBack() {
        thing("t1", Map.of("name", "x"));
        commit(delete("thing", "t1", 1, Map.of("name", "x")));
        assertThat(idsOf(StoreContract.all())).isEmpty();
        assertThat(store().count(realm(), "thing", StoreContract.all(), true)).isEqualTo(1);
        assertThat(get("t1").system().deleted()).isTrue();
        commit(update("thing", "t1", 2, Map.of("name", "x")));
        assertThat(idsOf(StoreContract.all())).containsExactly("t1");
        assertThat(store().count(realm(), "thing", StoreContract.all(), true)).isZero();
    }

    @Test
    default void refusesASecondRecordWithAUniqueValue() {
        thing("t1", Map.of("code", "A"));
        assertThatThrownBy(() -> thing("t2", Map.of("code", "A")))
                .isInstanceOfSatisfying(StoreException.DuplicateKey.class, e -> {
                    assertThat(e.fields).containsExactly("code");
                    assertThat(e.object).isEqualTo("thing");
                    assertThat(e.id).isEqualTo("t2");
                });
        thing("t2", Map.of("code", "a"));
        assertThatThrownBy(() -> commit(update("thing", "t2", 1, Map.of("code", "A"))))
                .isInstanceOf(StoreException.DuplicateKey.class);
    }

    @Test
    default void refusesASecondRecordWithACompoundKey() {
        thing("t1", Map.of("region", "north", "branch", "1"));
        thing("t2", Map.of("region", "north", "branch", "2"));
        thing("t3", Map.of("region", "north"));
        thing("t4", Map.of("region", "north"));
        assertThatThrownBy(() -> thing("t5", Map.of("region", "north", "branch", "1")))
                .isInstanceOfSatisfying(StoreException.DuplicateKey.class, e -> assertThat(e.fields)
                        .containsExactly("region", "branch"));
    }

    @Test
    default void uniqueKeysConcernLiveRecordsOnly() {
        thing("t1", Map.of("code", "A"));
        commit(delete("thing", "t1", 1, Map.of("code", "A")));
        thing("t2", Map.of("code", "A"));
        assertThatThrownBy(() -> commit(update("thing", "t1", 2, Map.of("code", "A"))))
                .isInstanceOf(StoreException.DuplicateKey.class);
    }

    @Test
    default void uniqueHoldsUnderConcurrency() throws Exception {
        var won = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 160; i++) {
                int n = i;
                threads.submit(() -> {
                    try {
                        thing("t" + n, Map.of("code", "C" + n % 10));
                        won.incrementAndGet();
                    } catch (StoreException.DuplicateKey lost) {
                        // as it should be, for all but one
                    }
                });
            }
        }
        assertThat(won.get()).isEqualTo(10);
        assertThat(store().count(realm(), "thing", StoreContract.all(), false)).isEqualTo(10);
    }

    @Test
    default void losesNoUpdateOfSixteenThreads() throws Exception {
        thing("t1", Map.of("count", 0L));
        var applied = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int t = 0; t < 16; t++) {
                threads.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        var record = get("t1");
                        long count = (Long)
                                RecordDocument.decode(THING, record.doc()).get("count");
                        try {
                            commit(update("thing", "t1", record.version(), Map.of("count", count + 1)));
                            applied.incrementAndGet();
                        } catch (StoreException.VersionMismatch conflict) {
                            // told; not applied
                        }
                    }
                });
            }
        }
        assertThat(valuesOf("t1")).containsEntry("count", (long) applied.get());
        assertThat(get("t1").version()).isEqualTo(applied.get() + 1);
        assertThat(store().changes(realm(), "thing", "t1", 1000)).hasSize(applied.get() + 1);
    }

    @Test
    default void aRefusedCommitTakesNoOtherWithIt() {
        thing("t0", Map.of("code", "A"));
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            all.add(store().commit(
                            realm(),
                            new Commit(List.of(create(
                                    "thing", "t" + i, i % 4 == 0 ? Map.of("code", "A") : Map.of("name", "n"))))));
        }
        long refused = all.stream()
                .filter(future -> future.handle((_, failure) -> failure != null).join())
                .count();
        assertThat(refused).isEqualTo(50);
        assertThat(store().count(realm(), "thing", StoreContract.all(), false)).isEqualTo(151);
    }

    @Test
    default void readersSeeACommitOnceItIsAcknowledged() {
        for (int i = 0; i < 200; i++) {
            thing("t" + i, Map.of("name", "n"));
            assertThat(store().find(realm(), "thing", "t" + i)).isPresent();
            assertThat(store().count(realm(), "thing", StoreContract.all(), false))
                    .isEqualTo(i + 1);
        }
    }

    @Test
    default void tenantsDoNotSeeEachOther() {
        Realm other = StoreFixtures.realm("two", THING, PARENT, GRAND);
        store().prepare(other, THING);
        thing("t1", Map.of("code", "A"));
        commit(other, create("thing", "t1", Map.of("code", "A", "name", "theirs")));
        assertThat(valuesOf("t1")).doesNotContainKey("name");
        assertThat(store().count(other, "thing", StoreContract.all(), false)).isEqualTo(1);
        assertThat(store().changes(other, "thing", "t1", 10)).hasSize(1);
        commit(other, new Commit.Purge("thing", "t1", 1, change("purged")));
        assertThat(store().find(realm(), "thing", "t1")).isPresent();
    }

    @Test
    default void numbersAreDrawnWithoutGaps() throws Exception {
        thing("taken", Map.of("name", "taken"));
        var numbers = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 100; i++) {
                int n = i;
                threads.submit(() -> {
                    String id = n % 5 == 0 ? "taken" : "t" + n;
                    try {
                        numbers.add(commit(numbered(id)).getFirst().get("code"));
                    } catch (StoreException refused) {
                        // its number goes back
                    }
                });
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 80)
                        .mapToObj(i -> String.format("ORD-2026%04d", i))
                        .toList());
        assertThat(valuesOf("t1").get("code")).isIn(numbers);
    }

    private static Commit.Put numbered(String id) {
        return new Commit.Put(
                "thing",
                id,
                0,
                system(1),
                Map.of("name", "n"),
                Map.of("code", new Commit.Numbering("orders", "ORD-2026{0000}")),
                change("created"));
    }

    @Test
    default void countersGiveEveryNumberOnce() {
        assertThat(store().takeNumbers("one", "c", 5)).isEqualTo(1);
        assertThat(store().takeNumbers("one", "c", 1)).isEqualTo(6);
        assertThat(store().takeNumbers("two", "c", 1)).isEqualTo(1);
        store().raiseCounter("one", "c", 100);
        assertThat(store().takeNumbers("one", "c", 1)).isEqualTo(101);
        store().raiseCounter("one", "c", 50);
        assertThat(store().takeNumbers("one", "c", 1)).isEqualTo(102);
    }

    @Test
    default void refusesValuesThatNoColumnHolds() {
        Map<String, Object> wide = new HashMap<>();
        wide.put("price", new BigDecimal("1234567890123"));
        assertThatThrownBy(() -> thing("t1", wide)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> thing("t1", Map.of("price", "text"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store().count(realm(), "thing", StoreContract.all(), false)).isZero();
    }

    @Test
    default void historyTellsNewestFirst() {
        thing("t1", Map.of("name", "a"));
        commit(update("thing", "t1", 1, Map.of("name", "b")));
        commit(delete("thing", "t1", 2, Map.of("name", "b")));
        var changes = store().changes(realm(), "thing", "t1", 2);
        assertThat(changes).extracting(RecordStore.ChangeEntry::version).containsExactly(3L, 2L);
        assertThat(changes.getFirst().change().kind()).isEqualTo("deleted");
        assertThat(changes.getFirst().change().at()).isEqualTo(NOW);
        assertThat(new String(changes.getFirst().change().fields(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":[null,\"x\"]}");
    }
}
