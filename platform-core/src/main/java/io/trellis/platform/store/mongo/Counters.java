package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import io.trellis.platform.store.TenantSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Counters that numbers are drawn from; they begin at 1. */
final class Counters {
    private final MongoCollection<BsonDocument> collection;

    Counters(Database database) {
        this.collection = database.collection("counters");
    }

    /**
     * Takes {@code count} numbers and returns the first. In a transaction they go back when it is given up; whoever draws from the counter in
     * another at the same time has to begin again.
     */
    long take(Session session, String tenant, String counter, int count) {
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        var raise = new BsonDocument("$inc", new BsonDocument("value", new BsonInt64(count)));
        raise.append("$setOnInsert", new BsonDocument("tenant", new BsonString(tenant)));
        BsonDocument taken = session.findAndUpdate(collection, id(tenant, counter), raise, options);
        return taken.getNumber("value").longValue() - count + 1;
    }

    void raise(String tenant, String counter, long value) {
        var raise = new BsonDocument("$max", new BsonDocument("value", new BsonInt64(value)));
        raise.append("$setOnInsert", new BsonDocument("tenant", new BsonString(tenant)));
        collection.updateOne(id(tenant, counter), raise, new UpdateOptions().upsert(true));
    }

    void set(Session session, String tenant, List<TenantSnapshot.Counter> values) {
        List<ReplaceOneModel<BsonDocument>> writes = new ArrayList<>();
        for (TenantSnapshot.Counter counter : values) {
            BsonDocument document = id(tenant, counter.name())
                    .append("tenant", new BsonString(tenant))
                    .append("value", new BsonInt64(counter.value()));
            writes.add(new ReplaceOneModel<>(id(tenant, counter.name()), document, new ReplaceOptions().upsert(true)));
        }
        session.write(collection, writes, new BulkWriteOptions());
    }

    void remove(Session session, String tenant, Collection<String> names) {
        List<DeleteOneModel<BsonDocument>> writes = names.stream()
                .map(name -> new DeleteOneModel<BsonDocument>(id(tenant, name)))
                .toList();
        session.write(collection, writes, new BulkWriteOptions());
    }

    void dropTenant(String tenant) {
        collection.deleteMany(new BsonDocument("tenant", new BsonString(tenant)));
    }

    private static BsonDocument id(String tenant, String counter) {
        return new BsonDocument(
                "_id", new BsonDocument("tenant", new BsonString(tenant)).append("counter", new BsonString(counter)));
    }
}
