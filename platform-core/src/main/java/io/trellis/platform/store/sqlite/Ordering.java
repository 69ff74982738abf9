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
     * The condition for what comes after a cursor.
     *
     * @throws IllegalArgumentException when it is no cursor of this order
     */
    void writeAfter(Sql sql, String cursor) {
        List<Object> cells = PageCursor.decode(
                name, keys.stream().map(key -> Cells.isText(key.expr.shape())).toList(), cursor);
        Key first = keys.getFirst();
        Object bound = cells.getFirst();
        sql.add("(");
        if (bound != null && !first.descending) {
            sql.add(first.expr.sql()).add(" >= ").value(bound).add(" AND ");
        } else if (bound != null && keys.size() == 1) {
            sql.add(first.expr.sql()).add(" <= ").value(bound).add(" AND ");
        }
        sql.add("(");
        for (int i = 0; i < keys.size(); i++) {
            sql.add(i > 0 ? " OR " : "").add("(");
            for (int j = 0; j < i; j++) {
                sql.add(keys.get(j).expr.sql()).add(" IS ").value(cells.get(j)).add(" AND ");
            }
            beyond(sql, keys.get(i), cells.get(i));
            sql.add(")");
        }
        sql.add("))");
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
