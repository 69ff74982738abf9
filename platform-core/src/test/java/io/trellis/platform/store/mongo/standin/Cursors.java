package io.trellis.platform.store.mongo.standin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;

/** Results that are handed out batch by batch; each was read at one moment. */
final class Cursors {
    private static final int FIRST_BATCH = 101;
    private static final int BATCH = 500;

    private record Cursor(List<BsonDocument> rest) {}

    private final Map<Long, Cursor> cursors = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong(1);

    BsonDocument open(String namespace, List<BsonDocument> documents, Integer batchSize, boolean single) {
        int size = batchSize == null || batchSize < 0 ? FIRST_BATCH : batchSize;
        int first = Math.min(single ? documents.size() : size, documents.size());
        long id = 0;
        if (!single && first < documents.size()) {
            id = next.getAndIncrement();
            cursors.put(id, new Cursor(documents.subList(first, documents.size())));
        }
        return reply(namespace, id, "firstBatch", documents.subList(0, first));
    }

    BsonDocument more(String namespace, long id, Integer batchSize) {
        Cursor cursor = cursors.remove(id);
        if (cursor == null) {
            throw Fault.cursorNotFound(id);
        }
        int size = Math.min(batchSize == null || batchSize <= 0 ? BATCH : batchSize, cursor.rest.size());
        if (size < cursor.rest.size()) {
            cursors.put(id, new Cursor(cursor.rest.subList(size, cursor.rest.size())));
        }
        return reply(namespace, size < cursor.rest.size() ? id : 0, "nextBatch", cursor.rest.subList(0, size));
    }

    void close(BsonArray ids) {
        ids.forEach(id -> cursors.remove(id.asNumber().longValue()));
    }

    private static BsonDocument reply(String namespace, long id, String batch, List<BsonDocument> documents) {
        var cursor = new BsonDocument("id", new BsonInt64(id))
                .append("ns", new BsonString(namespace))
                .append(batch, new BsonArray(documents));
        return new BsonDocument("cursor", cursor).append("ok", new BsonDouble(1));
    }
}
