package io.trellis.platform.store.mongo.standin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** The stage {@code $group}. */
final class Grouping {
    private record Field(String accumulator, Expression expression) {}

    private final Expression key;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Map<String, BsonValue> variables;

    Grouping(BsonDocument spec, Map<String, BsonValue> variables) {
        this.variables = variables;
        key = Expression.of(spec.get("_id"));
        spec.forEach((name, value) -> {
            if (!name.equals("_id")) {
                String accumulator = value.asDocument().getFirstKey();
                fields.put(
                        name,
                        new Field(accumulator, Expression.of(value.asDocument().get(accumulator))));
            }
        });
    }

    List<BsonDocument> run(List<BsonDocument> documents) {
        var groups = new TreeMap<BsonValue, List<BsonDocument>>(Values::compare);
        documents.forEach(document -> groups.computeIfAbsent(key.value(document, variables), _ -> new ArrayList<>())
                .add(document));
        List<BsonDocument> result = new ArrayList<>();
        groups.forEach((id, members) -> {
            var row = new BsonDocument("_id", id);
            fields.forEach((name, field) -> row.put(name, accumulate(field, members)));
            result.add(row);
        });
        return result;
    }

    private BsonValue accumulate(Field field, List<BsonDocument> members) {
        List<BsonValue> values = new ArrayList<>();
        for (BsonDocument member : members) {
            BsonValue value = field.expression.find(member, variables);
            if (value != null) {
                values.add(value);
            }
        }
        return switch (field.accumulator) {
            case "$sum" -> sum(values);
            case "$min" -> present(values).min(Values::compare).orElse(Values.NULL);
            case "$max" -> present(values).max(Values::compare).orElse(Values.NULL);
            case "$addToSet" -> {
                var set = new TreeSet<>(Values::compare);
                set.addAll(values);
                yield new BsonArray(List.copyOf(set));
            }
            case "$push" -> new BsonArray(values);
            case "$first" -> field.expression.value(members.getFirst(), variables);
            case "$last" -> field.expression.value(members.getLast(), variables);
            default -> throw Fault.unknown("the accumulator " + field.accumulator);
        };
    }

    private static java.util.stream.Stream<BsonValue> present(List<BsonValue> values) {
        return values.stream().filter(value -> !value.isNull());
    }

    private static BsonValue sum(List<BsonValue> values) {
        BigDecimal sum = BigDecimal.ZERO;
        boolean whole = true;
        for (BsonValue value : values) {
            if (value.isNumber() || value.isDecimal128()) {
                sum = sum.add(Values.number(value));
                whole &= Values.isWhole(value);
            }
        }
        if (whole && sum.toBigInteger().bitLength() > 63) {
            throw Fault.unknown("sums of whole numbers that overflow: a real server returns a double");
        }
        return whole && sum.toBigInteger().bitLength() < 32
                ? new BsonInt32(sum.intValueExact())
                : Values.number(sum, whole);
    }
}
