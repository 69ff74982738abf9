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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Group-by. Sums are first taken as they are; where a 64-bit total overflows, SQLite says so and the question is asked again with two sums,
 * of each number's high and low part, put together as a BigDecimal. Buckets of days are made in two steps, first by day, which an index can
 * deliver in order, then by bucket, which leaves little to sort.
 */
final class Aggregates {
    private static final long PART = 1_000_000_000L;
    private static final int AVERAGE_SCALE = 10;

    /**
     * Something selected.
     *
     * @param columns SQL of the inner, or only, statement
     * @param outer per column what the outer statement makes of it, with {@code ?} for its name; null where it can't be had in two steps
     */
    private record Term(List<String> columns, List<String> outer, Reader reader, String as) {}

    private interface Reader {
        Object read(ResultSet rows, int index) throws SQLException;
    }

    private final Schema schema;
    private final Readers readers;

    private final IndexAdvisor advisor;

    Aggregates(Schema schema, Readers readers, IndexAdvisor advisor) {
        this.schema = schema;
        this.readers = readers;
        this.advisor = advisor;
    }

    List<Map<String, Object>> run(Realm realm, String object, AggregateQuery query) {
        query.check();
        List<Map<String, Object>> rows;
        try {
            rows = run(realm, object, query, false);
        } catch (IllegalStateException failure) {
            if (failure.getCause() == null
                    || !String.valueOf(failure.getCause().getMessage()).contains("integer overflow")) {
                throw failure;
            }
            rows = run(realm, object, query, true);
        }
        return query.sorted(rows);
    }

    private List<Map<String, Object>> run(Realm realm, String object, AggregateQuery query, boolean parts) {
        var scope = new Scope(schema, realm, object);
        List<Term> terms = new ArrayList<>();
        boolean buckets = false;
        for (Group group : query.groups()) {
            terms.add(group(scope, group, query));
            buckets |= group.bucket() != AggregateQuery.Bucket.NONE;
        }
        query.measures().forEach(measure -> terms.add(measure(scope, measure, parts)));
        boolean nested = buckets && terms.stream().allMatch(term -> term.outer != null);
        Sql where = Lists.where(scope, query.filter(), false);
        Sql sql = nested ? nested(scope, where, terms, query) : flat(scope, where, terms, query);
        return readers.read(session -> {
            long start = IndexAdvisor.clock();
            List<Map<String, Object>> rows = read(session, sql, terms);
            advisor.aggregated(scope, query, start);
            return rows;
        });
    }

    private static Sql flat(Scope scope, Sql where, List<Term> terms, AggregateQuery query) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            boolean group = i < query.groups().size();
            columns.add(
                    group
                            ? term.outer.getFirst().replace("?", term.columns.getFirst())
                            : String.join(", ", term.columns));
        }
        var sql = new Sql()
                .add("SELECT " + String.join(", ", columns))
                .add(scope.from())
                .add(where);
        return sql.add(grouping(query));
    }

    private static Sql nested(Scope scope, Sql where, List<Term> terms, AggregateQuery query) {
        List<String> inner = new ArrayList<>();
        List<String> outer = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (i < query.groups().size()) {
                keys.add(term.columns.getFirst());
            }
            for (int j = 0; j < term.columns.size(); j++) {
                String name = "k" + inner.size();
                inner.add(term.columns.get(j) + " AS " + name);
                outer.add(term.outer.get(j).replace("?", name));
            }
        }
        return new Sql()
                .add("SELECT " + String.join(", ", outer) + " FROM (SELECT " + String.join(", ", inner))
                .add(scope.from())
                .add(where)
                .add(" GROUP BY " + String.join(", ", keys) + ")")
                .add(grouping(query));
    }

    private static String grouping(AggregateQuery query) {
        if (query.groups().isEmpty()) {
            return "";
        }
        List<String> places = new ArrayList<>();
        for (int i = 1; i <= query.groups().size(); i++) {
            places.add(Integer.toString(i));
        }
        String list = String.join(", ", places);
        return " GROUP BY " + list + (query.sort().isEmpty() ? " ORDER BY " + list + " LIMIT " + query.limit() : "");
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
                    index += term.columns.size();
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
            return new Term(
                    List.of(expr.sql()),
                    List.of("?"),
                    (rows, i) -> Cells.fromCell(shape, Cells.read(rows, i, shape)),
                    group.as());
        }
        Buckets bucket = Buckets.of(expr, group.bucket(), query.zone());
        return new Term(List.of(bucket.key()), List.of(bucket.fold("?")), bucket::read, group.as());
    }

    private static Term measure(Scope scope, Measure measure, boolean parts) {
        if (measure.path() == null) {
            if (measure.function() != AggregateQuery.Function.COUNT) {
                throw new IllegalArgumentException(measure.function() + " needs a field");
            }
            return new Term(List.of("count(*)"), List.of("sum(?)"), ResultSet::getLong, measure.as());
        }
        Scope.Expr expr = scope.expr(measure.path());
        String column = expr.sql();
        Shape shape = expr.shape();
        String count = "count(" + column + ")";
        return switch (measure.function()) {
            case COUNT -> new Term(List.of(count), List.of("sum(?)"), ResultSet::getLong, measure.as());
            case COUNT_DISTINCT ->
                new Term(List.of("count(DISTINCT " + column + ")"), null, ResultSet::getLong, measure.as());
            case MIN -> extreme("min", expr, measure);
            case MAX -> extreme("max", expr, measure);
            case SUM -> sums(List.of(), measure, expr, parts, (rows, i) -> sum(rows, i, shape, parts));
            case AVG -> sums(List.of(count), measure, expr, parts, (rows, i) -> average(rows, i, shape, parts));
        };
    }

    private static Term extreme(String function, Scope.Expr expr, Measure measure) {
        Shape shape = expr.shape();
        if (!shape.sortable()) {
            throw new IllegalArgumentException("No least or greatest " + measure.path());
        }
        return new Term(
                List.of(function + "(" + expr.sql() + ")"),
                List.of(function + "(?)"),
                (rows, i) -> Cells.fromCell(shape, Cells.read(rows, i, shape)),
                measure.as());
    }

    private static Term sums(List<String> before, Measure measure, Scope.Expr expr, boolean parts, Reader reader) {
        if (expr.shape() != Shape.DECIMAL && expr.shape() != Shape.WHOLE) {
            throw new IllegalArgumentException("Can't add up " + measure.path());
        }
        String column = expr.sql();
        List<String> columns = new ArrayList<>(before);
        if (parts) {
            columns.add("sum(" + column + " / " + PART + ")");
            columns.add("sum(" + column + " % " + PART + ")");
        } else {
            columns.add("sum(" + column + ")");
        }
        return new Term(columns, columns.stream().map(any -> "sum(?)").toList(), reader, measure.as());
    }

    private static Object sum(ResultSet rows, int index, Shape shape, boolean parts) throws SQLException {
        BigDecimal total = total(rows, index, shape, parts);
        if (total == null || shape != Shape.WHOLE) {
            return total;
        }
        BigInteger whole = total.toBigInteger();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : total;
    }

    private static BigDecimal total(ResultSet rows, int index, Shape shape, boolean parts) throws SQLException {
        Long high = Cells.readLong(rows, index);
        if (high == null) {
            return null;
        }
        BigInteger units = BigInteger.valueOf(high);
        if (parts) {
            units = units.multiply(BigInteger.valueOf(PART)).add(BigInteger.valueOf(rows.getLong(index + 1)));
        }
        return Cells.plain(new BigDecimal(units, shape == Shape.DECIMAL ? Cells.SCALE : 0));
    }

    private static Object average(ResultSet rows, int index, Shape shape, boolean parts) throws SQLException {
        BigDecimal total = total(rows, index + 1, shape, parts);
        return total == null
                ? null
                : total.divide(BigDecimal.valueOf(rows.getLong(index)), AVERAGE_SCALE, RoundingMode.HALF_UP);
    }
}
