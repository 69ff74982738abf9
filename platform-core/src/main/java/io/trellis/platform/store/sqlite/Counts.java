package io.trellis.platform.store.sqlite;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Totals of lists that cost something to count, kept as long as they can be brought up to date: whoever turns the pages of a long list
 * asks for the same total each time, while others write. A total stays right through writes to columns it does not ask about, and new
 * rows are counted alone and added. Each commit is noted before its writer is answered, so that no writer is ever shown a total without
 * its own write. Thread-safe.
 */
final class Counts {
    private static final int MOST = 2_000;
    private static final int LONGEST = 4_000;
    /** With more new rows than this the whole is counted again. */
    private static final long MOST_NEW = 2_000;

    /** What was counted: the statement names the table, the cells are its values. */
    private record Question(String sql, List<Object> cells) {}

    /**
     * How often a table had changed, to be read before counting.
     *
     * @param columns changes of what the question asks about
     * @param created rows that were added
     */
    record Stamp(long columns, long created) {}

    /** @param lastRow the table's last row when it was counted; later ones are not in it */
    record Total(Stamp stamp, long count, long lastRow) {}

    /** All numbers only grow. */
    private static final class Table {
        final AtomicLong all = new AtomicLong();
        final AtomicLong created = new AtomicLong();
        final Map<String, AtomicLong> columns = new ConcurrentHashMap<>();

        AtomicLong column(String name) {
            AtomicLong known = columns.get(name);
            return known != null ? known : columns.computeIfAbsent(name, any -> new AtomicLong());
        }
    }

    private final Map<Integer, Table> tables = new ConcurrentHashMap<>();
    private final Map<Question, Total> totals = new ConcurrentHashMap<>();

    /** Call after rows were removed, or the table itself changed, or nobody knows what. */
    void changed(int tableNo) {
        table(tableNo).all.incrementAndGet();
    }

    /** Call after a commit that wrote to the table. */
    void changed(Touched touched) {
        Table table = table(touched.tableNo());
        if (touched.created() > 0) {
            table.created.addAndGet(touched.created());
        }
        for (List<String> columns : touched.updated()) {
            for (String column : columns) {
                table.column(column).incrementAndGet();
            }
        }
        if (touched.removed()) {
            table.all.incrementAndGet();
        }
    }

    private Table table(int tableNo) {
        Table known = tables.get(tableNo);
        return known != null ? known : tables.computeIfAbsent(tableNo, any -> new Table());
    }

    Stamp stamp(int tableNo, Collection<String> columns) {
        Table table = table(tableNo);
        long changes = table.all.get();
        for (String column : columns) {
            changes += table.column(column).get();
        }
        return new Stamp(changes, table.created.get());
    }

    /** A total that is right, or that lacks only rows after its last one; null where none is kept or it is of no use any more. */
    Total find(Sql sql, Stamp now) {
        Total total = totals.get(new Question(sql.text(), sql.cells()));
        boolean useful =
                total != null && total.stamp.columns == now.columns && now.created - total.stamp.created <= MOST_NEW;
        return useful ? total : null;
    }

    void keep(Sql sql, Total total) {
        if (sql.text().length() > LONGEST
                || sql.cells().stream().anyMatch(cell -> cell instanceof String text && text.length() > LONGEST)) {
            return; // a list of thousands of values would cost more memory than it saves time
        }
        if (totals.size() >= MOST) {
            totals.clear();
        }
        totals.put(new Question(sql.text(), List.copyOf(sql.cells())), total);
    }
}
