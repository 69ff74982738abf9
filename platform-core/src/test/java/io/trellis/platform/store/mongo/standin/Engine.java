package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Collections with snapshot isolation: a transaction reads what was committed when it began and its own writes; of two that write the
 * same document the second is told so at once; a commit shows itself as a whole. A write outside of transactions waits for the one that is in its way.
 */
final class Engine {
    private static final long LONGEST_WAIT_NANOS = 20_000_000_000L;

    private static final long KEPT_NANOS = 30_000_000_000L;

    private final long lifetimeNanos;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<Transaction> open = new HashSet<>();
    /** Moments that snapshots look at, and until when. */
    private final TreeMap<Long, Long> kept = new TreeMap<>();

    private long clock = 1;

    /** @param lifetimeSeconds after which a transaction that somebody left open is aborted when it is in another's way */
    Engine(int lifetimeSeconds) {
        lifetimeNanos = lifetimeSeconds * 1_000_000_000L;
    }

    Transaction begin(long number) {
        return locked(() -> {
            var transaction = new Transaction(clock, number);
            open.add(transaction);
            return transaction;
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.writeLock().lock();
        try {
            return work.get();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Reads at one moment.
     *
     * @param transaction null to read what is committed
     * @param moment 0 for now; a former one must have been kept
     */
    <T> T read(Transaction transaction, long moment, Function<View, T> reading) {
        lock.readLock().lock();
        try {
            alive(transaction);
            return reading.apply(view(transaction, moment));
        } finally {
            lock.readLock().unlock();
        }
    }

    private static void alive(Transaction transaction) {
        if (transaction != null && transaction.over) {
            throw Fault.noTransaction();
        }
    }

    /** Keeps what can be read now, or at a former moment, for some seconds more. */
    long keep(long former) {
        return locked(() -> {
            long moment = former == 0 ? clock : former;
            kept.put(moment, System.nanoTime() + KEPT_NANOS);
            return moment;
        });
    }

    private View view(Transaction transaction, long former) {
        long moment = transaction != null ? transaction.snapshot : former == 0 ? clock : former;
        return (namespace, filter, variables) -> find(namespace, filter, variables, transaction, moment);
    }

    private List<BsonDocument> find(
            String namespace,
            BsonDocument filter,
            Map<String, BsonValue> variables,
            Transaction transaction,
            long moment) {
        var matcher = new Matcher(filter, variables);
        List<BsonDocument> found = new ArrayList<>();
        Table table = tables.get(namespace);
        if (table == null) {
            return found;
        }
        TreeMap<BsonValue, Optional<BsonDocument>> own = transaction == null ? null : transaction.in(table);
        var plan = new Plan(table, filter);
        for (Chain chain : plan.candidates()) {
            BsonDocument document = own != null && own.containsKey(chain.id) ? null : chain.at(moment);
            if (document != null && matcher.matches(document)) {
                found.add(document);
            }
        }
        if (own != null) {
            Collection<Optional<BsonDocument>> mine = plan.ids() == null
                    ? own.values()
                    : plan.ids().stream()
                            .distinct()
                            .map(own::get)
                            .filter(Objects::nonNull)
                            .toList();
            mine.forEach(document -> document.filter(matcher::matches).ifPresent(found::add));
        }
        return found;
    }

    String explain(String namespace, BsonDocument filter) {
        lock.readLock().lock();
        try {
            Table table = tables.get(namespace);
            return table == null ? "EOF" : new Plan(table, filter).describe();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Takes documents of one collection and writes them. */
    interface Writer {
        List<BsonDocument> find(BsonDocument filter);

        /** @throws Fault when there is one of its id */
        void insert(BsonDocument document);

        /** @param document null to delete */
        void replace(BsonValue id, BsonDocument document);
    }

    /**
     * Runs a write, in the transaction or in one of its own that is committed at once and tried again while others are in its way.
     */
    <T> T write(Transaction transaction, String namespace, Function<Writer, T> work) {
        if (transaction != null) {
            return locked(() -> {
                alive(transaction);
                try {
                    return work.apply(writer(transaction, namespace));
                } catch (RuntimeException failure) {
                    expire();
                    abortNow(transaction);
                    throw failure;
                }
            });
        }
        long start = System.nanoTime();
        while (true) {
            try {
                return locked(() -> {
                    var own = new Transaction(clock, -1);
                    try {
                        T result = work.apply(writer(own, namespace));
                        commitNow(own);
                        return result;
                    } catch (RuntimeException failure) {
                        expire();
                        abortNow(own);
                        throw failure;
                    }
                });
            } catch (Fault fault) {
                if (!fault.isWriteConflict() || System.nanoTime() - start > LONGEST_WAIT_NANOS) {
                    throw fault;
                }
                java.util.concurrent.locks.LockSupport.parkNanos(500_000);
            }
        }
    }

    private Writer writer(Transaction transaction, String namespace) {
        Table table = tables.computeIfAbsent(namespace, Table::new);
        return new Writer() {
            @Override
            public List<BsonDocument> find(BsonDocument filter) {
                return view(transaction, 0).find(namespace, filter, Map.of());
            }

            @Override
            public void insert(BsonDocument document) {
                BsonValue id = document.get("_id");
                Chain chain = take(transaction, table, id);
                Optional<BsonDocument> own = transaction.in(table) == null
                        ? null
                        : transaction.in(table).get(id);
                if (own == null ? chain.at(transaction.snapshot) != null : own.isPresent()) {
                    throw Fault.duplicate(namespace, "_id_", new BsonDocument("_id", id));
                }
                put(transaction, table, chain, document);
            }

            @Override
            public void replace(BsonValue id, BsonDocument document) {
                put(transaction, table, take(transaction, table, id), document);
            }
        };
    }

    private Chain take(Transaction transaction, Table table, BsonValue id) {
        Chain chain = table.rows.computeIfAbsent(id, Chain::new);
        if (chain.writer != null && chain.writer != transaction || chain.newest() > transaction.snapshot) {
            throw Fault.writeConflict();
        }
        return chain;
    }

    private void put(Transaction transaction, Table table, Chain chain, BsonDocument document) {
        for (Index index : table.indexes) {
            if (index.unique) {
                index.keys(document).forEach(key -> refuseTaken(transaction, table, index, chain, key));
            }
        }
        chain.writer = transaction;
        transaction.put(table, chain.id, document);
    }

    private void refuseTaken(Transaction transaction, Table table, Index index, Chain chain, List<BsonValue> key) {
        for (Transaction other : open) {
            TreeMap<BsonValue, Optional<BsonDocument>> theirs = other == transaction ? null : other.in(table);
            if (theirs != null
                    && theirs.values().stream().anyMatch(document -> index.keys(document.orElse(null))
                            .contains(key))) {
                throw Fault.writeConflict();
            }
        }
        TreeMap<BsonValue, Optional<BsonDocument>> own = transaction.in(table);
        Map<BsonValue, BsonDocument> holders = new HashMap<>();
        for (Index.Entry entry : index.range(key, -1, key, 1)) {
            holders.put(entry.chain().id, entry.chain().at(clock));
        }
        if (own != null) {
            own.forEach((id, document) -> holders.put(id, document.orElse(null)));
        }
        holders.forEach((id, document) -> {
            if (!Values.same(id, chain.id) && index.keys(document).contains(key)) {
                throw Fault.duplicate(table.namespace, index.name(), Table.named(index, key));
            }
        });
    }

    void commit(Transaction transaction) {
        locked(() -> {
            alive(transaction);
            commitNow(transaction);
            return null;
        });
    }

    private void commitNow(Transaction transaction) {
        long at = clock + 1;
        open.remove(transaction);
        long oldest = oldest(at);
        transaction.writes.forEach((table, documents) -> documents.forEach((id, document) -> {
            Chain chain = table.rows.get(id);
            chain.writer = null;
            table.push(chain, at, document.orElse(null), oldest);
        }));
        transaction.over = true;
        clock = at;
    }

    /** The first moment that somebody may still read. */
    private long oldest(long at) {
        long now = System.nanoTime();
        kept.values().removeIf(until -> until < now);
        long moment = kept.isEmpty() ? at : kept.firstKey();
        return Math.min(
                moment, open.stream().mapToLong(one -> one.snapshot).min().orElse(at));
    }

    void abort(Transaction transaction) {
        locked(() -> {
            abortNow(transaction);
            return null;
        });
    }

    private void abortNow(Transaction transaction) {
        if (transaction.over) {
            return;
        }
        open.remove(transaction);
        transaction.over = true;
        transaction.writes.forEach((table, documents) -> documents.keySet().forEach(id -> {
            Chain chain = table.rows.get(id);
            chain.writer = null;
            if (chain.versions.isEmpty()) {
                table.rows.remove(id);
            }
        }));
    }

    private void expire() {
        long now = System.nanoTime();
        List.copyOf(open).stream()
                .filter(one -> now - one.startedNanos > lifetimeNanos)
                .forEach(this::abortNow);
    }

    void createIndex(String namespace, Index index) {
        locked(() -> {
            tables.computeIfAbsent(namespace, Table::new).add(index, clock);
            return null;
        });
    }

    boolean dropIndex(String namespace, String name) {
        return locked(() -> tables.containsKey(namespace)
                && tables.get(namespace).indexes.removeIf(index -> index.name().equals(name)));
    }

    List<BsonDocument> indexes(String namespace) {
        return locked(() -> tables.containsKey(namespace)
                ? tables.get(namespace).indexes.stream()
                        .map(index -> index.spec)
                        .toList()
                : List.of());
    }

    List<String> namespaces(String database) {
        return locked(() -> tables.keySet().stream()
                .filter(namespace -> namespace.startsWith(database + "."))
                .toList());
    }

    void drop(String namespace) {
        locked(() -> tables.remove(namespace));
    }
}
