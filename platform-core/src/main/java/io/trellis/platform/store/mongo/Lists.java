package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.codecs.configuration.CodecRegistries;

/** Reads records: one, many, pages, counts, streams. */
final class Lists {
    private static final int MOST = 10_000;
    private static final int SCAN_BATCH = 500;
    private static final int IDS = 5_000;

    private final Database database;
    private final Layouts layouts;
    private final SlowQuestions slow;

    Lists(Database database, Layouts layouts, SlowQuestions slow) {
        this.database = database;
        this.layouts = layouts;
        this.slow = slow;
    }

    private MongoCollection<Row> rows(Layout layout) {
        return rows(database, layout.collection());
    }

    static MongoCollection<Row> rows(Database database, String collection) {
        MongoCollection<BsonDocument> records = database.collection(collection);
        return records.withDocumentClass(Row.class)
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(new Row.RowCodec()), records.getCodecRegistry()));
    }

    Optional<StoredRecord> find(Realm realm, String object, String id) {
        Layout layout = layouts.get(realm, object);
        return reading(() -> Optional.ofNullable(rows(layout)
                        .find(one(layout, id))
                        .projection(Row.projection())
                        .first())
                .map(Row::stored));
    }

    /** The filter for one record; with the shard key, so that one shard is asked. */
    static BsonDocument one(Layout layout, String id) {
        return new BsonDocument("_id", new BsonString(Layout.recordId(layout.tenant(), id)))
                .append("tenant", new BsonString(layout.tenant()))
                .append("id", new BsonString(id));
    }

    List<StoredRecord> findAll(Realm realm, String object, Collection<String> ids) {
        Layout layout = layouts.get(realm, object);
        List<StoredRecord> found = new ArrayList<>(ids.size());
        inChunks(
                ids,
                chunk -> reading(() -> {
                    rows(layout)
                            .find(many(layout, chunk))
                            .projection(Row.projection())
                            .forEach(row -> found.add(row.stored()));
                    return null;
                }));
        return found;
    }

    /** A query may not be longer than a document. */
    static void inChunks(Collection<String> ids, Consumer<List<String>> work) {
        List<String> distinct = ids.stream().distinct().toList();
        for (int from = 0; from < distinct.size(); from += IDS) {
            work.accept(distinct.subList(from, Math.min(from + IDS, distinct.size())));
        }
    }

    static BsonDocument many(Layout layout, Collection<String> ids) {
        var keys = new BsonArray();
        ids.forEach(id -> keys.add(new BsonString(Layout.recordId(layout.tenant(), id))));
        return new BsonDocument("_id", new BsonDocument("$in", keys)).append("tenant", new BsonString(layout.tenant()));
    }

    /** Live or deleted records of a tenant. */
    static BsonDocument base(String tenant, boolean live) {
        return new BsonDocument("tenant", new BsonString(tenant)).append("live", BsonBoolean.valueOf(live));
    }

    RecordQuery.Page list(Realm realm, String object, RecordQuery query) {
        if (query.size() < 1 || query.size() > MOST || query.offset() < 0) {
            throw new IllegalArgumentException("size must be 1 to " + MOST + " and offset not below 0");
        }
        if (query.after() != null && query.offset() > 0) {
            throw new IllegalArgumentException("after and offset exclude each other");
        }
        var scope = new Scope(layouts, realm, object);
        var pipeline = new Stages(scope, semiJoins(realm), query.filter(), query.deleted());
        var order = new Ordering(scope, query.sort());
        List<BsonDocument> stages = new ArrayList<>();
        BsonDocument after = query.after() == null ? new BsonDocument() : order.after(query.after());
        if (!order.isRemote()) {
            stages.addAll(pipeline.matching(after, order.sort()));
        } else {
            stages.addAll(pipeline.matching());
            if (!order.computed().isEmpty()) {
                stages.add(new BsonDocument("$addFields", order.computed()));
            }
            if (!after.isEmpty()) {
                stages.add(new BsonDocument("$match", after));
            }
            stages.add(new BsonDocument("$sort", order.sort()));
        }
        if (query.offset() > 0) {
            stages.add(new BsonDocument("$skip", new BsonInt32(query.offset())));
        }
        stages.add(new BsonDocument("$limit", new BsonInt32(query.size() + 1)));
        BsonDocument projection = Row.projection();
        projection.putAll(order.projected());
        stages.add(new BsonDocument("$project", projection));
        return page(scope, stages, order, query.size());
    }

    private SemiJoins semiJoins(Realm realm) {
        return new SemiJoins(database, layouts, realm);
    }

    private RecordQuery.Page page(Scope scope, List<BsonDocument> stages, Ordering order, int size) {
        long start = System.nanoTime();
        List<Row> found = reading(() -> rows(scope.layout)
                .aggregate(stages)
                .allowDiskUse(true)
                .batchSize(size + 1)
                .into(new ArrayList<>()));
        slow.asked(scope.layout.collection(), stages, start);
        List<StoredRecord> records = found.stream().limit(size).map(Row::stored).toList();
        return new RecordQuery.Page(records, found.size() > size ? order.cursor(found.get(size - 1)) : null);
    }

    long count(Realm realm, String object, Predicate filter, boolean deleted) {
        var scope = new Scope(layouts, realm, object);
        List<BsonDocument> stages = new ArrayList<>(new Stages(scope, semiJoins(realm), filter, deleted).matching());
        stages.add(new BsonDocument(
                "$group",
                new BsonDocument("_id", new BsonInt32(1)).append("count", new BsonDocument("$sum", new BsonInt32(1)))));
        long start = System.nanoTime();
        BsonDocument counted = reading(() ->
                database.collection(scope.layout.collection()).aggregate(stages).first());
        slow.asked(scope.layout.collection(), stages, start);
        return counted == null ? 0 : counted.getNumber("count").longValue();
    }

    void scan(Realm realm, String object, Predicate filter, RecordStore.Visitor visitor) {
        var scope = new Scope(layouts, realm, object);
        var byId = new BsonDocument("id", new BsonInt32(1));
        List<BsonDocument> stages =
                new ArrayList<>(new Stages(scope, null, filter, false).matching(new BsonDocument(), byId));
        stages.add(new BsonDocument("$project", Row.projection()));
        reading(() -> {
            try (MongoCursor<Row> rows = database.snapshot(rows(scope.layout))
                    .aggregate(stages)
                    .allowDiskUse(true)
                    .batchSize(SCAN_BATCH)
                    .cursor()) {
                while (rows.hasNext() && visitor.visit(rows.next().stored())) {
                    // the visitor did the work
                }
            }
            return null;
        });
    }

    static <T> T reading(java.util.function.Supplier<T> read) {
        try {
            return read.get();
        } catch (MongoException failure) {
            throw Failures.reading(failure);
        }
    }
}
