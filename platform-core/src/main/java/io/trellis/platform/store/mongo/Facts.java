package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** A few numbers of the installation: how far layouts and events have come. */
final class Facts {
    /** The highest revision of any layout. */
    static final String LAYOUTS = "layouts";
    /** The highest position of any event. */
    static final String EVENTS = "events";
    /** The position up to which events have been forgotten. */
    static final String TRIMMED = "trimmed";

    private final MongoCollection<BsonDocument> collection;

    Facts(Database database) {
        this.collection = database.collection("facts");
    }

    long find(String name) {
        BsonDocument found = collection.find(id(name)).first();
        return found == null ? 0 : found.getNumber("value").longValue();
    }

    /** Raises a number and returns it; whoever does so in another transaction at the same time has to begin again. */
    long next(Session session, String name, long by) {
        var options = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        var raise = new BsonDocument("$inc", new BsonDocument("value", new BsonInt64(by)));
        return session.findAndUpdate(collection, id(name), raise, options)
                .getNumber("value")
                .longValue();
    }

    void raise(String name, long value) {
        var raise = new BsonDocument("$max", new BsonDocument("value", new BsonInt64(value)));
        collection.updateOne(id(name), raise, new UpdateOptions().upsert(true));
    }

    private static BsonDocument id(String name) {
        return new BsonDocument("_id", new BsonString(name));
    }
}
