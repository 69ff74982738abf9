package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantLoader;
import io.trellis.platform.store.TenantSnapshot;
import io.trellis.platform.store.UnusableStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * The store of an installation with more than one node: a MongoDB replica set or sharded cluster. Every node may read and write; what has been acknowledged
 * is on a majority of the members. Thread-safe.
 */
public final class MongoRecordStore implements RecordStore {
    /** @param allowNoTransactions whether a server without them will do; a failure may then leave half a write */
    public record Options(boolean allowNoTransactions) {
        public static Options defaults() {
            return new Options(false);
        }
    }

    private final Database database;
    private final Facts facts;
    private final Layouts layouts;
    private final UniqueKeys keys;
    private final Counters counters;
    private final Changes changes;
    private final Sequencer sequencer;
    private final IndexBuilder builder;
    private final Preparations preparations;
    private final Committers committers;
    private final Lists lists;
    private final Aggregates aggregates;
    private final MongoSystemStore system;
    private final Deliveries deliveries;
    private final Heartbeat heartbeat;

    private MongoRecordStore(Database database) {
        this.database = database;
        facts = new Facts(database);
        layouts = new Layouts(database, facts);
        keys = new UniqueKeys(database);
        counters = new Counters(database);
        changes = new Changes(database);
        sequencer = new Sequencer(database, facts, changes);
        builder = new IndexBuilder(database, layouts);
        preparations = new Preparations(database, layouts, keys, builder);
        system = new MongoSystemStore(database);
        committers = new Committers(database, keys, counters, changes, system);
        var slow = new SlowQuestions(database);
        lists = new Lists(database, layouts, slow);
        aggregates = new Aggregates(database, layouts, slow);
        deliveries = new Deliveries(database);
        Lists.reading(() -> {
            database.create(
                    "facts",
                    "layouts",
                    "keys",
                    "counters",
                    "changes",
                    "documents",
                    "listeners",
                    "deliveries",
                    "deliveryCounts");
            layouts.createIndexes();
            changes.createIndexes();
            deliveries.createIndexes();
            system.createIndexes();
            layouts.refresh();
            return null;
        });
        builder.enqueue(layouts.objectIds());
        heartbeat = new Heartbeat(layouts, facts, sequencer);
    }

    /**
     * Connects to a server.
     *
     * @param url {@code mongodb://…} or {@code mongodb+srv://…}, with the name of the database; {@code trellis} where it has none
     * @throws UnusableStore when it can't be reached, or has no transactions and that was not allowed
     */
    public static MongoRecordStore open(String url, Options options) {
        Database database = Database.connect(url, options);
        try {
            return new MongoRecordStore(database);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    @Override
    public void prepare(Realm realm, CatalogObject object) {
        preparations.prepare(realm, object);
    }

    @Override
    public void drop(Realm realm, CatalogObject object) {
        layouts.read(realm.tenant(), Layout.idOf(object))
                .ifPresent(layout -> Database.guarded(() -> {
                    layouts.drop(database, layout);
                    dropRecords(layout);
                    return null;
                }));
    }

    private void dropRecords(Layout layout) {
        database.collection(layout.collection())
                .deleteMany(new BsonDocument("tenant", new BsonString(layout.tenant())));
        keys.drop(layout);
        builder.enqueue(layout.objectId());
    }

    @Override
    public Optional<StoredRecord> find(Realm realm, String object, String id) {
        return lists.find(realm, object, id);
    }

    @Override
    public List<StoredRecord> findAll(Realm realm, String object, Collection<String> ids) {
        return lists.findAll(realm, object, ids);
    }

    @Override
    public RecordQuery.Page list(Realm realm, String object, RecordQuery query) {
        return lists.list(realm, object, query);
    }

    @Override
    public long count(Realm realm, String object, Predicate filter, boolean deleted) {
        return lists.count(realm, object, filter, deleted);
    }

    @Override
    public List<Map<String, Object>> aggregate(Realm realm, String object, AggregateQuery query) {
        return aggregates.run(realm, object, query);
    }

    @Override
    public void scan(Realm realm, String object, Predicate filter, Visitor visitor) {
        lists.scan(realm, object, filter, visitor);
    }

    @Override
    public CompletableFuture<List<Map<String, String>>> commit(Realm realm, Commit commit) {
        layouts.beFresh();
        List<CommitWork.Prepared> writes = new ArrayList<>(commit.writes().size());
        for (Commit.Write write : commit.writes()) {
            writes.add(CommitWork.Prepared.of(
                    write, realm.catalog().getObject(write.object()), layouts.get(realm, write.object())));
        }
        var unit = new CommitWork.Unit(realm.tenant(), writes, commit.documents());
        return committers.submit(unit).whenComplete((_, failure) -> {
            if (failure == null) {
                heartbeat.tell();
            }
        });
    }

    @Override
    public long takeNumbers(String tenant, String counter, int count) {
        return Database.guarded(() -> counters.take(new Session(null), tenant, counter, count));
    }

    @Override
    public void raiseCounter(String tenant, String counter, long value) {
        Database.guarded(() -> {
            counters.raise(tenant, counter, value);
            return null;
        });
    }

    @Override
    public List<ChangeEntry> changes(Realm realm, String object, String id, long before, int size) {
        layouts.get(realm, object);
        return Lists.reading(() -> {
            sequencer.run();
            return changes.ofRecord(realm.tenant(), id, before, size);
        });
    }

    @Override
    public void changesSince(
            Realm realm, String object, Collection<String> ids, Instant moment, ChangeVisitor visitor) {
        layouts.get(realm, object);
        Lists.reading(() -> {
            sequencer.run();
            Lists.inChunks(ids, chunk -> changes.since(realm.tenant(), chunk, moment, visitor));
            return null;
        });
    }

    @Override
    public List<OutboxEvent> readOutbox(long after, int size) {
        return Lists.reading(() -> {
            sequencer.run();
            return changes.after(database, Math.max(after, facts.find(Facts.TRIMMED)), size);
        });
    }

    @Override
    public OutboxRange outboxRange() {
        return Lists.reading(() -> {
            sequencer.run();
            return new OutboxRange(facts.find(Facts.TRIMMED), facts.find(Facts.EVENTS));
        });
    }

    @Override
    public void trimOutbox(long upTo) {
        Database.guarded(() -> {
            facts.raise(Facts.TRIMMED, upTo);
            changes.trim(upTo);
            return null;
        });
    }

    @Override
    public void onCommit(Runnable listener) {
        heartbeat.add(listener);
    }

    @Override
    public void dropTenant(String tenant) {
        Database.guarded(() -> {
            layouts.refresh();
            layouts.ofTenant(tenant).forEach(this::dropRecords);
            changes.dropTenant(tenant);
            deliveries.dropTenant(tenant);
            keys.dropTenant(tenant);
            counters.dropTenant(tenant);
            system.dropTenant(tenant);
            layouts.dropTenant(database, tenant);
            return null;
        });
    }

    @Override
    public TenantSnapshot snapshot(String tenant) {
        return Lists.reading(() -> {
            sequencer.run();
            return new MongoTenantSnapshot(database, tenant);
        });
    }

    @Override
    public TenantLoader loader() {
        return new MongoTenantLoader(database, layouts, keys, changes, counters, heartbeat::tell);
    }

    @Override
    public SystemStore system() {
        return system;
    }

    @Override
    public DeliveryLog deliveries() {
        return deliveries;
    }

    @Override
    public Optional<BlobStore> blobs() {
        return Optional.of(new MongoBlobStore(database));
    }

    @Override
    public boolean shared() {
        return true;
    }

    IndexBuilder indexes() {
        return builder;
    }

    /** Lets commits under way finish and says good-bye to the server. */
    @Override
    public void close() {
        committers.close();
        heartbeat.close();
        builder.close();
        database.close();
    }
}
