package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.TenantSnapshot;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * A snapshot session. The server keeps the past for five minutes unless it is told otherwise ({@code minSnapshotHistoryWindowInSeconds}); a view that is
 * kept longer fails and says so.
 */
final class MongoTenantSnapshot implements TenantSnapshot {
    private final Database database;
    private final Session session;
    private final String tenant;

    MongoTenantSnapshot(Database database, String tenant) {
        this.database = database;
        this.session = database.snapshotSession();
        this.tenant = tenant;
        // The first read says which moment it is.
        session.find(database.collection("facts"), new BsonDocument()).first();
    }

    private BsonDocument ofTenant() {
        return new BsonDocument("tenant", new BsonString(tenant));
    }

    private static BsonDocument ascending(String... fields) {
        var sort = new BsonDocument();
        for (String field : fields) {
            sort.put(field, new BsonInt32(1));
        }
        return sort;
    }

    private FindIterable<BsonDocument> find(String collection, BsonDocument filter) {
        return session.find(database.collection(collection), filter);
    }

    @Override
    public Cursor<KeptDocument> documents() {
        return open(
                find("documents", ofTenant()).sort(ascending("kind", "key")),
                found -> new KeptDocument(
                        found.getString("kind").getValue(),
                        found.getString("key").getValue(),
                        found.getBinary("json").getData()));
    }

    @Override
    public Cursor<Counter> counters() {
        return open(
                find("counters", ofTenant()).sort(ascending("_id.counter")),
                found -> new Counter(
                        found.getDocument("_id").getString("counter").getValue(),
                        found.getNumber("value").longValue()));
    }

    @Override
    public Set<String> objects() {
        Set<String> objects = new LinkedHashSet<>();
        BsonDocument kept = ofTenant().append("columns", new BsonDocument("$exists", BsonBoolean.TRUE));
        Lists.reading(() -> {
            find("layouts", kept)
                    .sort(ascending("objectId"))
                    .forEach(layout -> objects.add(layout.getString("objectId").getValue()));
            return null;
        });
        return objects;
    }

    @Override
    public Cursor<StoredRecord> records(String objectId, String after) {
        MongoCollection<Row> rows = Lists.rows(database, Layout.collection(objectId));
        return open(
                session.find(rows, behind("id", after)).sort(ascending("id")).projection(Row.projection()),
                Row::stored);
    }

    private BsonDocument behind(String field, String after) {
        return ofTenant()
                .append(
                        field,
                        new BsonDocument(after == null ? "$gte" : "$gt", new BsonString(after == null ? "" : after)));
    }

    @Override
    public Cursor<HistoryEntry> history(String after) {
        var rows = open(
                find("changes", behind("record", after)).sort(ascending("record", Changes.POSITION)),
                Function.identity());
        return new History(rows);
    }

    private static <D, T> Cursor<T> open(FindIterable<D> found, Function<D, T> reading) {
        MongoCursor<D> cursor = Lists.reading(found::cursor);
        return new Cursor<>() {
            @Override
            public T next() {
                try {
                    return cursor.hasNext() ? reading.apply(cursor.next()) : null;
                } catch (MongoException failure) {
                    throw Failures.reading(failure);
                }
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    @Override
    public void close() {
        if (session.client() != null) {
            session.client().close();
        }
    }

    /** Changes without a position come first among those of their record and are its newest: they wait until the others have passed. */
    private static final class History implements Cursor<HistoryEntry> {
        private final Cursor<BsonDocument> rows;
        private final Queue<BsonDocument> newest = new ArrayDeque<>();
        private BsonDocument ahead;
        private String record;
        private long ordinal;

        History(Cursor<BsonDocument> rows) {
            this.rows = rows;
            this.ahead = rows.next();
        }

        @Override
        public HistoryEntry next() {
            while (ahead != null && !ahead.containsKey(Changes.POSITION) && (newest.isEmpty() || sameRecord())) {
                newest.add(ahead);
                ahead = rows.next();
            }
            if (ahead == null || !newest.isEmpty() && !sameRecord()) {
                return newest.isEmpty() ? null : entry(newest.remove());
            }
            BsonDocument next = ahead;
            ahead = rows.next();
            return entry(next);
        }

        /** Whether what is ahead is of the record that something waits for. */
        private boolean sameRecord() {
            return newest.peek().get("record").equals(ahead.get("record"));
        }

        private HistoryEntry entry(BsonDocument change) {
            String id = change.getString("record").getValue();
            ordinal = id.equals(record) ? ordinal + 1 : 0;
            record = id;
            return new HistoryEntry(id, ordinal, Changes.entry(change));
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
