package io.trellis.platform.store.sqlite;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Totals of lists that cost something to count, kept until the table is next written: whoever turns the pages of a long list asks for
 * the same total each time. A table's number of changes grows after each commit and before its writer is answered, so that no writer
 * is ever shown a total without its own write. Thread-safe.
 */
final class Counts {
    private static final int MOST = 2_000;
    private static final int LONGEST = 4_000;

    /** What was counted: the statement names the table, the cells are its values. */
    private record Question(String sql, List<Object> cells) {}

    private record Total(long changes, long count) {}

    private final Map<Integer, AtomicLong> changes = new ConcurrentHashMap<>();
    private final Map<Question, Total> totals = new ConcurrentHashMap<>();

    /** Call after a commit that wrote to the table, or after the table itself changed. */
    void changed(int tableNo) {
        of(tableNo).incrementAndGet();
    }

    /** To be read before counting and given back with the result. */
    long changesOf(int tableNo) {
        return of(tableNo).get();
    }

    private AtomicLong of(int tableNo) {
        AtomicLong known = changes.get(tableNo);
        return known != null ? known : changes.computeIfAbsent(tableNo, any -> new AtomicLong());
    }

    /** The total, or -1 when it is not known or no longer right. */
    long find(Sql sql, long changes) {
        Total total = totals.get(new Question(sql.text(), sql.cells()));
        return total != null && total.changes == changes ? total.count : -1;
    }

    void keep(Sql sql, long changes, long count) {
        if (sql.text().length() > LONGEST
                || sql.cells().stream().anyMatch(cell -> cell instanceof String text && text.length() > LONGEST)) {
            return; // a list of thousands of values would cost more memory than it saves time
        }
        if (totals.size() >= MOST) {
            totals.clear();
        }
        totals.put(new Question(sql.text(), List.copyOf(sql.cells())), new Total(changes, count));
    }
}
