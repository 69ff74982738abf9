package io.trellis.platform.store;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.util.List;
import java.util.Map;

/** What every part of the contract shares: a fresh store per test, and the objects {@code thing}, {@code parent}, {@code grand}. */
interface StoreContract {
    CatalogObject GRAND = StoreFixtures.object(
            "grand", List.of(StoreFixtures.field("name", Shape.TEXT), StoreFixtures.field("price", Shape.DECIMAL)));

    CatalogObject PARENT = StoreFixtures.object(
            "parent",
            List.of(
                    StoreFixtures.field("name", Shape.TEXT),
                    StoreFixtures.field("rank", Shape.WHOLE),
                    StoreFixtures.field("price", Shape.DECIMAL),
                    StoreFixtures.field("day", Shape.DAY),
                    StoreFixtures.field("tags", Shape.MANY),
                    StoreFixtures.field("grand", Shape.LINK, "grand")));

    CatalogObject THING = StoreFixtures.object(
            "thing",
            List.of(
                    StoreFixtures.field("name", Shape.TEXT),
                    StoreFixtures.field("other", Shape.TEXT),
                    StoreFixtures.unique("code", Shape.TEXT),
                    StoreFixtures.field("count", Shape.WHOLE),
                    StoreFixtures.indexed("price", Shape.DECIMAL),
                    StoreFixtures.field("cost", Shape.DECIMAL),
                    StoreFixtures.field("flag", Shape.FLAG),
                    StoreFixtures.field("day", Shape.DAY),
                    StoreFixtures.field("moment", Shape.MOMENT),
                    StoreFixtures.field("time", Shape.TIME),
                    StoreFixtures.field("tags", Shape.MANY),
                    StoreFixtures.field("place", Shape.GROUP),
                    StoreFixtures.field("region", Shape.TEXT),
                    StoreFixtures.field("branch", Shape.TEXT),
                    StoreFixtures.field("parent", Shape.LINK, "parent"),
                    StoreFixtures.field("related", Shape.LINK, "parent", "grand")),
            List.of(List.of("region", "branch")),
            List.of(List.of("owner", "price")));

    /** The store under test, with {@code thing}, {@code parent} and {@code grand} prepared for {@link #realm}. */
    RecordStore store();

    default Realm realm() {
        return StoreFixtures.realm("one", THING, PARENT, GRAND);
    }

    default List<Map<String, String>> commit(Commit.Write... writes) {
        return commit(realm(), writes);
    }

    default List<Map<String, String>> commit(Realm realm, Commit.Write... writes) {
        try {
            return store().commit(realm, new Commit(List.of(writes))).join();
        } catch (java.util.concurrent.CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    default void thing(String id, Map<String, Object> values) {
        commit(StoreFixtures.create("thing", id, values));
    }

    default StoredRecord get(String id) {
        return store().find(realm(), "thing", id).orElseThrow();
    }

    default Map<String, Object> valuesOf(String id) {
        return RecordDocument.decode(THING, get(id).doc());
    }

    default List<String> idsOf(Predicate filter) {
        return idsOf(new RecordQuery(filter, List.of(), null, 0, 1000, false));
    }

    default List<String> idsOf(RecordQuery query) {
        return store().list(realm(), "thing", query).records().stream()
                .map(StoredRecord::id)
                .toList();
    }

    static Predicate.Path path(String path) {
        return Predicate.Path.of(path);
    }

    static Predicate eq(String path, Object value) {
        return new Predicate.Compare(path(path), Predicate.Op.EQ, value);
    }

    static Predicate all() {
        return new Predicate.All();
    }
}
