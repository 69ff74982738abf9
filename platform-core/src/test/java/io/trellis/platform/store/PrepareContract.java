package io.trellis.platform.store;

import static io.trellis.platform.store.StoreFixtures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects change while their records stay. */
interface PrepareContract extends StoreContract {
    private CatalogObject visit(CatalogField... more) {
        var fields = new java.util.ArrayList<CatalogField>();
        fields.add(field("name", Shape.TEXT));
        fields.addAll(List.of(more));
        return object("visit", fields);
    }

    private Realm prepared(CatalogObject object) {
        Realm realm = StoreFixtures.realm("one", object);
        store().prepare(realm, object);
        return realm;
    }

    private List<String> found(Realm realm, String field, Object value) {
        return store().list(realm, "visit", RecordQuery.of(StoreContract.eq(field, value), 10)).records().stream()
                .map(StoredRecord::id)
                .toList();
    }

    @Test
    default void aNewFieldIsEmptyOnOldRecordsAndWorksAtOnce() {
        Realm before = prepared(visit());
        commit(before, create("visit", "v1", Map.of("name", "old")));
        Realm after = prepared(visit(field("note", Shape.TEXT)));
        commit(after, create("visit", "v2", Map.of("name", "new", "note", "n")));
        assertThat(found(after, "note", "n")).containsExactly("v2");
        assertThat(store().count(
                                after,
                                "visit",
                                new io.trellis.metadata.expression.Predicate.IsNull(StoreContract.path("note")),
                                false))
                .isEqualTo(1);
    }

    @Test
    default void preparingTwiceChangesNothing() {
        Realm realm = prepared(visit());
        commit(realm, create("visit", "v1", Map.of("name", "x")));
        prepared(visit());
        assertThat(found(realm, "name", "x")).containsExactly("v1");
    }

    @Test
    default void aRemovedFieldComesBackWithItsValues() {
        Realm with = prepared(visit(field("note", Shape.TEXT)));
        commit(with, create("visit", "v1", Map.of("name", "x", "note", "kept")));
        Realm without = prepared(visit());
        assertThatThrownBy(() -> found(without, "note", "kept")).isInstanceOf(IllegalArgumentException.class);
        assertThat(RecordDocument.decode(
                        without.catalog().getObject("visit"),
                        store().find(without, "visit", "v1").orElseThrow().doc()))
                .isEqualTo(Map.of("name", "x"));
        Realm again = prepared(visit(field("note", Shape.TEXT)));
        assertThat(found(again, "note", "kept")).containsExactly("v1");
    }

    @Test
    default void aFieldOfAnotherShapeTakesTheValuesThatFit() {
        Realm texts = prepared(visit(field("n", Shape.WHOLE)));
        commit(texts, create("visit", "v1", Map.of("n", 12L)));
        Realm decimals = prepared(visit(field("n", Shape.DECIMAL)));
        assertThat(found(decimals, "n", new BigDecimal("12"))).containsExactly("v1");
        Realm days = prepared(visit(field("n", Shape.DAY)));
        assertThat(store().count(
                                days,
                                "visit",
                                new io.trellis.metadata.expression.Predicate.IsNull(StoreContract.path("n")),
                                false))
                .isEqualTo(1);
    }

    @Test
    default void aValueThatDoesNotFitTheFieldThatCameBackIsNotRead() {
        Realm texts = prepared(visit(field("when", Shape.TEXT)));
        commit(texts, create("visit", "v1", Map.of("name", "x", "when", "soon")));
        prepared(visit());
        Realm days = prepared(visit(field("when", Shape.DAY)));
        assertThat(new String(
                        store().find(days, "visit", "v1").orElseThrow().doc(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    default void aFieldRenamedToARemovedOnesNameKeepsItsOwnValues() {
        CatalogField removed = field("remark", "fld_8", Shape.TEXT, false, true);
        Realm both = prepared(visit(field("note", "fld_9", Shape.TEXT, false, true), removed));
        commit(both, create("visit", "v1", Map.of("note", "mine", "remark", "gone")));
        prepared(visit(field("note", "fld_9", Shape.TEXT, false, true)));
        Realm after = prepared(visit(field("remark", "fld_9", Shape.TEXT, false, true)));
        assertThat(found(after, "remark", "mine")).containsExactly("v1");
        assertThat(new String(
                        store().find(after, "visit", "v1").orElseThrow().doc(),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("{\"remark\":\"mine\"}");
    }

    @Test
    default void fieldsThatSwapNamesKeepTheirValues() {
        Realm before = prepared(visit(
                field("note", "fld_1", Shape.TEXT, false, true), field("remark", "fld_2", Shape.TEXT, false, true)));
        commit(before, create("visit", "v1", Map.of("note", "one", "remark", "two")));
        CatalogObject swapped = visit(
                field("note", "fld_2", Shape.TEXT, false, true), field("remark", "fld_1", Shape.TEXT, false, true));
        Realm after = prepared(swapped);
        assertThat(found(after, "remark", "one")).containsExactly("v1");
        assertThat(RecordDocument.decode(
                        swapped,
                        store().find(after, "visit", "v1").orElseThrow().doc()))
                .isEqualTo(Map.of("note", "two", "remark", "one"));
    }

    @Test
    default void aRenamedFieldKeepsItsValuesWhenANewOneGetsItsName() {
        Realm before = prepared(visit(field("note", "fld_1", Shape.TEXT, false, true)));
        commit(before, create("visit", "v1", Map.of("note", "mine")));
        CatalogObject both = visit(
                field("note", "fld_2", Shape.TEXT, false, true), field("remark", "fld_1", Shape.TEXT, false, true));
        Realm after = prepared(both);
        assertThat(found(after, "remark", "mine")).containsExactly("v1");
        assertThat(found(after, "note", "mine")).isEmpty();
        assertThat(RecordDocument.decode(
                        both, store().find(after, "visit", "v1").orElseThrow().doc()))
                .isEqualTo(Map.of("remark", "mine"));
    }

    @Test
    default void aRenamedFieldKeepsItsValues() {
        Realm before = prepared(visit(field("note", "fld_9", Shape.TEXT, false, true)));
        commit(before, create("visit", "v1", Map.of("name", "x", "note", "n\"1")));
        CatalogObject renamed = visit(field("remark", "fld_9", Shape.TEXT, false, true));
        Realm after = prepared(renamed);
        assertThat(found(after, "remark", "n\"1")).containsExactly("v1");
        assertThat(RecordDocument.decode(
                        renamed,
                        store().find(after, "visit", "v1").orElseThrow().doc()))
                .isEqualTo(Map.of("name", "x", "remark", "n\"1"));
    }

    @Test
    default void aRenamedGroupKeepsItsValuesAcrossOtherChanges() {
        CatalogField place = field("place", "fld_9", Shape.GROUP, false, false);
        Realm before = prepared(visit(place));
        commit(before, create("visit", "v1", Map.of("name", "x", "place", Map.of("city", "杭州"))));
        prepared(visit(place, indexed("rank", Shape.WHOLE)));
        CatalogObject renamed = visit(
                indexed("rank", Shape.WHOLE),
                field("site", "fld_9", Shape.GROUP, false, false),
                field("place", "fld_10", Shape.GROUP, false, false));
        Realm after = prepared(renamed);
        assertThat(RecordDocument.decode(
                        renamed,
                        store().find(after, "visit", "v1").orElseThrow().doc()))
                .isEqualTo(Map.of("name", "x", "site", Map.of("city", "杭州")));
    }

    @Test
    default void aRenamedObjectKeepsItsRecords() {
        Realm before = prepared(object("visit", "obj_7", List.of(field("name", Shape.TEXT)), List.of(), List.of()));
        commit(before, create("visit", "v1", Map.of("name", "x")));
        Realm after = prepared(object("meeting", "obj_7", List.of(field("name", Shape.TEXT)), List.of(), List.of()));
        assertThat(store().find(after, "meeting", "v1")).isPresent();
    }

    @Test
    default void aUniqueKeyThatRecordsBreakIsRefusedAndChangesNothing() {
        Realm before = prepared(visit(field("code", Shape.TEXT)));
        commit(before, create("visit", "v1", Map.of("code", "A")), create("visit", "v2", Map.of("code", "A")));
        CatalogObject strict = visit(unique("code", Shape.TEXT), field("more", Shape.TEXT));
        assertThatThrownBy(() -> prepared(strict)).isInstanceOfSatisfying(StoreException.DuplicateKey.class, e -> {
            assertThat(e.fields).containsExactly("code");
            assertThat(e.id).isEqualTo("v2");
        });
        commit(before, create("visit", "v3", Map.of("code", "A")));
        assertThat(found(before, "code", "A")).hasSize(3);
    }

    @Test
    default void aUniqueKeyTakenAwayNoLongerBinds() {
        Realm strict = prepared(visit(unique("code", Shape.TEXT)));
        commit(strict, create("visit", "v1", Map.of("code", "A")));
        Realm loose = prepared(visit(field("code", Shape.TEXT)));
        commit(loose, create("visit", "v2", Map.of("code", "A")));
        assertThat(found(loose, "code", "A")).hasSize(2);
    }

    @Test
    default void aDroppedObjectStartsAnewWithoutItsRecords() {
        Realm realm = prepared(visit());
        commit(realm, create("visit", "v1", Map.of("name", "x")));
        store().drop(realm, visit());
        store().drop(realm, visit());
        prepared(visit());
        assertThat(found(realm, "name", "x")).isEmpty();
        commit(realm, create("visit", "v1", Map.of("name", "x")));
        assertThat(found(realm, "name", "x")).containsExactly("v1");
    }

    @Test
    default void anObjectThatWasNeverPreparedIsADefect() {
        CatalogObject unknown = object("unknown", List.of(field("name", Shape.TEXT)));
        assertThatThrownBy(() -> store().find(StoreFixtures.realm("one", unknown), "unknown", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void twoHundredFieldsAreNoTrouble() {
        var fields = new java.util.ArrayList<CatalogField>();
        for (int i = 0; i < 200; i++) {
            fields.add(i % 3 == 0 ? indexed("f" + i, Shape.DECIMAL) : field("f" + i, Shape.TEXT));
        }
        CatalogObject wide = object("wide", fields);
        Realm realm = prepared(wide);
        commit(realm, create("wide", "w1", Map.of("f199", "last", "f198", BigDecimal.ONE)));
        commit(realm, update("wide", "w1", 1, Map.of("f199", "last", "f198", BigDecimal.TEN)));
        assertThat(store().count(realm, "wide", StoreContract.eq("f198", BigDecimal.TEN), false))
                .isEqualTo(1);
    }
}
