package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.mongo.Conditions.call;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.AggregateQuery.Group;
import io.trellis.platform.store.AggregateQuery.Measure;
import io.trellis.platform.store.Realm;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Group-by as a pipeline. Sums are taken over Decimal128, whole numbers too, since a sum of those that overflows turns into an inexact one; its 34
 * digits hold ten quadrillion of the largest values.
 */
final class Aggregates {
    private static final int AVERAGE_SCALE = 10;
    private static final String COUNT = "n";

    /** Makes a value of what the server gave. */
    private interface Reader {
        Object read(BsonDocument row);
    }

    private final Database database;
    private final Layouts layouts;
    private final SlowQuestions slow;

    Aggregates(Database database, Layouts layouts, SlowQuestions slow) {
        this.database = database;
        this.layouts = layouts;
        this.slow = slow;
    }

    List<Map<String, Object>> run(Realm realm, String object, AggregateQuery query) {
        query.check();
        var scope = new Scope(layouts, realm, object);
        var filter = new Stages(scope, new SemiJoins(database, layouts, realm), query.filter(), false);
        Map<String, Reader> readers = new LinkedHashMap<>();
        var id = new BsonDocument();
        var order = new BsonDocument();
        for (int i = 0; i < query.groups().size(); i++) {
            Group group = query.groups().get(i);
            String key = "g" + i;
            Scope.Expr expr = groupable(scope, group);
            boolean plain = group.bucket() == AggregateQuery.Bucket.NONE;
            id.put(key, plain ? expr.value() : Buckets.of(expr, group.bucket(), query.zone()));
            order.put("_id." + key, new BsonInt32(1));
            Shape shape = plain ? expr.shape() : Shape.TEXT;
            readers.put(
                    group.as(),
                    row -> Cells.fromBson(shape, row.getDocument("_id").get(key)));
        }
        var grouping = new BsonDocument("_id", id.isEmpty() ? BsonNull.VALUE : id);
        var sets = new BsonDocument();
        for (int i = 0; i < query.measures().size(); i++) {
            Measure measure = query.measures().get(i);
            readers.put(measure.as(), measure(scope, measure, "m" + i, grouping, sets));
        }
        List<BsonDocument> stages = new ArrayList<>(filter.matching());
        stages.add(new BsonDocument("$group", grouping));
        if (!sets.isEmpty()) {
            stages.add(new BsonDocument("$addFields", sets));
        }
        if (query.sort().isEmpty() && !order.isEmpty()) {
            stages.add(new BsonDocument("$sort", order));
            stages.add(new BsonDocument("$limit", new BsonInt32(query.limit())));
        } else if (!order.isEmpty()) {
            stages.add(new BsonDocument("$sort", order));
        }
        return query.sorted(rows(scope, stages, readers, query));
    }

    private List<Map<String, Object>> rows(
            Scope scope, List<BsonDocument> stages, Map<String, Reader> readers, AggregateQuery query) {
        long start = System.nanoTime();
        List<BsonDocument> found = Lists.reading(() -> database.collection(scope.layout.collection())
                .aggregate(stages)
                .allowDiskUse(true)
                .batchSize(1_000)
                .into(new ArrayList<>()));
        slow.asked(scope.layout.collection(), stages, start);
        if (found.isEmpty() && query.groups().isEmpty()) {
            found = List.of(new BsonDocument());
        }
        List<Map<String, Object>> rows = new ArrayList<>(found.size());
        for (BsonDocument document : found) {
            Map<String, Object> row = LinkedHashMap.newLinkedHashMap(readers.size());
            readers.forEach((as, reader) -> row.put(as, reader.read(document)));
            rows.add(row);
        }
        return rows;
    }

    private static Scope.Expr groupable(Scope scope, Group group) {
        Scope.Expr expr = scope.expr(group.path());
        if (!expr.shape().sortable()) {
            throw new IllegalArgumentException("Can't group by " + group.path());
        }
        return expr;
    }

    private static Reader measure(Scope scope, Measure measure, String name, BsonDocument group, BsonDocument sets) {
        if (measure.path() == null) {
            if (measure.function() != AggregateQuery.Function.COUNT) {
                throw new IllegalArgumentException(measure.function() + " needs a field");
            }
            group.put(name, sum(new BsonInt32(1)));
            return row -> number(row, name);
        }
        Scope.Expr expr = scope.expr(measure.path());
        BsonValue value = expr.value();
        Shape shape = expr.shape();
        return switch (measure.function()) {
            case COUNT -> {
                group.put(name, sum(one(value)));
                yield row -> number(row, name);
            }
            case COUNT_DISTINCT -> {
                group.put(name, new BsonDocument("$addToSet", value));
                BsonValue none = new BsonArray(List.of(BsonNull.VALUE));
                sets.put(name, new BsonDocument("$size", call("$setDifference", new BsonString("$" + name), none)));
                yield row -> number(row, name);
            }
            case MIN -> extreme("$min", expr, measure, name, group);
            case MAX -> extreme("$max", expr, measure, name, group);
            case SUM, AVG -> {
                if (shape != Shape.DECIMAL && shape != Shape.WHOLE) {
                    throw new IllegalArgumentException("Can't add up " + measure.path());
                }
                group.put(name, sum(shape == Shape.WHOLE ? new BsonDocument("$toDecimal", value) : value));
                group.put(name + COUNT, sum(one(value)));
                boolean average = measure.function() == AggregateQuery.Function.AVG;
                yield row -> average ? average(row, name) : sum(row, name, shape);
            }
        };
    }

    private static BsonDocument sum(BsonValue value) {
        return new BsonDocument("$sum", value);
    }

    /** 1 where there is a value. */
    private static BsonValue one(BsonValue value) {
        return call("$cond", call("$gt", value, BsonNull.VALUE), new BsonInt32(1), new BsonInt32(0));
    }

    private static Reader extreme(String function, Scope.Expr expr, Measure measure, String name, BsonDocument group) {
        if (!expr.shape().sortable()) {
            throw new IllegalArgumentException("No least or greatest " + measure.path());
        }
        group.put(name, new BsonDocument(function, expr.value()));
        return row -> Cells.fromBson(expr.shape(), row.get(name));
    }

    private static long number(BsonDocument row, String name) {
        return row.containsKey(name) ? row.getNumber(name).longValue() : 0L;
    }

    private static Object sum(BsonDocument row, String name, Shape shape) {
        if (number(row, name + COUNT) == 0) {
            return null;
        }
        BigDecimal total = Cells.plain(Cells.number(row.get(name)));
        if (shape != Shape.WHOLE) {
            return total;
        }
        BigInteger whole = total.toBigInteger();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : total;
    }

    private static Object average(BsonDocument row, String name) {
        long count = number(row, name + COUNT);
        return count == 0
                ? null
                : Cells.number(row.get(name)).divide(BigDecimal.valueOf(count), AVERAGE_SCALE, RoundingMode.HALF_UP);
    }
}
