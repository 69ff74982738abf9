package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertOneModel;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * The collection {@code changes}: what changed in each record, which is its history and, until it is trimmed, the event for listeners. A
 * change is {@code open} until the {@link Sequencer} has given it its position.
 */
final class Changes {
    static final String OPEN = "open";
    static final String STAMP = "stamp";
    static final String POSITION = "position";
    private static final String ABOUT = "about";
    private static final String LOADED = "loaded";

    private final MongoCollection<BsonDocument> collection;
    /** Grows with every change this node writes, about as fast as the clock: microseconds since 1970. */
    private final AtomicLong last = new AtomicLong();

    Changes(Database database) {
        this.collection = database.collection("changes");
    }

    void createIndexes() {
        index("open", new BsonDocument(OPEN, one()).append(STAMP, one()), exists(OPEN));
        index("about", new BsonDocument(ABOUT, one()), exists(ABOUT));
        index("position", new BsonDocument(POSITION, one()), exists(POSITION));
        index(
                "record",
                new BsonDocument("tenant", one()).append("record", one()).append(POSITION, one()),
                new BsonDocument());
    }

    private void index(String name, BsonDocument keys, BsonDocument partial) {
        var options = new IndexOptions().name(name);
        collection.createIndex(keys, partial.isEmpty() ? options : options.partialFilterExpression(partial));
    }

    private static BsonInt32 one() {
        return new BsonInt32(1);
    }

    static BsonDocument exists(String field) {
        return new BsonDocument(field, new BsonDocument("$exists", BsonBoolean.TRUE));
    }

    MongoCollection<BsonDocument> collection() {
        return collection;
    }

    /** An event without a change: it is never part of a history, and gone once it has been trimmed. */
    BsonDocument announcement(String tenant, String object, BsonDocument record, long stamp) {
        return new BsonDocument("_id", new BsonObjectId())
                .append("tenant", new BsonString(tenant))
                .append("object", new BsonString(object))
                .append(ABOUT, record.get("id"))
                .append("version", record.get("version"))
                .append("kind", new BsonString(LOADED))
                .append("at", record.get("updatedAt", new BsonDateTime(0)))
                .append("by", BsonNull.VALUE)
                .append("via", new BsonString(LOADED))
                .append(OPEN, BsonBoolean.TRUE)
                .append(STAMP, new BsonInt64(stamp));
    }

    /** The record a change or an announcement is about. */
    static BsonValue about(BsonDocument change) {
        return change.get("record", change.get(ABOUT));
    }

    /** Stamps for the writes of a commit, in their order. */
    record Stamps(long first) {
        long at(int i) {
            return first + i;
        }
    }

    Stamps stamps(int count) {
        long now = System.currentTimeMillis() * 1000;
        long end = last.updateAndGet(before -> Math.max(before, now) + count);
        return new Stamps(end - count + 1);
    }

    BsonDocument document(CommitWork.Prepared prepared, long stamp) {
        Commit.Write write = prepared.write();
        Commit.Change change = write.change();
        long version =
                switch (write) {
                    case Commit.Put put -> put.system().version();
                    case Commit.Purge purge -> purge.expectedVersion() + 1;
                };
        BsonDocument document = new BsonDocument("_id", new BsonObjectId())
                .append("tenant", new BsonString(prepared.layout().tenant()))
                .append("object", new BsonString(write.object()))
                .append("record", new BsonString(write.id()))
                .append(OPEN, BsonBoolean.TRUE)
                .append(STAMP, new BsonInt64(stamp));
        document.putAll(content(version, change));
        return document;
    }

    /** What a history tells of a change. */
    static BsonDocument content(long version, Commit.Change change) {
        return new BsonDocument("version", new BsonInt64(version))
                .append("kind", new BsonString(change.kind()))
                .append("at", new BsonDateTime(change.at().toEpochMilli()))
                .append("by", text(change.by()))
                .append("via", text(change.via()))
                .append("fields", change.fields() == null ? BsonNull.VALUE : new BsonBinary(change.fields()));
    }

    static BsonValue text(String text) {
        return text == null ? BsonNull.VALUE : new BsonString(text);
    }

    static String text(BsonDocument document, String name) {
        return document.isNull(name) ? null : document.getString(name).getValue();
    }

    void insert(Session session, List<InsertOneModel<BsonDocument>> documents) {
        session.write(collection, documents, new BulkWriteOptions().ordered(false));
    }

    /** A record's history before a version, newest first, as far as it has been given positions. */
    List<RecordStore.ChangeEntry> ofRecord(String tenant, String id, long before, int size) {
        BsonDocument filter = placed(tenant, new BsonString(id));
        if (before < Long.MAX_VALUE) {
            filter.append("version", new BsonDocument("$lt", new BsonInt64(before)));
        }
        List<RecordStore.ChangeEntry> entries = new ArrayList<>();
        collection
                .find(filter)
                .sort(new BsonDocument(POSITION, new BsonInt32(-1)))
                .limit(size)
                .forEach(document -> entries.add(entry(document)));
        return entries;
    }

    private static BsonDocument placed(String tenant, BsonValue record) {
        return new BsonDocument("tenant", new BsonString(tenant))
                .append("record", record)
                .append(POSITION, new BsonDocument("$ne", BsonNull.VALUE));
    }

    static RecordStore.ChangeEntry entry(BsonDocument document) {
        var change = new Commit.Change(
                document.getString("kind").getValue(),
                DeliveryReads.moment(document, "at"),
                text(document, "by"),
                text(document, "via"),
                document.isNull("fields") ? null : document.getBinary("fields").getData());
        return new RecordStore.ChangeEntry(document.getNumber("version").longValue(), change);
    }

    /** For each record from the newest change down to the first that is not after the moment. */
    void since(String tenant, List<String> ids, Instant moment, RecordStore.ChangeVisitor visitor) {
        var in = new BsonArray();
        ids.forEach(id -> in.add(new BsonString(id)));
        var reached = new HashSet<String>();
        collection
                .find(placed(tenant, new BsonDocument("$in", in)))
                .sort(new BsonDocument("record", new BsonInt32(1)).append(POSITION, new BsonInt32(-1)))
                .forEach(document -> {
                    String id = document.getString("record").getValue();
                    if (!reached.contains(id)) {
                        RecordStore.ChangeEntry entry = entry(document);
                        visitor.visit(id, entry);
                        if (!entry.change().at().isAfter(moment)) {
                            reached.add(id);
                        }
                    }
                });
    }

    /** Events after a position, oldest first. */
    List<RecordStore.OutboxEvent> after(Database database, long position, int size) {
        List<RecordStore.OutboxEvent> events = new ArrayList<>();
        database.snapshot(collection)
                .find(new BsonDocument(POSITION, new BsonDocument("$gt", new BsonInt64(position))))
                .sort(new BsonDocument(POSITION, new BsonInt32(1)))
                .limit(size)
                .projection(new BsonDocument("fields", new BsonInt32(0)))
                .forEach(document -> events.add(DeliveryReads.event(document)));
        return events;
    }

    /** Removes announcements; changes stay for ever. */
    void trim(long upTo) {
        collection.deleteMany(exists(ABOUT).append(POSITION, new BsonDocument("$lte", new BsonInt64(upTo))));
    }

    void dropTenant(String tenant) {
        collection.deleteMany(new BsonDocument("tenant", new BsonString(tenant)));
    }
}
