package io.trellis.platform.store.mongo.standin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;

/** The operators of expressions that the stand-in knows; null in gives null out, as on a real server. */
final class Operators {
    private Operators() {}

    static Expression of(String name, BsonValue operand) {
        return switch (name) {
            case "$literal" -> (_, _) -> operand;
            case "$eq" -> compare(operand, order -> order == 0);
            case "$ne" -> compare(operand, order -> order != 0);
            case "$gt" -> compare(operand, order -> order > 0);
            case "$gte" -> compare(operand, order -> order >= 0);
            case "$lt" -> compare(operand, order -> order < 0);
            case "$lte" -> compare(operand, order -> order <= 0);
            case "$and" -> all(operand, true);
            case "$or" -> all(operand, false);
            case "$not" -> not(operand);
            case "$cond" -> condition(operand);
            case "$ifNull" -> ifNull(operand);
            case "$add" -> arithmetic(operand, BigDecimal::add);
            case "$subtract" -> arithmetic(operand, BigDecimal::subtract);
            case "$multiply" -> arithmetic(operand, BigDecimal::multiply);
            case "$mod" -> arithmetic(operand, BigDecimal::remainder);
            case "$divide" -> divide(operand);
            case "$ceil" -> round(operand, RoundingMode.CEILING);
            case "$floor" -> round(operand, RoundingMode.FLOOR);
            case "$concat" -> concat(operand);
            case "$toString" -> map(operand, Operators::text);
            case "$toDecimal" -> map(operand, value -> Values.number(Values.number(value), false));
            case "$toLong" ->
                map(operand, value -> new BsonInt64(Values.number(value).longValue()));
            case "$toInt" ->
                map(operand, value -> new BsonInt32(Values.number(value).intValueExact()));
            case "$toLower" -> lower(operand);
            case "$strLenBytes" -> map(operand, value -> new BsonInt32(bytes(value).length));
            case "$indexOfBytes" -> indexOf(operand);
            case "$size" -> map(operand, value -> new BsonInt32(value.asArray().size()));
            case "$setDifference" -> difference(operand);
            case "$dateToString", "$year", "$month", "$dayOfMonth" -> Dates.of(name, operand);
            default -> throw Fault.unknown("the expression " + name);
        };
    }

    private static Expression map(BsonValue operand, Function<BsonValue, BsonValue> function) {
        Expression part = Expression.list(operand).getFirst();
        return (document, variables) -> {
            BsonValue value = part.value(document, variables);
            return value.isNull() ? value : function.apply(value);
        };
    }

    private static Expression compare(BsonValue operand, IntPredicate accepts) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            BsonValue a = parts.get(0).find(document, variables);
            BsonValue b = parts.get(1).find(document, variables);
            // What is not there comes before everything that is, null included.
            int order = a == null || b == null ? Boolean.compare(a != null, b != null) : Values.compare(a, b);
            return BsonBoolean.valueOf(accepts.test(order));
        };
    }

    private static Expression all(BsonValue operand, boolean wanted) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            for (Expression part : parts) {
                if (Values.truth(part.value(document, variables)) != wanted) {
                    return BsonBoolean.valueOf(!wanted);
                }
            }
            return BsonBoolean.valueOf(wanted);
        };
    }

    private static Expression not(BsonValue operand) {
        Expression part = Expression.list(operand).getFirst();
        return (document, variables) -> BsonBoolean.valueOf(!Values.truth(part.value(document, variables)));
    }

    private static Expression condition(BsonValue operand) {
        List<Expression> parts = operand instanceof BsonDocument named
                ? List.of(
                        Expression.of(named.get("if")),
                        Expression.of(named.get("then")),
                        Expression.of(named.get("else")))
                : Expression.list(operand);
        return (document, variables) -> parts.get(Values.truth(parts.get(0).value(document, variables)) ? 1 : 2)
                .find(document, variables);
    }

    private static Expression ifNull(BsonValue operand) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            for (int i = 0; i < parts.size() - 1; i++) {
                BsonValue value = parts.get(i).value(document, variables);
                if (!value.isNull()) {
                    return value;
                }
            }
            return parts.getLast().find(document, variables);
        };
    }

    private static Expression arithmetic(BsonValue operand, BinaryOperator<BigDecimal> operation) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            BigDecimal result = null;
            boolean whole = true;
            for (Expression part : parts) {
                BsonValue value = part.value(document, variables);
                if (value.isNull()) {
                    return value;
                }
                whole &= Values.isWhole(value);
                BigDecimal number = Values.number(value);
                result = result == null ? number : operation.apply(result, number);
            }
            return Values.number(result, whole);
        };
    }

    private static Expression divide(BsonValue operand) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            BsonValue a = parts.get(0).value(document, variables);
            BsonValue b = parts.get(1).value(document, variables);
            return a.isNull() || b.isNull()
                    ? Values.NULL
                    : Values.number(Values.number(a).divide(Values.number(b), MathContext.DECIMAL128), false);
        };
    }

    private static Expression round(BsonValue operand, RoundingMode mode) {
        return map(operand, value -> Values.number(Values.number(value).setScale(0, mode), Values.isWhole(value)));
    }

    private static Expression concat(BsonValue operand) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            var text = new StringBuilder();
            for (Expression part : parts) {
                BsonValue value = part.value(document, variables);
                if (value.isNull()) {
                    return value;
                }
                text.append(value.asString().getValue());
            }
            return new BsonString(text.toString());
        };
    }

    private static BsonValue text(BsonValue value) {
        return new BsonString(
                value instanceof BsonString text
                        ? text.getValue()
                        : Values.number(value).toPlainString());
    }

    private static Expression lower(BsonValue operand) {
        Expression part = Expression.list(operand).getFirst();
        return (document, variables) -> {
            BsonValue value = part.value(document, variables);
            if (value.isNull()) {
                return new BsonString("");
            }
            var lower = new StringBuilder(value.asString().getValue());
            for (int i = 0; i < lower.length(); i++) {
                char c = lower.charAt(i);
                if (c >= 'A' && c <= 'Z') {
                    lower.setCharAt(i, (char) (c + 32));
                }
            }
            return new BsonString(lower.toString());
        };
    }

    private static byte[] bytes(BsonValue value) {
        return value.asString().getValue().getBytes(StandardCharsets.UTF_8);
    }

    private static Expression indexOf(BsonValue operand) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            BsonValue text = parts.get(0).value(document, variables);
            if (text.isNull()) {
                return text;
            }
            byte[] whole = bytes(text);
            byte[] part = bytes(parts.get(1).value(document, variables));
            int from = parts.size() < 3
                    ? 0
                    : parts.get(2).value(document, variables).asNumber().intValue();
            if (from < 0) {
                throw Fault.badValue("$indexOfBytes requires a nonnegative start index");
            }
            for (int at = from; at + part.length <= whole.length; at++) {
                if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                    return new BsonInt32(at);
                }
            }
            return new BsonInt32(-1);
        };
    }

    private static Expression difference(BsonValue operand) {
        List<Expression> parts = Expression.list(operand);
        return (document, variables) -> {
            var left = new BsonArray(
                    List.copyOf(parts.get(0).value(document, variables).asArray()));
            var right = parts.get(1).value(document, variables).asArray();
            left.removeIf(value -> right.stream().anyMatch(other -> Values.same(value, other)));
            return left;
        };
    }
}
