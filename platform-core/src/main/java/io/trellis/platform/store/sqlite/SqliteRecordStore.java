package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantLoader;
import io.trellis.platform.store.TenantSnapshot;
import io.trellis.platform.store.UnusableStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The embedded store: everything in one SQLite file. Writes of all callers go through one thread that commits them in groups; what
 * has been acknowledged survives a killed process, and with {@link Durability#FULL} a power cut. Thread-safe.
 */
public final class SqliteRecordStore implements RecordStore {
    /** What an acknowledged write survives. */
    public enum Durability {
        /** A killed process and a power cut: the log is synced at every commit. */
        FULL,
        /** A killed process; a power cut may lose the last moments, but never half a commit. */
        NORMAL;

        /** @throws UnusableStore when there is none of the name */
        public static Durability named(String name) {
            try {
                return valueOf(name.strip().toUpperCase(java.util.Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new UnusableStore(
                        "There is no durability \"" + name + "\".",
                        "Set trellis.store.durability to full or normal.",
                        unknown);
            }
        }
    }

    /** @param readers connections that read side by side */
    public record Options(Durability durability, int readers) {
        public static Options defaults() {
            return new Options(Durability.FULL, Runtime.getRuntime().availableProcessors() + 1);
        }
    }

    private final DataFolderLock lock;
    private final Schema schema = new Schema();
    private final Outbox outbox = new Outbox();
    private final Counts counts = new Counts();
    private final Counters counters = new Counters();
    private final GroupCommit writer;
    private final Readers readers;
    private final IndexAdvisor advisor;
    private final Lists lists;
    private final Aggregates aggregates;
    private final SqliteSystemStore system;
    private final Deliveries deliveries;
    private final SqliteTenantLoader loader;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private SqliteRecordStore(Path file, Options options, DataFolderLock lock) throws SQLException {
        this.lock = lock;
        Session session = Session.writer(file, options.durability());
        schema.open(session);
        outbox.open(session);
        writer = new GroupCommit(session, new Housekeeping(file));
        readers = new Readers(file, options.readers());
        advisor = new IndexAdvisor(schema, writer);
        lists = new Lists(schema, readers, advisor, counts);
        aggregates = new Aggregates(schema, readers, advisor);
        system = new SqliteSystemStore(readers, writer);
        deliveries = new Deliveries(readers, writer);
        loader = new SqliteTenantLoader(schema, writer, outbox, counts, () -> listeners.forEach(Runnable::run));
    }

    /**
     * Opens the file, making it and its folder when they are not there. A file left by a killed process needs nothing: SQLite
     * replays its log.
     *
     * @throws IllegalStateException when another process uses it
     */
    public static SqliteRecordStore open(Path file, Options options) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException failure) {
            throw new UnusableStore(
                    "The data folder " + file.toAbsolutePath().getParent() + " can't be made: " + failure.getMessage(),
                    "Choose another with TRELLIS_HOME.",
                    failure);
        }
        DataFolderLock lock = DataFolderLock.take(file);
        try {
            return new SqliteRecordStore(file, options, lock);
        } catch (SQLException failure) {
            lock.close();
            throw new UnusableStore(
                    "The data file " + file.toAbsolutePath() + " can't be opened: " + failure.getMessage(),
                    "See that the file is a Trellis store and writable, or choose another folder with TRELLIS_HOME.",
                    failure);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    @Override
    public void prepare(Realm realm, CatalogObject object) {
        if (Preparation.fits(schema.find(realm, object), object)) {
            return;
        }
        writer.runAlone(
                session -> {
                    Table present = schema.find(realm, object);
                    return Preparation.fits(present, object)
                            ? present
                            : new Preparation(session, object).run(realm.tenant(), present);
                },
                table -> {
                    schema.put(table);
                    counts.changed(table.no);
                });
    }

    @Override
    public void drop(Realm realm, CatalogObject object) {
        writer.runAlone(
                session -> {
                    Table table = schema.find(realm, object);
                    if (table != null) {
                        TenantRemoval.drop(session, table);
                    }
                    return table;
                },
                table -> {
                    schema.remove(table);
                    if (table != null) {
                        counts.changed(table.no);
                    }
                });
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
        List<CatalogObject> objects = new ArrayList<>(commit.writes().size());
        List<Table> tables = new ArrayList<>(commit.writes().size());
        for (Commit.Write write : commit.writes()) {
            objects.add(realm.catalog().getObject(write.object()));
            tables.add(schema.get(realm, write.object()));
        }
        var unit = new RecordWrites(realm.tenant(), commit, objects, tables, outbox);
        CompletableFuture<List<Map<String, String>>> done =
                writer.submit(unit, written -> unit.touched().forEach(counts::changed));
        if (!listeners.isEmpty()) {
            done.thenRun(() -> listeners.forEach(Runnable::run));
        }
        return done;
    }

    @Override
    public long takeNumbers(String tenant, String counter, int count) {
        return GroupCommit.await(writer.submit(session -> counters.take(session, tenant, counter, count)));
    }

    @Override
    public void raiseCounter(String tenant, String counter, long value) {
        GroupCommit.await(writer.submit(session -> {
            counters.raise(session, tenant, counter, value);
            return null;
        }));
    }

    @Override
    public List<ChangeEntry> changes(Realm realm, String object, String id, long before, int size) {
        Table table = schema.get(realm, object);
        return readers.read(session -> Changes.page(session, table, id, before, size));
    }

    @Override
    public void changesSince(
            Realm realm, String object, Collection<String> ids, Instant moment, ChangeVisitor visitor) {
        Table table = schema.get(realm, object);
        readers.read(session -> {
            for (String id : ids) {
                Changes.since(session, table, id, moment, visitor);
            }
            return null;
        });
    }

    @Override
    public List<OutboxEvent> readOutbox(long after, int size) {
        return readers.read(session -> Outbox.read(session, after, size));
    }

    @Override
    public OutboxRange outboxRange() {
        return readers.read(Outbox::range);
    }

    @Override
    public void trimOutbox(long upTo) {
        GroupCommit.await(writer.submit(session -> {
            outbox.trim(session, upTo);
            return null;
        }));
    }

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    Lists lists() {
        return lists;
    }

    IndexAdvisor advisor() {
        return advisor;
    }

    /** For tests: makes the file unable to grow, as a full disk does. */
    void limitPages(boolean limited) {
        writer.runAlone(
                session -> {
                    session.execute("PRAGMA max_page_count=" + (limited ? 1 : Integer.MAX_VALUE - 1));
                    return null;
                },
                _ -> {});
    }

    @Override
    public void dropTenant(String tenant) {
        writer.runAlone(
                session -> {
                    TenantRemoval.run(session, tenant);
                    return tenant;
                },
                schema::forget);
    }

    @Override
    public TenantSnapshot snapshot(String tenant) {
        return new SqliteTenantSnapshot(readers.snapshot(), tenant);
    }

    @Override
    public TenantLoader loader() {
        return loader;
    }

    @Override
    public SystemStore system() {
        return system;
    }

    @Override
    public DeliveryLog deliveries() {
        return deliveries;
    }

    /** The lock on the data folder keeps every other process out. */
    @Override
    public boolean shared() {
        return false;
    }

    /** Lets queued writes finish, tidies the file and gives it free. */
    @Override
    public void close() {
        try {
            writer.close(readers);
        } catch (SQLException failure) {
            throw new StoreException.Unavailable("The store did not close cleanly", failure);
        } finally {
            lock.close();
        }
    }
}
