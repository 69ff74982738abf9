package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** The account of events in the collections {@code listeners}, {@code deliveries} and {@code deliveryCounts}; each step is one transaction. */
final class Deliveries implements DeliveryLog {
    private static final int AT_ONCE = 2_000;

    private final Database database;
    private final MongoCollection<BsonDocument> listeners;
    private final MongoCollection<BsonDocument> entries;
    private final MongoCollection<BsonDocument> counts;
    private final DeliveryReads reads;

    Deliveries(Database database) {
        this.database = database;
        this.listeners = database.collection("listeners");
        this.entries = database.collection("deliveries");
        this.counts = database.collection("deliveryCounts");
        this.reads = new DeliveryReads(listeners, entries, counts);
    }

    void createIndexes() {
        reads.createIndexes();
    }

    @Override
    public Optional<Listener> claim(String listener, long token, long begin, Instant now) {
        var filter = new BsonDocument("_id", new BsonString(listener))
                .append("token", new BsonDocument("$lte", new BsonInt64(token)));
        var update = new BsonDocument(
                        "$set", new BsonDocument("token", new BsonInt64(token)).append("touched", moment(now)))
                .append(
                        "$setOnInsert",
                        new BsonDocument("position", new BsonInt64(begin)).append("since", moment(now)));
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        try {
            return Optional.of(DeliveryReads.listener(
                    Database.guarded(() -> listeners.findOneAndUpdate(filter, update, options))));
        } catch (StoreException.Unavailable failure) {
            if (Failures.isDuplicate(failure.getCause())) {
                return Optional.empty(); // the listener is there, with a greater token
            }
            throw failure;
        }
    }

    static BsonDateTime moment(Instant moment) {
        return new BsonDateTime(moment.toEpochMilli());
    }

    @Override
    public List<Listener> listeners() {
        return Lists.reading(reads::listeners);
    }

    @Override
    public boolean settle(Settlement settlement) {
        return database.transact(session -> {
            var owned = new BsonDocument("_id", new BsonString(settlement.listener()))
                    .append("position", new BsonInt64(settlement.from()))
                    .append("token", new BsonInt64(settlement.token()));
            var advance = new BsonDocument(
                    "$set",
                    new BsonDocument("position", new BsonInt64(settlement.to()))
                            .append("touched", moment(settlement.now())));
            if (write(session, listeners, List.of(new UpdateOneModel<>(owned, advance))) == 0) {
                return false;
            }
            List<WriteModel<BsonDocument>> writes = new ArrayList<>();
            settlement.added().forEach(entry -> writes.add(new InsertOneModel<>(DeliveryReads.document(entry))));
            settlement.changed().forEach(entry -> writes.add(change(entry)));
            settlement
                    .handled()
                    .forEach(position -> writes.add(new DeleteOneModel<>(
                            new BsonDocument("_id", DeliveryReads.id(new Key(settlement.listener(), position))))));
            write(session, entries, writes);
            List<WriteModel<BsonDocument>> sums = new ArrayList<>();
            settlement.counts().forEach((tally, events) -> sums.add(count(settlement.listener(), tally, events)));
            write(session, counts, sums);
            return true;
        });
    }

    /** @return how many documents an update met */
    private static int write(
            Session session,
            MongoCollection<BsonDocument> collection,
            List<? extends WriteModel<BsonDocument>> writes) {
        return writes.isEmpty()
                ? 0
                : session.write(collection, writes, new BulkWriteOptions()).getMatchedCount();
    }

    private static WriteModel<BsonDocument> change(Delivery entry) {
        BsonDocument state = DeliveryReads.state(entry);
        var update = new BsonDocument("$set", state);
        if (!state.containsKey(DeliveryReads.OPEN)) {
            update.append("$unset", new BsonDocument(DeliveryReads.OPEN, new BsonInt32(1)));
        }
        return new UpdateOneModel<>(new BsonDocument("_id", DeliveryReads.id(entry.key())), update);
    }

    private static WriteModel<BsonDocument> count(String listener, Tally tally, long events) {
        BsonDocument id = DeliveryReads.id(listener, tally);
        var update =
                new BsonDocument("$inc", new BsonDocument("events", new BsonInt64(events))).append("$setOnInsert", id);
        return new UpdateOneModel<>(new BsonDocument("_id", id), update, new UpdateOptions().upsert(true));
    }

    @Override
    public List<Delivery> list(Filter filter, Key after, int size) {
        return Lists.reading(() -> reads.list(filter, after, size));
    }

    @Override
    public int turn(List<Turn> turns) {
        return database.transact(session -> {
            var ids = new BsonArray();
            turns.forEach(turn -> ids.add(DeliveryReads.id(turn.before().key())));
            Map<Key, Delivery> present = new HashMap<>();
            session.find(entries, new BsonDocument("_id", new BsonDocument("$in", ids)))
                    .forEach(found -> {
                        Delivery entry = DeliveryReads.delivery(found);
                        present.put(entry.key(), entry);
                    });
            List<WriteModel<BsonDocument>> writes = new ArrayList<>();
            List<WriteModel<BsonDocument>> sums = new ArrayList<>();
            for (Turn turn : turns) {
                Delivery now = present.get(turn.before().key());
                if (now != null
                        && now.state() == turn.before().state()
                        && now.attempts() == turn.before().attempts()) {
                    present.put(now.key(), turn.after());
                    writes.add(change(turn.after()));
                    if (turn.count() != null) {
                        sums.add(count(turn.before().listener(), turn.count(), 1));
                    }
                }
            }
            write(session, entries, writes);
            write(session, counts, sums);
            return writes.size();
        });
    }

    @Override
    public List<Count> counts(String tenant) {
        return Lists.reading(() -> reads.counts(tenant));
    }

    @Override
    public List<Count> open(String tenant) {
        return Lists.reading(() -> reads.open(tenant));
    }

    @Override
    public int forgetSkipped(Instant before) {
        return Database.guarded(() -> {
            var old = new BsonDocument("state", new BsonString(State.SKIPPED.name()))
                    .append("changed", new BsonDocument("$lt", moment(before)));
            var ids = new BsonArray();
            entries.find(old)
                    .sort(new BsonDocument("changed", new BsonInt32(1)))
                    .limit(AT_ONCE)
                    .projection(new BsonDocument("_id", new BsonInt32(1)))
                    .forEach(found -> ids.add(found.get("_id")));
            var both = new BsonDocument("_id", new BsonDocument("$in", ids));
            both.putAll(old);
            return ids.isEmpty() ? 0 : (int) entries.deleteMany(both).getDeletedCount();
        });
    }

    @Override
    public void foldCounts(int beforeDay) {
        boolean more = true;
        while (more) {
            more = database.transact(session -> {
                var old = new BsonDocument(
                        "day", new BsonDocument("$gt", new BsonInt32(EARLIER)).append("$lt", new BsonInt32(beforeDay)));
                List<WriteModel<BsonDocument>> writes = new ArrayList<>();
                session.find(counts, old).limit(AT_ONCE).forEach(found -> {
                    Count count = DeliveryReads.count(found);
                    Tally tally = count.tally();
                    var earlier = new Tally(tally.tenant(), tally.object(), EARLIER, tally.outcome());
                    writes.add(count(count.listener(), earlier, count.events()));
                    writes.add(new DeleteOneModel<>(new BsonDocument("_id", found.get("_id"))));
                });
                write(session, counts, writes);
                return writes.size() == 2 * AT_ONCE;
            });
        }
    }

    void dropTenant(String tenant) {
        var filter = new BsonDocument("tenant", new BsonString(tenant));
        entries.deleteMany(filter);
        counts.deleteMany(filter);
    }
}
