package io.trellis.platform.store.mongo.standin;

import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** What can be read at one moment. */
interface View {
    List<BsonDocument> find(String namespace, BsonDocument filter, Map<String, BsonValue> variables);
}
