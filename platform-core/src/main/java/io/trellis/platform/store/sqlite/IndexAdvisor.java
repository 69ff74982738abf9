package io.trellis.platform.store.sqlite;

import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the indexes that people's questions need and nobody declared. A list or a group-by that costs much processor time is noted with the
 * index that would serve it; one that comes back often gets it, on large tables only and a few each, because every index makes every
 * write dearer. Thread-safe.
 */
final class IndexAdvisor {
    private static final Logger LOG = LoggerFactory.getLogger(IndexAdvisor.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long SLOW_NANOS = 4_000_000;
    private static final int OFTEN = 8;
    private static final int MOST_A_TABLE = 4;
    private static final int MOST_COLUMNS = 5;
    private static final int MOST_NOTED = 10_000;
    private static final long FEWEST_ROWS = 2_000;
    /** Making an index holds up writers, a second for some hundred thousand rows. */
    private static final long MOST_ROWS = 1_000_000;

    private final Schema schema;
    private final GroupCommit writer;
    private volatile long slowNanos = SLOW_NANOS;
    private final Map<String, AtomicInteger> noted = new ConcurrentHashMap<>();

    IndexAdvisor(Schema schema, GroupCommit writer) {
        this.schema = schema;
        this.writer = writer;
    }

    /** For tests: what counts as slow must not depend on the machine. */
    void slowFrom(long nanos) {
        slowNanos = nanos;
    }

    /** The processor time this thread has used; elapsed time where that is not known. */
    static long clock() {
        return Thread.currentThread().isVirtual() ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
    }

    /** A list was answered, which began when the clock stood at {@code start}. */
    void listed(Scope scope, RecordQuery query, long start) {
        if (clock() - start > slowNanos) {
            note(scope, forList(scope.table, query));
        }
    }

    /** A group-by was answered. */
    void aggregated(Scope scope, AggregateQuery query, long start) {
        if (clock() - start > slowNanos) {
            note(scope, forAggregate(scope.table, query));
        }
    }

    /** What is compared with one value, then the order; without an order, one column with a bound. Empty when nothing helps. */
    static List<String> forList(Table table, RecordQuery query) {
        Set<String> columns = new LinkedHashSet<>();
        List<Predicate> parts = parts(query.filter());
        equalities(table, parts, columns);
        boolean sameWay = query.sort().stream()
                        .map(RecordQuery.Sort::descending)
                        .distinct()
                        .count()
                <= 1;
        if (!sameWay || query.deleted()) {
            return List.of();
        }
        for (RecordQuery.Sort sort : query.sort()) {
            Column column = local(table, sort.path());
            if (column == null) {
                return List.of();
            }
            columns.add(column.name());
        }
        if (query.sort().isEmpty()) {
            for (Predicate part : parts) {
                if (part instanceof Predicate.Compare c && c.op() != Predicate.Op.EQ && c.op() != Predicate.Op.NE) {
                    Column column = local(table, c.path());
                    if (column != null) {
                        columns.add(column.name());
                        break;
                    }
                }
            }
        }
        return usable(columns);
    }

    /** Everything the question reads, so that the rows themselves are never fetched. */
    static List<String> forAggregate(Table table, AggregateQuery query) {
        Set<String> columns = new LinkedHashSet<>();
        List<Predicate> parts = parts(query.filter());
        if (equalities(table, parts, columns) < parts.size()) {
            return List.of();
        }
        List<Predicate.Path> paths = new ArrayList<>();
        query.groups().forEach(group -> paths.add(group.path()));
        query.measures().forEach(measure -> {
            if (measure.path() != null) {
                paths.add(measure.path());
            }
        });
        for (Predicate.Path path : paths) {
            Column column = local(table, path);
            if (column == null) {
                return List.of();
            }
            columns.add(column.name());
        }
        return usable(columns);
    }

    private static List<String> usable(Set<String> columns) {
        columns.remove("id");
        return columns.size() > MOST_COLUMNS ? List.of() : List.copyOf(columns);
    }

    private static List<Predicate> parts(Predicate filter) {
        return switch (filter) {
            case Predicate.And and ->
                and.parts().stream().flatMap(part -> parts(part).stream()).toList();
            case Predicate.All ignored -> List.of();
            default -> List.of(filter);
        };
    }

    /** Adds the columns that must equal something; single values before choices. */
    private static int equalities(Table table, List<Predicate> parts, Set<String> columns) {
        int found = 0;
        Set<String> choices = new LinkedHashSet<>();
        for (Predicate part : parts) {
            if (part instanceof Predicate.Compare c && c.op() == Predicate.Op.EQ && local(table, c.path()) != null) {
                columns.add(local(table, c.path()).name());
                found++;
            } else if (part instanceof Predicate.In in && local(table, in.path()) != null) {
                choices.add(local(table, in.path()).name());
                found++;
            }
        }
        columns.addAll(choices);
        return found;
    }

    private static Column local(Table table, Predicate.Path path) {
        Column column = path.isRemote() ? null : table.column(path.first());
        return column == null || column.shape() == Shape.MANY ? null : column;
    }

    private void note(Scope scope, List<String> columns) {
        Table table = scope.table;
        if (columns.isEmpty() || served(table, columns)) {
            return;
        }
        String index = "a" + table.no + "$" + String.join("$", columns);
        if (noted.size() > MOST_NOTED) {
            noted.clear();
        }
        if (noted.computeIfAbsent(index, any -> new AtomicInteger()).incrementAndGet() == OFTEN) {
            make(scope.realm, scope.object.name(), index);
        }
    }

    /** Whether an index begins with these columns already, in whatever order. */
    private static boolean served(Table table, List<String> columns) {
        return table.indexes.stream().anyMatch(index -> {
            List<String> has = Indexes.columnsOf(index);
            return !Indexes.isUnique(index)
                    && has.size() >= columns.size()
                    && Set.copyOf(has.subList(0, columns.size())).equals(Set.copyOf(columns));
        });
    }

    private void make(Realm realm, String object, String index) {
        writer.submitAlone(
                        session -> {
                            Table table = schema.find(realm, object);
                            if (table == null || !worthwhile(session, table, index)) {
                                return null;
                            }
                            session.execute(Indexes.createSql(index, table.name()));
                            LOG.info("Made an index on {} ({}), which questions often need", object, index);
                            return table.with(index);
                        },
                        table -> {
                            if (table != null) {
                                schema.put(table);
                            }
                        })
                .exceptionally(failure -> {
                    LOG.warn("The index {} was not made: {}", index, failure.getMessage());
                    return null;
                });
    }

    private static boolean worthwhile(Session session, Table table, String index) throws SQLException {
        long made = table.indexes.stream().filter(Indexes::isAdvised).count();
        if (made >= MOST_A_TABLE
                || table.indexes.contains(index)
                || !table.hasColumns(Indexes.columnsOf(index))
                || !index.startsWith("a" + table.no + "$")) {
            return false;
        }
        try (ResultSet rows =
                session.prepare("SELECT max(rowid) FROM " + table.name()).executeQuery()) {
            long count = rows.next() ? rows.getLong(1) : 0;
            return count >= FEWEST_ROWS && count <= MOST_ROWS;
        }
    }
}
