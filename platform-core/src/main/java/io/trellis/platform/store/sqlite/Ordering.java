package io.trellis.platform.store.sqlite;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.PageCursor;
import io.trellis.platform.store.RecordQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of a list and the cursors that continue it. The order ends with the id, in the direction of the last sort, so that an
 * index on (column, id) gives it without sorting. A cursor is the sort values and the id of a page's last record, and the sort
 * they belong to; SQLite's own order of nulls, first ascending and last descending, is the contract's.
 */
final class Ordering {
    private record Key(Scope.Expr expr, boolean descending) {}

    private final List<Key> keys = new ArrayList<>();
    private final String name;
    /** Nobody asked for the id in the order: it comes last, in the direction of the one before. */
    private final boolean endsWithId;

    Ordering(Scope scope, List<RecordQuery.Sort> sort) {
        var text = new StringBuilder();
        boolean total = false;
        for (RecordQuery.Sort one : sort) {
            Scope.Expr expr = scope.expr(one.path());
            if (!expr.shape().sortable()) {
                throw new IllegalArgumentException("Can't sort by " + one.path());
            }
            keys.add(new Key(expr, one.descending()));
            text.append(one.descending() ? '-' : '+').append(one.path());
            total |= one.path().toString().equals("id");
        }
        if (!total) {
            boolean descending = keys.isEmpty() || keys.getLast().descending;
            keys.add(new Key(scope.expr(Predicate.Path.of("id")), descending));
        }
        endsWithId = !total;
        name = text.toString();
    }

    String sql() {
        var sql = new StringBuilder();
        for (Key key : keys) {
            sql.append(sql.isEmpty() ? "" : ", ").append(key.expr.sql()).append(key.descending ? " DESC" : "");
        }
        return sql.toString();
    }

    /** The sort values, to be selected after the record's columns. */
    String columns() {
        var sql = new StringBuilder();
        keys.forEach(key -> sql.append(", ").append(key.expr.sql()));
        return sql.toString();
    }

    String cursor(ResultSet rows, String id) throws SQLException {
        List<Object> cursor = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            cursor.add(Cells.read(rows, Rows.NEXT + i, keys.get(i).expr.shape()));
        }
        return PageCursor.encode(name, cursor);
    }

    /**
     * Conditions for what comes after a cursor, one after the other: values and nulls are ranges of an index each, and no single condition would let SQLite
     * begin at the cursor's place instead of at the list's beginning.
     *
     * @throws IllegalArgumentException when it is no cursor of this order
     */
    List<Sql> after(String cursor) {
        List<Object> cells = PageCursor.decode(
                name, keys.stream().map(key -> Cells.isText(key.expr.shape())).toList(), cursor);
        Key first = keys.getFirst();
        String column = first.expr.sql();
        Object bound = cells.getFirst();
        Sql rest = keys.size() == 2 && endsWithId
                ? afterTwo(cells)
                : new Sql().add(edge(first, bound)).add(afterMany(cells));
        if (keys.size() == 1 || (bound == null) == first.descending) {
            return List.of(rest); // nothing but nulls is left, or nulls can't be
        }
        return List.of(rest, new Sql().add(column + (first.descending ? " IS NULL" : " IS NOT NULL")));
    }

    /** A column and the id, as one value that the index has in this order. */
    private Sql afterTwo(List<Object> cells) {
        String column = keys.getFirst().expr.sql();
        String id = keys.getLast().expr.sql();
        String beyond = keys.getLast().descending ? " < " : " > ";
        if (cells.getFirst() == null) {
            return new Sql().add(column + " IS NULL AND " + id + beyond).value(cells.getLast());
        }
        return new Sql()
                .add("(" + column + ", " + id + ")" + beyond + "(")
                .value(cells.getFirst())
                .add(", ")
                .value(cells.getLast())
                .add(")");
    }

    /** Where in the first column's order the rest begins. */
    private static Sql edge(Key first, Object bound) {
        String column = first.expr.sql();
        return bound == null
                ? new Sql().add(column + " IS NULL AND ")
                : new Sql()
                        .add(column + (first.descending ? " <= " : " >= "))
                        .value(bound)
                        .add(" AND ");
    }

    private Sql afterMany(List<Object> cells) {
        var sql = new Sql().add("(");
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i > 0 ? " OR " : "").add("(");
            for (int j = 0; j < i; j++) {
                sql.add(keys.get(j).expr.sql()).add(" IS ").value(cells.get(j)).add(" AND ");
            }
            beyond(sql, keys.get(i), cells.get(i));
            sql.add(")");
        }
        return sql.add(")");
    }

    private static void beyond(Sql sql, Key key, Object cell) {
        String column = key.expr.sql();
        if (cell == null) {
            sql.add(key.descending ? "0" : column + " IS NOT NULL");
        } else if (key.descending) {
            sql.add("(" + column + " < ").value(cell).add(" OR " + column + " IS NULL)");
        } else {
            sql.add(column).add(" > ").value(cell);
        }
    }
}
