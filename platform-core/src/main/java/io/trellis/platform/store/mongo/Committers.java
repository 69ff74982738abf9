package io.trellis.platform.store.mongo;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Commits side by side, each in a transaction of its own. Those that draw from the same counter take turns, since only one of them could go on
 * at a time anyway.
 */
final class Committers implements AutoCloseable {
    /** Fewer than the driver's connections, so that reading never waits for writing. */
    private static final int MOST = 48;

    private final Database database;
    private final UniqueKeys keys;
    private final Counters counters;
    private final Changes changes;
    private final MongoSystemStore system;
    private final Semaphore places = new Semaphore(MOST);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    Committers(Database database, UniqueKeys keys, Counters counters, Changes changes, MongoSystemStore system) {
        this.database = database;
        this.keys = keys;
        this.counters = counters;
        this.changes = changes;
        this.system = system;
    }

    CompletableFuture<List<Map<String, String>>> submit(CommitWork.Unit unit) {
        var work = new CommitWork(database, keys, counters, changes, system, unit);
        try {
            places.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(
                    new StoreException.Unavailable("Interrupted before writing", interrupted));
        }
        try {
            return CompletableFuture.supplyAsync(() -> inTurn(work, unit.writes()), threads)
                    .whenComplete((_, _) -> places.release());
        } catch (java.util.concurrent.RejectedExecutionException closed) {
            places.release();
            return CompletableFuture.failedFuture(new StoreException.Unavailable("The store is closed", closed));
        }
    }

    private List<Map<String, String>> inTurn(CommitWork work, List<CommitWork.Prepared> writes) {
        List<ReentrantLock> held = counters(writes).stream()
                .map(counter -> turns.computeIfAbsent(counter, _ -> new ReentrantLock()))
                .toList();
        held.forEach(ReentrantLock::lock);
        try {
            return database.transact(work::run);
        } catch (UniqueKeys.Taken taken) {
            Layout layout = taken.owner.layout();
            throw new StoreException.DuplicateKey(layout.objectName(), taken.owner.id(), layout.fieldsOf(taken.key));
        } catch (CommitWork.Present present) {
            throw new StoreException.VersionMismatch(
                    present.write.write().object(), present.write.write().id(), version(present.write));
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    /** In one order for all, so that no two wait for each other. */
    private static TreeSet<String> counters(List<CommitWork.Prepared> writes) {
        var counters = new TreeSet<String>();
        for (CommitWork.Prepared prepared : writes) {
            if (prepared.write() instanceof Commit.Put put) {
                put.numbers()
                        .values()
                        .forEach(numbering -> counters.add(prepared.layout().tenant() + "/" + numbering.counter()));
            }
        }
        return counters;
    }

    private long version(CommitWork.Prepared write) {
        BsonDocument found = database.collection(write.layout().collection())
                .find(Lists.one(write.layout(), write.write().id()))
                .projection(new BsonDocument("version", new BsonInt32(1)))
                .first();
        return found == null ? 0 : found.getNumber("version").longValue();
    }

    /** Lets commits under way finish. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
