package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Brings storage in line with definitions, whichever node is asked; what one of them began, another finishes. Thread-safe. */
final class Preparations {
    private static final int TRIES = 20;

    private final Database database;
    private final Layouts layouts;
    private final UniqueKeys keys;
    private final Backfill backfill;
    private final IndexBuilder builder;
    /** One at a time for an object of a tenant. */
    private final Map<BsonDocument, Object> locks = new ConcurrentHashMap<>();

    Preparations(Database database, Layouts layouts, UniqueKeys keys, IndexBuilder builder) {
        this.database = database;
        this.layouts = layouts;
        this.keys = keys;
        this.backfill = new Backfill(database, keys);
        this.builder = builder;
    }

    void prepare(Realm realm, CatalogObject object) {
        layouts.beFresh();
        Layout cached = layouts.find(realm, object);
        if (cached != null && cached.fits(object)) {
            return;
        }
        Object lock = locks.computeIfAbsent(Layout.id(realm.tenant(), Layout.idOf(object)), _ -> new Object());
        synchronized (lock) {
            for (int i = 0; i < TRIES; i++) {
                if (attempt(realm.tenant(), object)) {
                    return;
                }
            }
        }
        throw new StoreException.Unavailable(
                "Others keep changing the storage of " + object.name() + "; try again", null);
    }

    /** @return false when another node was faster */
    private boolean attempt(String tenant, CatalogObject object) {
        Layout present = layouts.read(tenant, Layout.idOf(object)).orElse(null);
        if (present != null && present.fits(object)) {
            layouts.refresh();
            return true;
        }
        if (present != null && present.work() != null) {
            // Begun by a process that has gone, or still under way elsewhere: doing it twice does no harm.
            finish(present, present);
            return false;
        }
        Layout next = Preparation.next(tenant, present, object);
        if (present != null && next.work() != null) {
            next.work().keys().forEach(key -> refuseDuplicates(present, next, key));
        }
        if (present == null) {
            database.create(next.collection());
        }
        Optional<Layout> saved = layouts.save(database, present, next);
        if (saved.isEmpty()) {
            return false;
        }
        builder.enqueue(next.objectId());
        if (saved.get().work() != null && !finish(saved.get(), present)) {
            return false;
        }
        if (present != null) {
            present.keys().stream().filter(key -> !next.keys().contains(key)).forEach(key -> keys.drop(next, key));
        }
        return true;
    }

    /** @return false when another node was faster to say that it is done */
    private boolean finish(Layout layout, Layout before) {
        try {
            backfill.run(layout);
        } catch (UniqueKeys.Taken taken) {
            List<String> without = new ArrayList<>(layout.keys());
            without.removeAll(layout.work().keys());
            Layout back = (before == layout ? layout.withKeys(without) : before).with(layout.revision(), null);
            layouts.save(database, layout, back);
            layout.work().keys().forEach(key -> keys.drop(layout, key));
            throw new StoreException.DuplicateKey(layout.objectName(), taken.owner.id(), layout.fieldsOf(taken.key));
        }
        return layouts.save(database, layout, layout.with(layout.revision(), null))
                .isPresent();
    }

    /** Looks before anything is changed; a value taken twice in the meantime is found when the entries are made. */
    private void refuseDuplicates(Layout present, Layout next, String key) {
        List<String> columns = Layout.columnsOf(key);
        if (next.work().fill().stream().anyMatch(columns::contains)) {
            return;
        }
        BsonDocument filter = Lists.base(present.tenant(), true);
        var id = new BsonDocument();
        for (String column : columns) {
            filter.append(column, new BsonDocument("$ne", org.bson.BsonNull.VALUE));
            id.append(column, new BsonString("$" + column));
        }
        var group = new BsonDocument("_id", id)
                .append("count", new BsonDocument("$sum", new BsonInt32(1)))
                .append("last", new BsonDocument("$max", new BsonString("$id")));
        MongoCollection<BsonDocument> records = database.collection(present.collection());
        BsonDocument twice = records.aggregate(List.of(
                        new BsonDocument("$match", filter),
                        new BsonDocument("$group", group),
                        new BsonDocument("$match", new BsonDocument("count", gt(1))),
                        new BsonDocument("$limit", new BsonInt32(1))))
                .allowDiskUse(true)
                .first();
        if (twice != null) {
            throw new StoreException.DuplicateKey(
                    next.objectName(), twice.getString("last").getValue(), next.fieldsOf(key));
        }
    }

    private static BsonValue gt(int number) {
        return new BsonDocument("$gt", new BsonInt32(number));
    }
}
