package io.trellis.platform.store.mongo;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Which layouts there are: the collection {@code layouts}, held in memory and read again when its revision has grown, so that every node follows what
 * one of them prepared. Thread-safe.
 */
final class Layouts {
    /** A cache older than this is looked at again before anything is written by it. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private record Key(String tenant, String objectId) {}

    private final MongoCollection<BsonDocument> collection;
    private final Facts facts;
    private final Map<Key, Layout> layouts = new ConcurrentHashMap<>();
    private long known;
    private volatile long checkedNanos;

    Layouts(Database database, Facts facts) {
        this.collection = database.collection("layouts");
        this.facts = facts;
    }

    void createIndexes() {
        for (String field : List.of("revision", "objectId", "tenant")) {
            collection.createIndex(new BsonDocument(field, new BsonInt32(1)), new IndexOptions().name(field));
        }
    }

    /** Reads what has changed since the last time. */
    synchronized void refresh() {
        long start = System.nanoTime();
        long revision = facts.find(Facts.LAYOUTS);
        if (revision > known) {
            var newer = new BsonDocument("revision", new BsonDocument("$gt", new BsonInt64(known)));
            collection.find(newer).forEach(this::take);
            known = revision;
        }
        checkedNanos = start;
    }

    private void take(BsonDocument document) {
        String tenant = document.getString("tenant").getValue();
        if (document.containsKey("droppedTenant")) {
            long revision = document.getNumber("revision").longValue();
            layouts.values().removeIf(layout -> layout.tenant().equals(tenant) && layout.revision() < revision);
        } else if (document.containsKey("dropped")) {
            layouts.remove(new Key(tenant, document.getString("objectId").getValue()));
        } else {
            put(LayoutDocuments.read(document));
        }
    }

    private void put(Layout layout) {
        layouts.merge(
                new Key(layout.tenant(), layout.objectId()),
                layout,
                (present, read) -> read.revision() > present.revision() ? read : present);
    }

    /** Call before writing by a layout. */
    void beFresh() {
        if (System.nanoTime() - checkedNanos > FRESH_NANOS) {
            refresh();
        }
    }

    Layout find(Realm realm, CatalogObject object) {
        return layouts.get(new Key(realm.tenant(), Layout.idOf(object)));
    }

    Layout find(Realm realm, String object) {
        return realm.catalog()
                .findObject(object)
                .map(known -> find(realm, known))
                .orElse(null);
    }

    /**
     * The object's layout; read again where another node may have prepared what the catalog already has.
     *
     * @throws IllegalArgumentException when the object was never prepared
     */
    Layout get(Realm realm, String name) {
        CatalogObject object = realm.catalog().getObject(name);
        Layout layout = find(realm, object);
        if (layout == null || !layout.covers(object)) {
            refresh();
            layout = find(realm, object);
        }
        if (layout == null) {
            throw new IllegalArgumentException("No storage was prepared for " + name);
        }
        return layout;
    }

    /** As it is stored now. */
    Optional<Layout> read(String tenant, String objectId) {
        BsonDocument document = collection
                .find(new BsonDocument("_id", Layout.id(tenant, objectId)))
                .first();
        return Optional.ofNullable(document)
                .filter(found -> !found.containsKey("dropped"))
                .map(LayoutDocuments::read);
    }

    List<Layout> ofObject(String objectId) {
        var filter = new BsonDocument("objectId", new BsonString(objectId))
                .append("dropped", new BsonDocument("$exists", BsonBoolean.FALSE));
        List<Layout> found = new ArrayList<>();
        collection.find(filter).forEach(document -> found.add(LayoutDocuments.read(document)));
        return found;
    }

    List<Layout> ofTenant(String tenant) {
        return layouts.values().stream()
                .filter(layout -> layout.tenant().equals(tenant))
                .toList();
    }

    List<String> objectIds() {
        return layouts.keySet().stream().map(Key::objectId).distinct().toList();
    }

    /**
     * Stores a layout under the next revision.
     *
     * @param before the one it takes the place of, or null
     * @return empty when somebody else was faster
     */
    Optional<Layout> save(Database database, Layout before, Layout after) {
        Layout saved;
        try {
            saved = database.transact(session -> write(session, before, after));
        } catch (StoreException.Unavailable failure) {
            if (!Failures.isDuplicate(failure.getCause())) {
                throw failure;
            }
            saved = null;
        }
        if (saved != null) {
            put(saved);
        }
        return Optional.ofNullable(saved);
    }

    private Layout write(Session session, Layout before, Layout after) {
        Layout numbered = numbered(session, after);
        BsonDocument document = LayoutDocuments.write(numbered);
        var filter = new BsonDocument("_id", after.id());
        var write = before == null
                ? new ReplaceOneModel<>(
                        filter.append("dropped", BsonBoolean.TRUE), document, new ReplaceOptions().upsert(true))
                : new ReplaceOneModel<>(filter.append("revision", new BsonInt64(before.revision())), document);
        BulkWriteResult result = session.write(collection, List.of(write), new BulkWriteOptions());
        return result.getMatchedCount() + result.getUpserts().size() == 1 ? numbered : null;
    }

    private Layout numbered(Session session, Layout layout) {
        long revision = facts.next(session, Facts.LAYOUTS, 1);
        LayoutWork work = layout.work();
        LayoutWork kept = work == null || work.below() > 0
                ? work
                : new LayoutWork(revision, work.fill(), work.renamed(), work.keys());
        return layout.with(revision, kept);
    }

    /** Marks an object's layout as dropped, for the other nodes to see. */
    void drop(Database database, Layout layout) {
        mark(
                database,
                layout.id(),
                layout.tenant(),
                new BsonDocument("objectId", new BsonString(layout.objectId())).append("dropped", BsonBoolean.TRUE));
        layouts.remove(new Key(layout.tenant(), layout.objectId()));
    }

    /** Forgets all of a tenant. */
    void dropTenant(Database database, String tenant) {
        collection.deleteMany(new BsonDocument("tenant", new BsonString(tenant)));
        mark(database, Layout.id(tenant, ""), tenant, new BsonDocument("droppedTenant", BsonBoolean.TRUE));
        layouts.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    private void mark(Database database, BsonDocument id, String tenant, BsonDocument marker) {
        database.transact(session -> {
            long revision = facts.next(session, Facts.LAYOUTS, 1);
            BsonDocument document = new BsonDocument("_id", id)
                    .append("tenant", new BsonString(tenant))
                    .append("revision", new BsonInt64(revision));
            document.putAll(marker);
            var write = new ReplaceOneModel<>(new BsonDocument("_id", id), document, new ReplaceOptions().upsert(true));
            session.write(collection, List.of(write), new BulkWriteOptions());
            return null;
        });
    }
}
