package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes whatever waits, runs each unit inside a savepoint, and makes all of them durable with
 * one commit: under load the cost of a sync is shared by the batch, and a lone unit waits for nobody. A unit's future completes
 * after that commit; a unit that is refused takes nothing of the others with it.
 */
final class GroupCommit {
    /** Writes inside a transaction that somebody else opens and commits. */
    interface Unit<T> {
        T run(Session session) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 256;

    private record Waiting<T>(Unit<T> unit, boolean alone, Consumer<T> after, CompletableFuture<T> future) {
        void complete(Object result) {
            @SuppressWarnings("unchecked")
            T value = (T) result;
            after.accept(value);
            future.complete(value);
        }
    }

    /** What a unit ended with inside the open transaction. */
    private record Outcome(Waiting<?> waiting, Object result, RuntimeException refusal) {}

    private final Session session;
    private final Housekeeping housekeeping;
    private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private volatile boolean closing;

    GroupCommit(Session session, Housekeeping housekeeping) {
        this.session = session;
        this.housekeeping = housekeeping;
        thread = Thread.ofPlatform().name("store-writer").daemon(true).start(this::work);
    }

    /** Queues a unit; units of one caller run in the order of its calls. */
    <T> CompletableFuture<T> submit(Unit<T> unit) {
        return enqueue(unit, false, any -> {});
    }

    /** As {@link #submit(Unit)}; {@code after} runs on the writer's thread after the commit and before the future completes. */
    <T> CompletableFuture<T> submit(Unit<T> unit, Consumer<T> after) {
        return enqueue(unit, false, after);
    }

    /**
     * Runs a unit in a transaction of its own and waits until it is durable.
     *
     * @param after takes the result on the writer's thread, after the commit and before any other unit
     */
    <T> void runAlone(Unit<T> unit, Consumer<T> after) {
        await(enqueue(unit, true, after));
    }

    /** As {@link #runAlone}, without waiting. */
    <T> CompletableFuture<T> submitAlone(Unit<T> unit, Consumer<T> after) {
        return enqueue(unit, true, after);
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (java.util.concurrent.CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    private <T> CompletableFuture<T> enqueue(Unit<T> unit, boolean alone, Consumer<T> after) {
        var future = new CompletableFuture<T>();
        if (closing) {
            future.completeExceptionally(new StoreException.Unavailable("The store is closed", null));
            return future;
        }
        try {
            queue.put(new Waiting<>(unit, alone, after, future));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            future.completeExceptionally(new StoreException.Unavailable("Interrupted before writing", interrupted));
        }
        return future;
    }

    private void work() {
        List<Waiting<?>> batch = new ArrayList<>();
        while (!closing || !queue.isEmpty()) {
            try {
                Waiting<?> first = queue.poll(200, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
                runInOrder(batch);
                housekeeping.afterBatch(session);
            } catch (InterruptedException stop) {
                closing = true;
            } catch (SQLException | RuntimeException | Error defect) {
                // This thread must outlive whatever happens: without it nothing is ever written again.
                LOG.error("The writer goes on after a failure", defect);
                batch.forEach(waiting -> waiting.future.completeExceptionally(
                        new StoreException.Unavailable("The write may not have happened", defect)));
            } finally {
                batch.clear();
            }
        }
    }

    private void runInOrder(List<Waiting<?>> batch) {
        int from = 0;
        while (from < batch.size()) {
            int to = from + 1;
            if (!batch.get(from).alone) {
                while (to < batch.size() && !batch.get(to).alone) {
                    to++;
                }
            }
            commit(batch.subList(from, to));
            from = to;
        }
    }

    private void commit(List<Waiting<?>> units) {
        List<Outcome> outcomes = new ArrayList<>(units.size());
        try {
            session.prepare("BEGIN IMMEDIATE").execute();
            for (Waiting<?> waiting : units) {
                outcomes.add(run(waiting));
            }
            session.prepare("COMMIT").execute();
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack();
            if (units.size() > 1) {
                // One of them, or the disk: each gets its own transaction and its own answer.
                units.forEach(unit -> commit(List.of(unit)));
            } else {
                units.getFirst().future.completeExceptionally(explain(failure));
            }
            return;
        }
        for (Outcome outcome : outcomes) {
            if (outcome.refusal == null) {
                outcome.waiting.complete(outcome.result);
            } else {
                outcome.waiting.future.completeExceptionally(outcome.refusal);
            }
        }
    }

    /** Runs a unit; refusals end the unit, every other failure ends the transaction. */
    private Outcome run(Waiting<?> waiting) throws SQLException {
        session.prepare("SAVEPOINT unit").execute();
        try {
            Object result = waiting.unit.run(session);
            session.prepare("RELEASE unit").execute();
            return new Outcome(waiting, result, null);
        } catch (StoreException.VersionMismatch | StoreException.DuplicateKey | IllegalArgumentException refusal) {
            session.prepare("ROLLBACK TO unit").execute();
            session.prepare("RELEASE unit").execute();
            return new Outcome(waiting, null, refusal);
        }
    }

    private static Throwable explain(Throwable failure) {
        return failure instanceof SQLException sql ? Failures.writing(sql) : failure;
    }

    private void rollBack() {
        session.forget();
        try {
            session.execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // SQLite rolls back by itself when the disk is full or fails
        }
    }

    /** Finishes what is queued, then closes the readers – whose snapshots would hold the log – and the writer. */
    void close(Readers readers) throws SQLException {
        closing = true;
        try {
            thread.join(30_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        for (Waiting<?> late = queue.poll(); late != null; late = queue.poll()) {
            late.future.completeExceptionally(new StoreException.Unavailable("The store is closed", null));
        }
        readers.close();
        housekeeping.beforeClose(session);
        session.close();
    }
}
