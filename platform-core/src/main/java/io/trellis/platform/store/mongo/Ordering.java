package io.trellis.platform.store.mongo;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.PageCursor;
import io.trellis.platform.store.RecordQuery;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * The order of a list and the cursors that continue it. The order ends with the id, in the direction of the last sort, so that an index gives
 * it without sorting; the server's own order of nulls, first ascending and last descending, is the contract's.
 */
final class Ordering {
    /** @param path where the value lies, or the name under which it is computed */
    private record Key(Scope.Expr expr, String path, boolean descending) {
        boolean computed() {
            return expr.paths().size() != 1;
        }
    }

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
            add(expr, one.descending());
            text.append(one.descending() ? '-' : '+').append(one.path());
            total |= one.path().toString().equals("id");
        }
        if (!total) {
            add(scope.expr(Predicate.Path.of("id")), keys.isEmpty() || keys.getLast().descending);
        }
        name = text.toString();
    }

    private void add(Scope.Expr expr, boolean descending) {
        boolean computed = expr.paths().size() != 1;
        keys.add(new Key(expr, computed ? "o" + keys.size() : expr.paths().getFirst(), descending));
    }

    /** Whether linked records or computed values are part of it. */
    boolean isRemote() {
        return keys.stream().anyMatch(key -> key.computed() || key.path.contains("."));
    }

    /** The fields to be computed first; empty where all lie in records. */
    BsonDocument computed() {
        var fields = new BsonDocument();
        keys.stream().filter(Key::computed).forEach(key -> fields.put(key.path, key.expr.value()));
        return fields;
    }

    BsonDocument sort() {
        var sort = new BsonDocument();
        keys.forEach(key -> sort.putIfAbsent(key.path, new BsonInt32(key.descending ? -1 : 1)));
        return sort;
    }

    /** The sort values under names of their own, to be fetched with each record. */
    BsonDocument projected() {
        var fields = new BsonDocument();
        for (int i = 0; i < keys.size(); i++) {
            fields.put(Row.SORT + i, Conditions.field(keys.get(i).path));
        }
        return fields;
    }

    String cursor(Row row) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            cells.add(Cells.toCursor(keys.get(i).expr.shape(), row.sort(i)));
        }
        return PageCursor.encode(name, cells);
    }

    /**
     * The condition for what comes after a cursor.
     *
     * @throws IllegalArgumentException when it is no cursor of this order
     */
    BsonDocument after(String cursor) {
        List<Boolean> text =
                keys.stream().map(key -> Cells.isText(key.expr.shape())).toList();
        List<Object> cells = PageCursor.decode(name, text, cursor);
        List<BsonValue> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            values.add(
                    cells.get(i) == null
                            ? BsonNull.VALUE
                            : Cells.fromCursor(keys.get(i).expr.shape(), cells.get(i)));
        }
        var ways = new BsonArray();
        for (int i = 0; i < keys.size(); i++) {
            var parts = new BsonArray();
            for (int j = 0; j < i; j++) {
                parts.add(Leaf.test(keys.get(j).path, "$eq", values.get(j)));
            }
            parts.add(beyond(keys.get(i), values.get(i)));
            ways.add(new BsonDocument("$and", parts));
        }
        var or = new BsonDocument("$or", ways);
        Key first = keys.getFirst();
        BsonValue bound = values.getFirst();
        boolean bounded = !bound.isNull() && (!first.descending || keys.size() == 1);
        return bounded
                ? new BsonDocument(
                        "$and",
                        new BsonArray(List.of(Leaf.test(first.path, first.descending ? "$lte" : "$gte", bound), or)))
                : or;
    }

    private static BsonDocument beyond(Key key, BsonValue value) {
        if (value.isNull()) {
            return key.descending ? Conditions.NEVER : Leaf.present(key.path);
        }
        if (!key.descending) {
            return Leaf.test(key.path, "$gt", value);
        }
        return new BsonDocument(
                "$or",
                new BsonArray(List.of(Leaf.test(key.path, "$lt", value), Leaf.test(key.path, "$eq", BsonNull.VALUE))));
    }
}
