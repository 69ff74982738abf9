package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.trellis.platform.store.RecordDocument;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Goes over records that were written before a layout changed: fills columns from the documents, renames keys in them, makes unique keys' entries.
 * In chunks of one transaction each, while others read and write; each record notes that it was done, so none is done twice.
 */
final class Backfill {
    private static final int CHUNK = 500;
    /** Longer than other nodes take to hear of a layout. */
    private static final int HEARD_MILLIS = 2 * Heartbeat.MILLIS;

    private final Database database;
    private final UniqueKeys keys;

    Backfill(Database database, UniqueKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** @throws UniqueKeys.Taken when two records have a new key's value */
    void run(Layout layout) {
        if (pass(layout) == 0) {
            return;
        }
        // A commit under way by the former layout may still arrive.
        do {
            try {
                Thread.sleep(HEARD_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while records were brought up to date", interrupted);
            }
        } while (pass(layout) > 0);
    }

    private int pass(Layout layout) {
        int done = 0;
        String last = "";
        while (last != null) {
            String after = last;
            List<String> chunk = database.transact(session -> chunk(session, layout, after));
            done += chunk.size();
            last = chunk.size() < CHUNK ? null : chunk.getLast();
        }
        return done;
    }

    private List<String> chunk(Session session, Layout layout, String after) {
        MongoCollection<BsonDocument> records = database.collection(layout.collection());
        var filter = new BsonDocument("tenant", new BsonString(layout.tenant()))
                .append("id", new BsonDocument("$gt", new BsonString(after)))
                .append(
                        "rev",
                        new BsonDocument("$lt", new BsonInt64(layout.work().below())));
        List<BsonDocument> found = session.find(records, filter)
                .sort(new BsonDocument("id", new BsonInt32(1)))
                .limit(CHUNK)
                .into(new ArrayList<>());
        if (found.isEmpty()) {
            return List.of();
        }
        UniqueKeys.Batch batch = keys.batch();
        List<WriteModel<BsonDocument>> writes = new ArrayList<>();
        for (BsonDocument record : found) {
            BsonDocument changes = changes(layout, record);
            record.putAll(changes);
            var owner = new UniqueKeys.Owner(layout, record.getString("id").getValue());
            var made = UniqueKeys.of(layout, record);
            made.keySet().retainAll(layout.work().keys());
            batch.change(owner, java.util.Map.of(), made);
            writes.add(new UpdateOneModel<>(
                    new BsonDocument("_id", record.get("_id"))
                            .append("tenant", record.get("tenant"))
                            .append("id", record.get("id")),
                    new BsonDocument("$set", changes)));
        }
        batch.write(session);
        session.write(records, writes, new BulkWriteOptions());
        return found.stream().map(record -> record.getString("id").getValue()).toList();
    }

    /** What a document holds for a filled column and does not fit its shape is left out of it: readers are given documents as they stand. */
    private static BsonDocument changes(Layout layout, BsonDocument record) {
        LayoutWork work = layout.work();
        var changes = new BsonDocument("rev", new BsonInt64(work.below()));
        byte[] before = record.getBinary("doc").getData();
        byte[] doc = RecordDocument.renamed(before, work.renamed());
        Set<String> misfits = new HashSet<>();
        for (Column column : layout.live()) {
            if (work.fill().contains(column.name())) {
                BsonValue value = cell(doc, column);
                if (value == null) {
                    misfits.add(column.field());
                } else {
                    changes.put(column.name(), value);
                }
            }
        }
        doc = RecordDocument.without(doc, misfits);
        if (doc != before) {
            changes.put("doc", new BsonBinary(doc));
        }
        return changes;
    }

    private static BsonValue cell(byte[] doc, Column column) {
        try {
            return Cells.toBson(column.shape(), RecordDocument.find(doc, column.field(), column.shape()));
        } catch (IllegalArgumentException | ArithmeticException outOfRange) {
            return null;
        }
    }
}
