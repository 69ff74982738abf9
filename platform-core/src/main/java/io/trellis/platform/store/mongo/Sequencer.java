package io.trellis.platform.store.mongo;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Gives changes their positions, after they were committed. Transactions end in another order than they began, so a position drawn inside of one could
 * appear below a position that somebody has read already, and be missed for ever. Here whole batches get theirs in a transaction that raises the counter:
 * of two nodes that do it at once one must begin again, and a batch appears as a whole, above all before it. Thread-safe.
 */
final class Sequencer {
    private static final int BATCH = 1_000;

    private final Database database;
    private final Facts facts;
    private final Changes changes;
    /** Within a node one at a time is enough. */
    private final ReentrantLock turn = new ReentrantLock();

    Sequencer(Database database, Facts facts, Changes changes) {
        this.database = database;
        this.facts = facts;
        this.changes = changes;
    }

    /** Gives positions to every change that was committed before the call. */
    void run() {
        turn.lock();
        try {
            while (hasOpen() && database.transact(this::batch) == BATCH) {
                // there may be more
            }
        } finally {
            turn.unlock();
        }
    }

    boolean hasOpen() {
        return changes.collection()
                        .find(open())
                        .projection(new BsonDocument("_id", new BsonInt32(1)))
                        .first()
                != null;
    }

    private static BsonDocument open() {
        return new BsonDocument(Changes.OPEN, org.bson.BsonBoolean.TRUE);
    }

    private int batch(Session session) {
        List<BsonDocument> batch = new ArrayList<>();
        session.find(changes.collection(), open())
                .sort(new BsonDocument(Changes.STAMP, new BsonInt32(1)))
                .limit(BATCH)
                .projection(new BsonDocument("fields", new BsonInt32(0)))
                .into(batch);
        if (batch.isEmpty()) {
            return 0;
        }
        int size = batch.size();
        if (size == BATCH) {
            complete(session, batch);
        }
        long last = facts.next(session, Facts.EVENTS, batch.size());
        long position = last - batch.size();
        List<UpdateOneModel<BsonDocument>> updates = new ArrayList<>(batch.size());
        for (BsonDocument change : inOrder(batch)) {
            var set = new BsonDocument(Changes.POSITION, new BsonInt64(++position));
            updates.add(new UpdateOneModel<>(
                    new BsonDocument("_id", change.get("_id")).append("tenant", change.get("tenant")),
                    new BsonDocument("$set", set).append("$unset", open())));
        }
        session.write(changes.collection(), updates, new BulkWriteOptions());
        return size;
    }

    /** Adds what is open of the batch's records: an earlier version must not be left for a later batch because a clock was wrong. */
    private void complete(Session session, List<BsonDocument> batch) {
        Set<BsonValue> seen = new HashSet<>();
        Set<BsonValue> records = new HashSet<>();
        batch.forEach(change -> {
            seen.add(change.get("_id"));
            records.add(Changes.about(change));
        });
        BsonDocument filter = open().append("record", new BsonDocument("$in", new BsonArray(List.copyOf(records))));
        session.find(changes.collection(), filter)
                .projection(new BsonDocument("fields", new BsonInt32(0)))
                .forEach(change -> {
                    if (!seen.contains(change.get("_id"))) {
                        batch.add(change);
                    }
                });
    }

    /** By stamp; the changes of one record among themselves by version, since clocks of nodes differ. */
    static List<BsonDocument> inOrder(List<BsonDocument> batch) {
        List<BsonDocument> byStamp = new ArrayList<>(batch);
        byStamp.sort(Comparator.comparingLong(
                change -> change.getNumber(Changes.STAMP).longValue()));
        Map<List<BsonValue>, List<BsonDocument>> ofRecords = new HashMap<>();
        byStamp.forEach(change ->
                ofRecords.computeIfAbsent(key(change), _ -> new ArrayList<>()).add(change));
        ofRecords.values().forEach(Sequencer::byVersion);
        List<BsonDocument> ordered = new ArrayList<>(batch.size());
        byStamp.forEach(change -> ordered.add(ofRecords.get(key(change)).removeFirst()));
        return ordered;
    }

    private static List<BsonValue> key(BsonDocument change) {
        return List.of(change.get("tenant"), Changes.about(change));
    }

    /** Versions begin again where a record was purged and made anew; then the stamps must do. */
    private static void byVersion(List<BsonDocument> changes) {
        boolean anew = changes.stream()
                        .map(change -> change.getNumber("version").longValue())
                        .distinct()
                        .count()
                < changes.size();
        var purged = new BsonString("purged");
        anew |= changes.stream().limit(changes.size() - 1L).anyMatch(change -> change.get("kind")
                .equals(purged));
        if (!anew) {
            changes.sort(Comparator.comparingLong(
                    change -> change.getNumber("version").longValue()));
        }
    }
}
