package io.trellis.rules.script.sandbox;

import java.time.ZoneId;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** Runs scripts. One per server; thread-safe. */
public final class Sandbox implements AutoCloseable {
    /** Scripts at once; one that can't be stopped keeps its place until it ends. */
    private static final int MOST_THREADS = 16;
    /** Enough for some thousand calls deep, after which the engine answers with an error. */
    private static final long STACK_BYTES = 4L << 20;

    private static final int IDLE_PER_POOL = 4;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(5);
    /** After so many runs the engine knows a script. */
    private static final int COLD_RUNS = 5;

    private static final long COLD_GRACE_MILLIS = 300;
    private static final int MOST_CHARS = 200_000;

    private final Engine engine = Engine.newBuilder("js")
            .option("engine.WarnInterpreterOnly", "false")
            .allowExperimentalOptions(true)
            .build();
    private final Watchdog watchdog = new Watchdog();
    private final Semaphore places = new Semaphore(MOST_THREADS);
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), Sandbox::thread);
    private final Map<PoolKey, Pool> pools = new ConcurrentHashMap<>();
    private final ThreadLocal<Integer> nesting = ThreadLocal.withInitial(() -> 0);

    private record PoolKey(Bundle bundle, ZoneId zone, long statements) {}

    private static final class Pool {
        final ConcurrentLinkedDeque<Guest> idle = new ConcurrentLinkedDeque<>();
        final AtomicInteger kept = new AtomicInteger();
        final Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        volatile long usedAt = System.nanoTime();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "script", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Reads a script without running it.
     *
     * @throws ScriptFailure SYNTAX with line and column
     */
    public void check(String name, String text) {
        if (text.length() > MOST_CHARS) {
            throw ScriptFailure.syntax("Longer than " + MOST_CHARS + " characters", name, 1, 1);
        }
        onScriptThread(() -> {
            try (Context scratch = Guest.scratch(engine)) {
                Scripts.check(scratch, name, text);
            } catch (StackOverflowError deep) {
                throw ScriptFailure.syntax("Nested too deeply", name, 1, 1);
            }
            return null;
        });
    }

    /**
     * Runs a script once for each input; returns when all are done.
     *
     * @return by input; an error in one does not keep others from running
     * @throws ScriptFailure LIMIT, BUSY or SYNTAX, also ERROR where no input is to blame
     */
    public List<Answer> run(Request request, Host host) {
        int depth = nesting.get();
        // A run inside another's host call takes no place of its own: those waiting for each other would never end.
        if (depth == 0) {
            takePlace();
        }
        nesting.set(depth + 1);
        boolean started = false;
        try {
            Pool pool = pool(request);
            Guest guest = take(pool, request);
            int seen = pool.runs
                    .computeIfAbsent(request.script(), _ -> new AtomicInteger())
                    .getAndIncrement();
            Run run = new Run(request, guest, host, seen < COLD_RUNS ? COLD_GRACE_MILLIS : 0);
            threads.execute(() -> {
                watchdog.add(run);
                try {
                    run.script();
                } finally {
                    watchdog.remove(run);
                    give(pool, guest);
                    if (depth == 0) {
                        places.release();
                    }
                }
            });
            started = true;
            return run.converse();
        } finally {
            nesting.set(depth);
            if (!started && depth == 0) {
                places.release();
            }
        }
    }

    private void takePlace() {
        try {
            if (!places.tryAcquire(2, TimeUnit.SECONDS)) {
                throw ScriptFailure.busy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ScriptFailure.busy();
        }
    }

    private Pool pool(Request request) {
        evict();
        Pool pool = pools.computeIfAbsent(
                new PoolKey(request.bundle(), request.zone(), request.limits().statements()), _ -> new Pool());
        pool.usedAt = System.nanoTime();
        return pool;
    }

    private Guest take(Pool pool, Request request) {
        Guest guest = pool.idle.pollFirst();
        if (guest != null) {
            pool.kept.decrementAndGet();
            return guest;
        }
        return onScriptThread(() -> {
            try (Context scratch = Guest.scratch(engine)) {
                request.bundle().sources().forEach((name, text) -> Scripts.check(scratch, name, text));
            }
            return new Guest(
                    engine, request.bundle(), request.zone(), request.limits().statements());
        });
    }

    private void give(Pool pool, Guest guest) {
        if (guest.spoiled()) {
            return;
        }
        if (pool.kept.incrementAndGet() > IDLE_PER_POOL) {
            pool.kept.decrementAndGet();
            guest.spoil();
        } else {
            pool.idle.addFirst(guest);
        }
    }

    /** Contexts that nobody has asked for in a while, such as those of former versions. */
    private void evict() {
        long before = System.nanoTime() - IDLE_NANOS;
        for (Iterator<Pool> all = pools.values().iterator(); all.hasNext(); ) {
            Pool pool = all.next();
            if (pool.usedAt - before < 0) {
                all.remove();
                pool.idle.forEach(Guest::spoil);
            }
        }
    }

    private <T> T onScriptThread(java.util.function.Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (java.util.concurrent.CompletionException wrapped) {
            if (wrapped.getCause() instanceof ScriptFailure failure) {
                throw failure;
            }
            throw wrapped;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        pools.values().forEach(pool -> pool.idle.forEach(Guest::spoil));
        threads.shutdownNow();
    }
}
