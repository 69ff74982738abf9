package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** The platform's own documents, in the collection {@code documents}. */
final class MongoSystemStore implements SystemStore {
    private final Database database;
    private final MongoCollection<BsonDocument> collection;

    MongoSystemStore(Database database) {
        this.database = database;
        this.collection = database.collection("documents");
    }

    void createIndexes() {
        var keys = new BsonDocument("tenant", new BsonInt32(1))
                .append("kind", new BsonInt32(1))
                .append("key", new BsonInt32(1));
        collection.createIndex(keys, new IndexOptions().name("kind"));
    }

    private static BsonDocument id(String tenant, String kind, String key) {
        return new BsonDocument("tenant", new BsonString(tenant))
                .append("kind", new BsonString(kind))
                .append("key", new BsonString(key));
    }

    @Override
    public Optional<Document> find(String tenant, String kind, String key) {
        return Lists.reading(() -> Optional.ofNullable(collection
                        .find(new BsonDocument("_id", id(tenant, kind, key)))
                        .first())
                .map(MongoSystemStore::document));
    }

    @Override
    public List<Document> findAll(String tenant, String kind, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var ids = new BsonArray();
        keys.forEach(key -> ids.add(id(tenant, kind, key)));
        return Lists.reading(() -> {
            List<Document> documents = new ArrayList<>();
            collection
                    .find(new BsonDocument("_id", new BsonDocument("$in", ids)))
                    .forEach(found -> documents.add(document(found)));
            return documents;
        });
    }

    @Override
    public List<Document> list(String tenant, String kind) {
        var filter = new BsonDocument("tenant", new BsonString(tenant)).append("kind", new BsonString(kind));
        return Lists.reading(() -> {
            List<Document> documents = new ArrayList<>();
            collection
                    .find(filter)
                    .sort(new BsonDocument("key", new BsonInt32(1)))
                    .forEach(found -> documents.add(document(found)));
            return documents;
        });
    }

    @Override
    public List<Document> range(String tenant, String kind, String from, String to, boolean descending, int size) {
        var bounds = new BsonDocument("$gte", new BsonString(from));
        if (to != null) {
            bounds.append("$lt", new BsonString(to));
        }
        var filter = new BsonDocument("tenant", new BsonString(tenant))
                .append("kind", new BsonString(kind))
                .append("key", bounds);
        return Lists.reading(() -> {
            List<Document> documents = new ArrayList<>();
            collection
                    .find(filter)
                    .sort(new BsonDocument("key", new BsonInt32(descending ? -1 : 1)))
                    .limit(size)
                    .forEach(found -> documents.add(document(found)));
            return documents;
        });
    }

    private static Document document(BsonDocument found) {
        return new Document(
                found.getString("key").getValue(),
                found.getNumber("version").longValue(),
                found.getBinary("json").getData());
    }

    @Override
    public boolean write(String tenant, List<Put> puts) {
        List<Put> copy = List.copyOf(puts);
        if (copy.size() == 1) {
            Optional<Boolean> done = writeOne(tenant, copy.getFirst());
            if (done.isPresent()) {
                return done.get();
            }
        }
        try {
            return database.transact(session -> writeAll(session, tenant, copy));
        } catch (StoreException.Unavailable failure) {
            if (Failures.isDuplicate(failure.getCause())) {
                // Only where there are no transactions: somebody made it between reading and writing.
                return false;
            }
            throw failure;
        }
    }

    /** One document needs no transaction: leases, sessions and jobs are written so all the time. Empty where it does. */
    private Optional<Boolean> writeOne(String tenant, Put put) {
        BsonDocument id = id(tenant, put.kind(), put.key());
        long expected = put.expectedVersion();
        var there = new BsonDocument("_id", id);
        if (expected > 0) {
            there.append("version", new BsonInt64(expected));
        }
        if (put.json() == null) {
            return expected == 0
                    ? Optional.empty()
                    : Optional.of(
                            Database.guarded(() -> collection.deleteOne(there).getDeletedCount() == 1) || expected < 0);
        }
        BsonDocument document = document(id, put, expected);
        try {
            return Optional.of(Database.guarded(() -> {
                if (expected > 0) {
                    return collection.replaceOne(there, document).getMatchedCount() == 1;
                }
                if (expected == 0) {
                    collection.insertOne(document);
                    return true;
                }
                var keep = new BsonDocument("$set", new BsonDocument("json", document.get("json")))
                        .append("$setOnInsert", id)
                        .append("$inc", new BsonDocument("version", new BsonInt64(1)));
                collection.updateOne(there, keep, new UpdateOptions().upsert(true));
                return true;
            }));
        } catch (StoreException.Unavailable failure) {
            if (!Failures.isDuplicate(failure.getCause())) {
                throw failure;
            }
            return expected == 0 ? Optional.of(false) : Optional.empty();
        }
    }

    /** Checks every expectation before the first write, so that nothing needs undoing. */
    boolean writeAll(Session session, String tenant, List<Put> puts) {
        var ids = new BsonArray();
        puts.forEach(put -> ids.add(id(tenant, put.kind(), put.key())));
        Map<BsonDocument, Long> versions = new HashMap<>();
        session.find(collection, new BsonDocument("_id", new BsonDocument("$in", ids)))
                .projection(new BsonDocument("version", new BsonInt32(1)))
                .forEach(found -> versions.put(
                        found.getDocument("_id"), found.getNumber("version").longValue()));
        List<WriteModel<BsonDocument>> writes = new ArrayList<>(puts.size());
        for (Put put : puts) {
            BsonDocument id = id(tenant, put.kind(), put.key());
            long version = versions.getOrDefault(id, 0L);
            if (put.expectedVersion() >= 0 && put.expectedVersion() != version) {
                return false;
            }
            writes.add(model(id, put, version));
        }
        if (!writes.isEmpty()) {
            session.write(collection, writes, new BulkWriteOptions());
        }
        return true;
    }

    private static WriteModel<BsonDocument> model(BsonDocument id, Put put, long version) {
        var filter = new BsonDocument("_id", id);
        if (put.json() == null) {
            return new DeleteOneModel<>(filter);
        }
        BsonDocument document = document(id, put, version);
        return put.expectedVersion() == 0
                ? new InsertOneModel<>(document)
                : new ReplaceOneModel<>(filter, document, new ReplaceOptions().upsert(true));
    }

    private static BsonDocument document(BsonDocument id, Put put, long version) {
        var document = new BsonDocument("_id", id);
        document.putAll(id);
        return document.append("version", new BsonInt64(version + 1)).append("json", new BsonBinary(put.json()));
    }

    void dropTenant(String tenant) {
        collection.deleteMany(new BsonDocument("tenant", new BsonString(tenant)));
    }
}
