package io.trellis.platform.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonMaxKey;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Unique keys as documents of the collection {@code keys}: the {@code _id} is tenant, object, key and values, so that one value can be taken once.
 * An index over the records could not keep a key unique in a sharded collection, which is split by another.
 */
final class UniqueKeys {
    /** A write that met a value which another live record has. */
    static final class Taken extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Owner owner;
        final String key;

        Taken(Owner owner, String key) {
            super(key, null, false, false);
            this.owner = owner;
            this.key = key;
        }
    }

    /** Who takes a value. */
    record Owner(Layout layout, String id) {}

    private record Step(WriteModel<BsonDocument> model, Owner owner, String key) {}

    /** Values that records give back and take, in order. */
    final class Batch {
        private final List<Step> steps = new ArrayList<>();

        /** @param before, after from {@link UniqueKeys#of}; empty where there is no live record */
        void change(Owner owner, Map<String, BsonDocument> before, Map<String, BsonDocument> after) {
            before.forEach((key, id) -> {
                if (!id.equals(after.get(key))) {
                    var mine = new BsonDocument("_id", id).append("record", new BsonString(owner.id));
                    steps.add(new Step(new DeleteOneModel<>(mine), owner, key));
                }
            });
            after.forEach((key, id) -> {
                if (!id.equals(before.get(key))) {
                    steps.add(new Step(new InsertOneModel<>(document(owner, id)), owner, key));
                }
            });
        }

        /** @throws Taken when a value belongs to another record */
        void write(Session session) {
            if (steps.isEmpty()) {
                return;
            }
            try {
                session.write(collection, steps.stream().map(Step::model).toList(), new BulkWriteOptions());
            } catch (MongoBulkWriteException failure) {
                int at = Failures.duplicateAt(failure);
                if (at < 0) {
                    throw failure;
                }
                throw new Taken(steps.get(at).owner, steps.get(at).key);
            }
        }
    }

    private final MongoCollection<BsonDocument> collection;

    UniqueKeys(Database database) {
        this.collection = database.collection("keys");
    }

    Batch batch() {
        return new Batch();
    }

    private static BsonDocument document(Owner owner, BsonDocument id) {
        return new BsonDocument("_id", id).append("record", new BsonString(owner.id));
    }

    /** The key documents' ids of a record, by key; none for a deleted record and for keys that are not complete. */
    static Map<String, BsonDocument> of(Layout layout, BsonDocument record) {
        Map<String, BsonDocument> ids = new LinkedHashMap<>();
        if (record == null
                || layout.keys().isEmpty()
                || !record.getBoolean("live").getValue()) {
            return ids;
        }
        for (String key : layout.keys()) {
            id(layout, record, key).ifPresent(id -> ids.put(key, id));
        }
        return ids;
    }

    private static Optional<BsonDocument> id(Layout layout, BsonDocument record, String key) {
        var values = new BsonArray();
        for (String column : Layout.columnsOf(key)) {
            BsonValue value = record.get(column);
            if (value == null || value.isNull()) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(Layout.id(layout.tenant(), layout.objectId())
                .append("key", new BsonString(key))
                .append("values", values));
    }

    /** Forgets one key's values. */
    void drop(Layout layout, String key) {
        collection.deleteMany(beginning(layout.id().append("key", new BsonString(key)), "values"));
    }

    /** Forgets all keys' values of an object. */
    void drop(Layout layout) {
        collection.deleteMany(beginning(layout.id(), "key"));
    }

    void dropTenant(String tenant) {
        collection.deleteMany(beginning(new BsonDocument("tenant", new BsonString(tenant)), "object"));
    }

    /** The documents whose {@code _id} begins like this; its own index finds them. */
    private static BsonDocument beginning(BsonDocument id, String next) {
        BsonDocument end = id.clone().append(next, new BsonMaxKey());
        return new BsonDocument("_id", new BsonDocument("$gte", id).append("$lt", end));
    }
}
