package io.trellis.platform.store.sqlite;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.AggregateQuery.Group;
import io.trellis.platform.store.AggregateQuery.Measure;
import io.trellis.platform.store.Realm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Group-by. A sum is taken as two sums, of each number's high and low part, so that no 64-bit total can overflow, and put together
 * as a BigDecimal; an average is that sum divided by the count.
 */
final class Aggregates {
    private static final int MOST = 10_000;
    private static final long PART = 1_000_000_000L;
    private static final int AVERAGE_SCALE = 10;

    /** Columns one measure selects and how they become its value. */
    private record Term(String sql, int columns, Reader reader, String as) {}

    private interface Reader {
        Object read(ResultSet rows, int index) throws SQLException;
    }

    private final Schema schema;
    private final Readers readers;

    Aggregates(Schema schema, Readers readers) {
        this.schema = schema;
        this.readers = readers;
    }

    List<Map<String, Object>> run(Realm realm, String object, AggregateQuery query) {
        if (query.limit() < 1 || query.limit() > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
        var scope = new Scope(schema, realm, object);
        List<Term> terms = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (Group group : query.groups()) {
            Term term = group(scope, group, query);
            terms.add(term);
            groups.add(Integer.toString(groups.size() + 1));
        }
        query.measures().forEach(measure -> terms.add(measure(scope, measure)));
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("Nothing to group by and nothing to measure");
        }
        Sql where = Lists.where(scope, query.filter(), false);
        var sql = new Sql()
                .add("SELECT " + String.join(", ", terms.stream().map(Term::sql).toList()))
                .add(scope.from())
                .add(where);
        boolean sortedBySql = query.sort().isEmpty();
        if (!groups.isEmpty()) {
            String list = String.join(", ", groups);
            sql.add(" GROUP BY " + list);
            if (sortedBySql) {
                sql.add(" ORDER BY " + list + " LIMIT " + query.limit());
            }
        }
        List<Map<String, Object>> rows = readers.read(session -> read(session, sql, terms));
        return sortedBySql ? rows : sorted(rows, query);
    }

    private static List<Map<String, Object>> read(Session session, Sql sql, List<Term> terms) throws SQLException {
        PreparedStatement statement = session.prepare(sql.text());
        Cells.bindAll(statement, sql.cells());
        List<Map<String, Object>> result = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Map<String, Object> row = LinkedHashMap.newLinkedHashMap(terms.size());
                int index = 1;
                for (Term term : terms) {
                    row.put(term.as, term.reader.read(rows, index));
                    index += term.columns;
                }
                result.add(row);
            }
        }
        return result;
    }

    private static Term group(Scope scope, Group group, AggregateQuery query) {
        Scope.Expr expr = scope.expr(group.path());
        Shape shape = expr.shape();
        if (!shape.sortable()) {
            throw new IllegalArgumentException("Can't group by " + group.path());
        }
        if (group.bucket() == AggregateQuery.Bucket.NONE) {
            return new Term(expr.sql(), 1, (rows, i) -> Cells.fromCell(shape, Cells.read(rows, i, shape)), group.as());
        }
        Buckets bucket = Buckets.of(expr, group.bucket(), query.zone());
        return new Term(bucket.sql(), 1, bucket::read, group.as());
    }

    private static Term measure(Scope scope, Measure measure) {
        if (measure.path() == null) {
            if (measure.function() != AggregateQuery.Function.COUNT) {
                throw new IllegalArgumentException(measure.function() + " needs a field");
            }
            return new Term("count(*)", 1, ResultSet::getLong, measure.as());
        }
        Scope.Expr expr = scope.expr(measure.path());
        String column = expr.sql();
        Shape shape = expr.shape();
        return switch (measure.function()) {
            case COUNT -> new Term("count(" + column + ")", 1, ResultSet::getLong, measure.as());
            case COUNT_DISTINCT -> new Term("count(DISTINCT " + column + ")", 1, ResultSet::getLong, measure.as());
            case MIN -> extreme("min", expr, measure);
            case MAX -> extreme("max", expr, measure);
            case SUM -> new Term(sums(column, shape, measure), 2, (rows, i) -> sum(rows, i, shape), measure.as());
            case AVG ->
                new Term(
                        sums(column, shape, measure) + ", count(" + column + ")",
                        3,
                        (rows, i) -> average(rows, i, shape),
                        measure.as());
        };
    }

    private static Term extreme(String function, Scope.Expr expr, Measure measure) {
        Shape shape = expr.shape();
        if (!shape.sortable()) {
            throw new IllegalArgumentException("No least or greatest " + measure.path());
        }
        return new Term(
                function + "(" + expr.sql() + ")",
                1,
                (rows, i) -> Cells.fromCell(shape, Cells.read(rows, i, shape)),
                measure.as());
    }

    private static String sums(String column, Shape shape, Measure measure) {
        if (shape != Shape.DECIMAL && shape != Shape.WHOLE) {
            throw new IllegalArgumentException("Can't add up " + measure.path());
        }
        return "sum(" + column + " / " + PART + "), sum(" + column + " % " + PART + ")";
    }

    private static Object sum(ResultSet rows, int index, Shape shape) throws SQLException {
        BigDecimal total = total(rows, index, shape);
        if (total == null || shape != Shape.WHOLE) {
            return total;
        }
        BigInteger whole = total.toBigInteger();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : total;
    }

    private static BigDecimal total(ResultSet rows, int index, Shape shape) throws SQLException {
        Long high = Cells.readLong(rows, index);
        Long low = Cells.readLong(rows, index + 1);
        if (high == null || low == null) {
            return null;
        }
        BigInteger units =
                BigInteger.valueOf(high).multiply(BigInteger.valueOf(PART)).add(BigInteger.valueOf(low));
        return Cells.plain(new BigDecimal(units, shape == Shape.DECIMAL ? Cells.SCALE : 0));
    }

    private static Object average(ResultSet rows, int index, Shape shape) throws SQLException {
        BigDecimal total = total(rows, index, shape);
        return total == null
                ? null
                : total.divide(BigDecimal.valueOf(rows.getLong(index + 2)), AVERAGE_SCALE, RoundingMode.HALF_UP);
    }

    private static List<Map<String, Object>> sorted(List<Map<String, Object>> rows, AggregateQuery query) {
        Comparator<Map<String, Object>> order = (_, _) -> 0;
        for (AggregateQuery.Order one : query.sort()) {
            if (!rows.isEmpty() && !rows.getFirst().containsKey(one.as())) {
                throw new IllegalArgumentException("Can't sort by " + one.as());
            }
            Comparator<Map<String, Object>> by = (a, b) -> compare(a.get(one.as()), b.get(one.as()));
            order = order.thenComparing(one.descending() ? by.reversed() : by);
        }
        for (Group group : query.groups()) {
            order = order.thenComparing((a, b) -> compare(a.get(group.as()), b.get(group.as())));
        }
        return rows.stream().sorted(order).limit(query.limit()).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        if (a instanceof String left && b instanceof String right) {
            return java.util.Arrays.compareUnsigned(
                    left.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    right.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        if (a instanceof Number && b instanceof Number && a.getClass() != b.getClass()) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        return ((Comparable) a).compareTo(b);
    }
}
