package io.trellis.platform.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;

/**
 * One commit inside its transaction: what is there is read at once, the writes are gone through in order, and everything is sent in one bulk for each
 * collection. May be run again from the start when others were in the way.
 */
final class CommitWork {
    /** A create that met a record of the same id. */
    static final class Present extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Prepared write;

        Present(Prepared write) {
            super(null, null, false, false);
            this.write = write;
        }
    }

    /** A write with the metadata it was made by; its document only where no number must first be drawn. */
    record Prepared(Commit.Write write, CatalogObject object, Layout layout, BsonDocument document) {
        static Prepared of(Commit.Write write, CatalogObject object, Layout layout) {
            return write instanceof Commit.Put put && put.numbers().isEmpty()
                    ? new Prepared(write, object, layout, bson(put, object, layout, put.values()))
                    : new Prepared(write, object, layout, null);
        }

        String key() {
            return layout.objectId() + "/" + write.id();
        }
    }

    /** @param documents the platform's own, written with the records */
    record Unit(String tenant, List<Prepared> writes, List<SystemStore.Put> documents) {}

    /** What the transaction knows of a record. @param taken its unique values */
    private record State(long version, Map<String, BsonDocument> taken) {
        static final State NONE = new State(0, Map.of());
    }

    private final Database database;
    private final UniqueKeys keys;
    private final Counters counters;
    private final Changes changes;
    private final MongoSystemStore system;
    private final Unit unit;
    private final List<Prepared> writes;
    private final Changes.Stamps stamps;

    CommitWork(
            Database database,
            UniqueKeys keys,
            Counters counters,
            Changes changes,
            MongoSystemStore system,
            Unit unit) {
        this.database = database;
        this.keys = keys;
        this.counters = counters;
        this.changes = changes;
        this.system = system;
        this.unit = unit;
        this.writes = unit.writes;
        this.stamps = changes.stamps(writes.size());
    }

    private static BsonDocument bson(Commit.Put put, CatalogObject object, Layout layout, Map<String, Object> values) {
        byte[] doc = RecordDocument.encode(object, values);
        return Row.write(layout, new StoredRecord(put.id(), put.system(), doc), values);
    }

    /** @return per write, the fields that were numbered */
    List<Map<String, String>> run(Session session) {
        List<Map<String, String>> numbers = new ArrayList<>(writes.size());
        List<BsonDocument> documents = new ArrayList<>(writes.size());
        for (Prepared write : writes) {
            Map<String, String> drawn = draw(session, write);
            numbers.add(drawn);
            documents.add(drawn.isEmpty() ? write.document : numbered(write, drawn));
        }
        Map<String, State> states = read(session);
        Map<String, List<WriteModel<BsonDocument>>> models = new LinkedHashMap<>();
        Map<String, List<Prepared>> owners = new HashMap<>();
        UniqueKeys.Batch batch = keys.batch();
        List<InsertOneModel<BsonDocument>> history = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            Prepared write = writes.get(i);
            State before = states.getOrDefault(write.key(), State.NONE);
            State after = after(write, documents.get(i), before);
            batch.change(new UniqueKeys.Owner(write.layout, write.write.id()), before.taken, after.taken);
            states.put(write.key(), after);
            String collection = write.layout.collection();
            models.computeIfAbsent(collection, _ -> new ArrayList<>()).add(model(write, documents.get(i)));
            owners.computeIfAbsent(collection, _ -> new ArrayList<>()).add(write);
            history.add(new InsertOneModel<>(changes.document(write, stamps.at(i))));
        }
        models.forEach((collection, list) -> send(session, collection, list, owners.get(collection)));
        batch.write(session);
        if (!history.isEmpty()) {
            changes.insert(session, history);
        }
        if (!unit.documents.isEmpty() && !system.writeAll(session, unit.tenant, unit.documents)) {
            throw new StoreException.DocumentMismatch();
        }
        return numbers;
    }

    private Map<String, String> draw(Session session, Prepared write) {
        if (!(write.write instanceof Commit.Put put) || put.numbers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> drawn = new HashMap<>();
        put.numbers()
                .forEach((field, numbering) -> drawn.put(
                        field, numbering.text(counters.take(session, write.layout.tenant(), numbering.counter(), 1))));
        return drawn;
    }

    private static BsonDocument numbered(Prepared write, Map<String, String> drawn) {
        var put = (Commit.Put) write.write;
        Map<String, Object> values = new HashMap<>(put.values());
        values.putAll(drawn);
        return bson(put, write.object, write.layout, values);
    }

    /** The versions and unique values of the records that are changed or removed. */
    private Map<String, State> read(Session session) {
        Map<Layout, Set<String>> wanted = new LinkedHashMap<>();
        for (Prepared write : writes) {
            if (expected(write.write) > 0) {
                wanted.computeIfAbsent(write.layout, _ -> new LinkedHashSet<>()).add(write.write.id());
            }
        }
        Map<String, State> states = new HashMap<>();
        wanted.forEach((layout, ids) -> {
            MongoCollection<BsonDocument> records = database.collection(layout.collection());
            session.find(records, Lists.many(layout, ids))
                    .projection(projection(layout))
                    .forEach(found -> {
                        String key =
                                layout.objectId() + "/" + found.getString("id").getValue();
                        states.put(
                                key, new State(found.getNumber("version").longValue(), UniqueKeys.of(layout, found)));
                    });
        });
        return states;
    }

    private static BsonDocument projection(Layout layout) {
        var projection = new BsonDocument();
        for (String name : List.of("id", "version", "live")) {
            projection.put(name, new BsonInt32(1));
        }
        layout.keys().forEach(key -> Layout.columnsOf(key).forEach(column -> projection.put(column, new BsonInt32(1))));
        return projection;
    }

    private static long expected(Commit.Write write) {
        return switch (write) {
            case Commit.Put put -> put.expectedVersion();
            case Commit.Purge purge -> purge.expectedVersion();
        };
    }

    private static State after(Prepared write, BsonDocument document, State before) {
        long expected = expected(write.write);
        if (before.version != expected || before == State.NONE && write.write instanceof Commit.Purge) {
            throw new StoreException.VersionMismatch(write.write.object(), write.write.id(), before.version);
        }
        return switch (write.write) {
            case Commit.Put put -> new State(put.system().version(), UniqueKeys.of(write.layout, document));
            case Commit.Purge _ -> State.NONE;
        };
    }

    private static WriteModel<BsonDocument> model(Prepared write, BsonDocument document) {
        BsonDocument present =
                Lists.one(write.layout, write.write.id()).append("version", new BsonInt64(expected(write.write)));
        return switch (write.write) {
            case Commit.Put put when put.expectedVersion() == 0 -> new InsertOneModel<>(document);
            case Commit.Put _ -> new ReplaceOneModel<>(present, document);
            case Commit.Purge _ -> new DeleteOneModel<>(present);
        };
    }

    private void send(
            Session session, String collection, List<WriteModel<BsonDocument>> models, List<Prepared> owners) {
        try {
            BulkWriteResult result = session.write(database.collection(collection), models, new BulkWriteOptions());
            int done = result.getInsertedCount() + result.getMatchedCount() + result.getDeletedCount();
            if (done != models.size()) {
                // Only where there are no transactions: somebody wrote between reading and writing.
                Commit.Write first = owners.getFirst().write;
                throw new StoreException.VersionMismatch(first.object(), first.id(), expected(first) + 1);
            }
        } catch (MongoBulkWriteException failure) {
            int at = Failures.duplicateAt(failure);
            if (at < 0) {
                throw failure;
            }
            throw new Present(owners.get(at));
        }
    }
}
