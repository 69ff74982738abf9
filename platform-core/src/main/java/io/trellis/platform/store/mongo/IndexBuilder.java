package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and drops indexes behind everybody's back, one collection after the other: publishing never waits for one. An index is shared by all
 * tenants that want it and dropped when none does.
 */
final class IndexBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);

    private final Database database;
    private final Layouts layouts;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store-indexes").daemon(true).factory());
    private volatile boolean closing;

    IndexBuilder(Database database, Layouts layouts) {
        this.database = database;
        this.layouts = layouts;
    }

    /** Has an object's collection looked after. */
    void enqueue(String objectId) {
        if (!closing && waiting.add(objectId)) {
            thread.execute(() -> {
                waiting.remove(objectId);
                if (!closing) {
                    run(objectId);
                }
            });
        }
    }

    void enqueue(Collection<String> objectIds) {
        objectIds.forEach(this::enqueue);
    }

    private void run(String objectId) {
        try {
            MongoCollection<BsonDocument> records = database.collection(Layout.collection(objectId));
            Set<String> present = new HashSet<>();
            records.listIndexes(BsonDocument.class)
                    .forEach(index -> present.add(index.getString("name").getValue()));
            // Read after the indexes: whoever made one of them has said before that it is wanted.
            Set<String> wanted = wanted(objectId);
            for (String name : present) {
                if (name.startsWith(Indexes.PREFIX) && !wanted.contains(name)) {
                    records.dropIndex(name);
                }
            }
            ensure(
                    records,
                    present,
                    "tenant_1_id_1",
                    new BsonDocument("tenant", new BsonInt32(1)).append("id", new BsonInt32(1)));
            for (String name : wanted) {
                ensure(records, present, name, Indexes.spec(name.substring(Indexes.PREFIX.length())));
            }
        } catch (MongoException failure) {
            if (!closing) {
                LOG.warn("The indexes of {} could not be brought up to date: {}", objectId, failure.getMessage());
            }
        }
    }

    /** Those that most tenants want, where they are more than a collection can have. */
    private Set<String> wanted(String objectId) {
        Map<String, Integer> tenants = new HashMap<>();
        layouts.ofObject(objectId).forEach(layout -> layout.indexes()
                .forEach(index -> tenants.merge(Indexes.PREFIX + index, 1, Integer::sum)));
        List<String> ordered = new ArrayList<>(tenants.keySet());
        ordered.sort(Comparator.comparing((String name) -> -tenants.get(name))
                .thenComparing(String::length)
                .thenComparing(Comparator.naturalOrder()));
        if (ordered.size() > Indexes.MOST) {
            LOG.warn(
                    "Tenants want {} indexes on the records of {} and a collection can have {}; questions that need the last ones are slower",
                    ordered.size(),
                    objectId,
                    Indexes.MOST);
        }
        return new LinkedHashSet<>(ordered.subList(0, Math.min(ordered.size(), Indexes.MOST)));
    }

    private static void ensure(
            MongoCollection<BsonDocument> records, Set<String> present, String name, BsonDocument spec) {
        if (!present.contains(name)) {
            records.createIndex(spec, new IndexOptions().name(name));
        }
    }

    /** For tests: waits until nothing is left to do. */
    void await() {
        try {
            thread.submit(() -> {}).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
