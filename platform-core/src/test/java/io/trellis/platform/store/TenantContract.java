package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.TenantSnapshot.Counter;
import io.trellis.platform.store.TenantSnapshot.Cursor;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whole tenants: a view of everything at one moment, and putting such a view into a store. */
interface TenantContract extends StoreContract {
    String THING_ID = "obj_thing";

    default Realm other() {
        return StoreFixtures.realm("two", THING, PARENT, GRAND);
    }

    private <T> List<T> read(String tenant, Function<TenantSnapshot, Cursor<T>> what) {
        try (TenantSnapshot snapshot = store().snapshot(tenant)) {
            return read(what.apply(snapshot));
        }
    }

    private static <T> List<T> read(Cursor<T> cursor) {
        List<T> all = new ArrayList<>();
        try (cursor) {
            for (T next = cursor.next(); next != null; next = cursor.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private List<StoredRecord> things(String tenant) {
        return read(tenant, snapshot -> snapshot.records(THING_ID, null));
    }

    private List<HistoryEntry> history(String tenant) {
        return read(tenant, snapshot -> snapshot.history(null));
    }

    private static List<String> texts(List<StoredRecord> records) {
        return records.stream()
                .map(record ->
                        record.id() + " " + record.system() + " " + new String(record.doc(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> changeTexts(List<HistoryEntry> entries) {
        return entries.stream()
                .map(entry -> entry.record() + " " + entry.ordinal() + " "
                        + entry.entry().version() + " " + entry.entry().change().kind() + " "
                        + entry.entry().change().at() + " "
                        + new String(entry.entry().change().fields(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Two live records, one in the recycle bin, one removed for good. */
    private void fill() {
        thing("t2", Map.of("name", "二", "code", "B", "price", new BigDecimal("2.5"), "tags", List.of("x")));
        thing("t1", CommitContract.everyShape());
        commit(update("thing", "t2", 1, Map.of("name", "two", "code", "B")));
        thing("t3", Map.of("name", "gone"));
        commit(delete("thing", "t3", 1, Map.of("name", "gone")));
        thing("t0", Map.of("name", "purged"));
        commit(new Commit.Purge("thing", "t0", 1, change("purged")));
        store().takeNumbers("one", "orders", 7);
        store().system().write("one", List.of(document("b", "k"), document("a", "中"), document("a", "k")));
    }

    private static SystemStore.Put document(String kind, String key) {
        return new SystemStore.Put(kind, key, -1, "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    }

    /** Puts all that tenant one has into tenant two. */
    private void copy() {
        for (var object : other().catalog().objects()) {
            store().prepare(other(), object);
        }
        TenantLoader loader = store().loader();
        loader.putRecords(other(), "thing", things("one"));
        loader.putHistory(other(), history("one"));
        loader.putCounters("two", read("one", TenantSnapshot::counters));
    }

    @Test
    default void aSnapshotHasLiveAndDeletedRecordsInTheOrderOfIds() {
        fill();
        assertThat(things("one")).extracting(StoredRecord::id).containsExactly("t1", "t2", "t3");
        assertThat(things("one").getLast().system().deleted()).isTrue();
        assertThat(RecordDocument.decode(THING, things("one").getFirst().doc())).isEqualTo(CommitContract.everyShape());
        assertThat(read("one", snapshot -> snapshot.records(THING_ID, "t1")))
                .extracting(StoredRecord::id)
                .containsExactly("t2", "t3");
        assertThat(read("one", snapshot -> snapshot.records("obj_parent", null)))
                .isEmpty();
        assertThat(read("one", snapshot -> snapshot.records("obj_unheard_of", null)))
                .isEmpty();
    }

    @Test
    default void aSnapshotHasEveryChangeOldestFirstEvenOfWhatIsGone() {
        fill();
        assertThat(history("one"))
                .extracting(entry -> entry.record() + " " + entry.ordinal() + " "
                        + entry.entry().change().kind())
                .containsExactly(
                        "t0 0 created",
                        "t0 1 purged",
                        "t1 0 created",
                        "t2 0 created",
                        "t2 1 updated",
                        "t3 0 created",
                        "t3 1 deleted");
        assertThat(read("one", snapshot -> snapshot.history("t2")))
                .extracting(HistoryEntry::record)
                .containsExactly("t3", "t3");
    }

    @Test
    default void aSnapshotHasDocumentsAndCountersInOrder() {
        fill();
        assertThat(read("one", TenantSnapshot::documents))
                .extracting(document -> document.kind() + "/" + document.key())
                .containsExactly("a/k", "a/中", "b/k");
        assertThat(read("one", TenantSnapshot::counters)).containsExactly(new Counter("orders", 7));
        try (TenantSnapshot snapshot = store().snapshot("one")) {
            assertThat(snapshot.objects()).contains(THING_ID, "obj_parent", "obj_grand");
        }
    }

    @Test
    default void aSnapshotDoesNotSeeWhatIsWrittenLater() {
        thing("t1", Map.of("name", "before"));
        try (TenantSnapshot snapshot = store().snapshot("one")) {
            commit(update("thing", "t1", 1, Map.of("name", "after")));
            thing("t2", Map.of());
            store().system().write("one", List.of(document("a", "k")));
            store().takeNumbers("one", "orders", 1);
            List<StoredRecord> records = read(snapshot.records(THING_ID, null));
            assertThat(records).hasSize(1);
            assertThat(new String(records.getFirst().doc(), StandardCharsets.UTF_8))
                    .contains("before");
            assertThat(read(snapshot.history(null))).hasSize(1);
            assertThat(read(snapshot.documents())).isEmpty();
            assertThat(read(snapshot.counters())).isEmpty();
        }
        assertThat(things("one")).hasSize(2);
    }

    @Test
    default void aSnapshotOfNobodyIsEmpty() {
        fill();
        try (TenantSnapshot snapshot = store().snapshot("nobody")) {
            assertThat(snapshot.objects()).isEmpty();
            assertThat(read(snapshot.records(THING_ID, null))).isEmpty();
            assertThat(read(snapshot.history(null))).isEmpty();
            assertThat(read(snapshot.documents())).isEmpty();
            assertThat(read(snapshot.counters())).isEmpty();
        }
    }

    @Test
    default void whatIsLoadedIsWhatTheSnapshotHad() {
        fill();
        copy();
        assertThat(texts(things("two"))).isEqualTo(texts(things("one")));
        assertThat(changeTexts(history("two"))).isEqualTo(changeTexts(history("one")));
        assertThat(read("two", TenantSnapshot::counters)).isEqualTo(read("one", TenantSnapshot::counters));
    }

    @Test
    default void loadedRecordsAreReadAndWrittenLikeOthers() {
        fill();
        copy();
        assertThat(store().count(
                                other(),
                                "thing",
                                StoreContract.eq("price", new BigDecimal("-123456789012.123456")),
                                false))
                .isEqualTo(1);
        assertThat(store().count(other(), "thing", StoreContract.all(), true)).isEqualTo(1);
        assertThatThrownBy(() -> commit(other(), create("thing", "t9", Map.of("code", "B"))))
                .isInstanceOf(StoreException.DuplicateKey.class);
        commit(other(), update("thing", "t2", 2, Map.of("name", "three")));
        assertThat(store().changes(other(), "thing", "t2", 10))
                .extracting(entry -> entry.version() + " " + entry.change().kind())
                .containsExactly("3 updated", "2 updated", "1 created");
        assertThat(history("two"))
                .filteredOn(entry -> entry.record().equals("t2"))
                .extracting(HistoryEntry::ordinal)
                .containsExactly(0L, 1L, 2L);
        assertThat(store().takeNumbers("two", "orders", 1)).isEqualTo(8);
    }

    @Test
    default void loadingLeavesNoEventsAndMayBeRepeated() {
        fill();
        int events = store().readOutbox(0, 1000).size();
        copy();
        copy();
        assertThat(texts(things("two"))).isEqualTo(texts(things("one")));
        assertThat(changeTexts(history("two"))).isEqualTo(changeTexts(history("one")));
        assertThat(store().readOutbox(0, 1000)).hasSize(events);
    }

    @Test
    default void loadedThingsCanBeTakenAway() {
        fill();
        copy();
        TenantLoader loader = store().loader();
        loader.removeRecords(other(), "thing", List.of("t1", "nobody"));
        loader.removeHistory(other(), List.of("t2"));
        loader.removeCounters("two", List.of("orders"));
        assertThat(things("two")).extracting(StoredRecord::id).containsExactly("t2", "t3");
        assertThat(history("two"))
                .extracting(HistoryEntry::record)
                .doesNotContain("t2")
                .contains("t1", "t3");
        assertThat(read("two", TenantSnapshot::counters)).isEmpty();
        assertThat(things("one")).hasSize(3);
    }

    @Test
    default void countersAreSetExactly() {
        store().takeNumbers("one", "c", 50);
        store().loader().putCounters("one", List.of(new Counter("c", 9)));
        assertThat(store().takeNumbers("one", "c", 1)).isEqualTo(10);
    }

    @Test
    default void loadingRefusesASecondRecordWithAUniqueValueAndNamesIt() {
        thing("t1", Map.of("code", "A"));
        var twin = new StoredRecord("t2", system(1), get("t1").doc());
        assertThatThrownBy(() -> store().loader().putRecords(realm(), "thing", List.of(twin)))
                .isInstanceOfSatisfying(StoreException.DuplicateKey.class, duplicate -> {
                    assertThat(duplicate.id).isEqualTo("t2");
                    assertThat(duplicate.fields).containsExactly("code");
                });
        assertThat(things("one")).hasSize(1);
    }

    @Test
    default void keepsWhatADocumentSaysOfFieldsThatAreGone() {
        byte[] doc = "{\"name\":\"x\",\"former\":{\"deep\":[1,\"é\"]}}".getBytes(StandardCharsets.UTF_8);
        store().loader().putRecords(realm(), "thing", List.of(new StoredRecord("t1", system(4), doc)));
        assertThat(things("one").getFirst().doc()).isEqualTo(doc);
        assertThat(get("t1").version()).isEqualTo(4);
    }

    @Test
    default void announcesEveryLiveRecordToListeners() throws Exception {
        fill();
        copy();
        long before = store().readOutbox(0, 1000).getLast().position();
        var told = new CountDownLatch(1);
        store().onCommit(told::countDown);
        store().loader().announce(other(), "thing");
        assertThat(told.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(store().readOutbox(before, 100))
                .extracting(event -> event.tenant() + " " + event.object() + " " + event.id() + " " + event.version()
                        + " " + event.kind())
                .containsExactly("two thing t1 1 loaded", "two thing t2 2 loaded");
        thing("t7", Map.of());
        assertThat(store().readOutbox(before, 100)).hasSize(3);
    }

    @Test
    default void aTenantTakesTheWholePlaceOfAnother() {
        fill();
        copy();
        var things = texts(things("two"));
        var history = changeTexts(history("two"));
        thing("t8", Map.of("name", "only in one"));
        store().system().write("two", List.of(document("z", "theirs")));
        assumeTrue(store().loader().replacesTenants(), "this store can't hand over a tenant in one step");
        assertThat(store().loader().replaceTenant("two", "one")).isTrue();
        assertThat(texts(things("one"))).isEqualTo(things);
        assertThat(changeTexts(history("one"))).isEqualTo(history);
        assertThat(read("one", TenantSnapshot::documents))
                .extracting(KeptDocument::kind)
                .containsExactly("z");
        assertThat(things("two")).isEmpty();
        try (TenantSnapshot left = store().snapshot("two")) {
            assertThat(left.objects()).isEmpty();
        }
        commit(update("thing", "t2", 2, Map.of("name", "three")));
        assertThat(store().count(realm(), "thing", StoreContract.all(), false)).isEqualTo(2);
    }

    @Test
    default void aTenantMayTakeThePlaceOfNone() {
        fill();
        copy();
        assumeTrue(store().loader().replacesTenants(), "this store can't hand over a tenant in one step");
        assertThat(store().loader().replaceTenant("two", "three")).isTrue();
        Realm third = StoreFixtures.realm("three", THING, PARENT, GRAND);
        assertThat(store().find(third, "thing", "t1")).isPresent();
        assertThat(things("one")).hasSize(3);
    }

    @Test
    default void recordsOfARenamedObjectAreFoundByItsId() {
        fill();
        var renamed = StoreFixtures.object(
                "matter", THING_ID, List.of(StoreFixtures.field("name", Shape.TEXT)), List.of(), List.of());
        store().prepare(StoreFixtures.realm("one", renamed, PARENT, GRAND), renamed);
        assertThat(things("one")).hasSize(3);
    }
}
