package io.trellis.platform.store.mongo;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;

/**
 * Operations inside a transaction, or without one on a server that has none.
 *
 * @param client null without
 */
record Session(ClientSession client) {
    <T> FindIterable<T> find(MongoCollection<T> collection, Bson filter) {
        return client == null ? collection.find(filter) : collection.find(client, filter);
    }

    BulkWriteResult write(
            MongoCollection<BsonDocument> collection,
            List<? extends WriteModel<? extends BsonDocument>> writes,
            BulkWriteOptions options) {
        return client == null ? collection.bulkWrite(writes, options) : collection.bulkWrite(client, writes, options);
    }

    BsonDocument findAndUpdate(
            MongoCollection<BsonDocument> collection, Bson filter, Bson update, FindOneAndUpdateOptions options) {
        return client == null
                ? collection.findOneAndUpdate(filter, update, options)
                : collection.findOneAndUpdate(client, filter, update, options);
    }
}
