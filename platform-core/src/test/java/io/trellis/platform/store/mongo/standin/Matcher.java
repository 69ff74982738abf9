package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A query filter, compiled. */
final class Matcher {
    private final Predicate<BsonDocument> test;

    /** @param variables of the pipeline the filter stands in; empty for a plain query */
    Matcher(BsonDocument filter, Map<String, BsonValue> variables) {
        test = filter(filter, variables);
    }

    boolean matches(BsonDocument document) {
        return test.test(document);
    }

    private static Predicate<BsonDocument> filter(BsonDocument filter, Map<String, BsonValue> variables) {
        List<Predicate<BsonDocument>> parts = new ArrayList<>();
        for (Map.Entry<String, BsonValue> entry : filter.entrySet()) {
            String key = entry.getKey();
            BsonValue value = entry.getValue();
            switch (key) {
                case "$and" -> parts.addAll(filters(value, variables));
                case "$or" -> {
                    var any = filters(value, variables);
                    parts.add(document -> any.stream().anyMatch(one -> one.test(document)));
                }
                case "$nor" -> {
                    var none = filters(value, variables);
                    parts.add(document -> none.stream().noneMatch(one -> one.test(document)));
                }
                case "$expr" -> {
                    Expression expression = Expression.of(value);
                    parts.add(document -> Values.truth(expression.value(document, variables)));
                }
                case "$comment" -> {}
                default -> {
                    if (key.startsWith("$")) {
                        throw Fault.unknown("the query operator " + key);
                    }
                    parts.add(field(key, value));
                }
            }
        }
        return parts.size() == 1 ? parts.getFirst() : document -> parts.stream().allMatch(part -> part.test(document));
    }

    private static List<Predicate<BsonDocument>> filters(BsonValue list, Map<String, BsonValue> variables) {
        if (list.asArray().isEmpty()) {
            throw Fault.badValue("$and/$or/$nor must be a nonempty array");
        }
        List<Predicate<BsonDocument>> filters = new ArrayList<>();
        list.asArray().forEach(one -> filters.add(filter(one.asDocument(), variables)));
        return filters;
    }

    private static Predicate<BsonDocument> field(String path, BsonValue condition) {
        if (condition instanceof BsonDocument operators
                && !operators.isEmpty()
                && operators.getFirstKey().startsWith("$")) {
            List<Predicate<List<BsonValue>>> tests = new ArrayList<>();
            operators.forEach((name, operand) -> {
                if (!name.equals("$options")) {
                    tests.add(operator(name, operand, operators));
                }
            });
            return document -> {
                List<BsonValue> values = Paths.all(document, path);
                return tests.stream().allMatch(test -> test.test(values));
            };
        }
        Predicate<List<BsonValue>> test = condition instanceof BsonRegularExpression regex
                ? pattern(regex.getPattern(), regex.getOptions())
                : operator("$eq", condition, null);
        return document -> test.test(Paths.all(document, path));
    }

    private static Predicate<List<BsonValue>> operator(String name, BsonValue operand, BsonDocument all) {
        return switch (name) {
            case "$eq" -> equal(operand);
            case "$ne" -> equal(operand).negate();
            case "$in" -> in(operand.asArray());
            case "$nin" -> in(operand.asArray()).negate();
            case "$gt" -> compare(operand, order -> order > 0);
            case "$gte" -> compare(operand, order -> order >= 0);
            case "$lt" -> compare(operand, order -> order < 0);
            case "$lte" -> compare(operand, order -> order <= 0);
            case "$exists" -> values -> values.isEmpty() != Values.truth(operand);
            case "$type" -> type(operand);
            case "$regex" ->
                pattern(
                        operand instanceof BsonRegularExpression regex
                                ? regex.getPattern()
                                : operand.asString().getValue(),
                        all.getString("$options", new BsonString("")).getValue());
            case "$not" -> not(operand);
            case "$elemMatch" -> elements(operand.asDocument());
            default -> throw Fault.unknown("the query operator " + name);
        };
    }

    /** Some value, or some element of an array, passes. */
    private static Predicate<List<BsonValue>> any(Predicate<BsonValue> test) {
        return values -> {
            for (BsonValue value : values) {
                if (test.test(value)
                        || value instanceof BsonArray array && array.stream().anyMatch(test)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<List<BsonValue>> equal(BsonValue operand) {
        Predicate<List<BsonValue>> same = any(value -> Values.same(value, operand));
        return operand.isNull() ? values -> values.isEmpty() || same.test(values) : same;
    }

    private static Predicate<List<BsonValue>> in(BsonArray operands) {
        var set = new java.util.TreeSet<>(Values::compare);
        for (BsonValue operand : operands) {
            if (operand instanceof BsonRegularExpression) {
                throw Fault.unknown("patterns in $in");
            }
            set.add(operand);
        }
        Predicate<List<BsonValue>> among = any(set::contains);
        return set.contains(Values.NULL) ? values -> values.isEmpty() || among.test(values) : among;
    }

    private static Predicate<List<BsonValue>> compare(BsonValue operand, java.util.function.IntPredicate accepts) {
        boolean bound = operand.getBsonType() == org.bson.BsonType.MIN_KEY
                || operand.getBsonType() == org.bson.BsonType.MAX_KEY;
        return any(value ->
                (bound || Values.rank(value) == Values.rank(operand)) && accepts.test(Values.compare(value, operand)));
    }

    private static Predicate<List<BsonValue>> type(BsonValue operand) {
        int rank =
                switch (operand instanceof BsonNumber ? "" : operand.asString().getValue()) {
                    case "string" -> 3;
                    case "number" -> 2;
                    case "date" -> 9;
                    case "bool" -> 8;
                    case "object" -> 4;
                    default -> throw Fault.unknown("the type " + operand);
                };
        return any(value -> Values.rank(value) == rank);
    }

    private static Predicate<List<BsonValue>> pattern(String regex, String options) {
        if (regex.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 32_764) {
            throw Fault.badValue("Regular expression is too long");
        }
        int flags = 0;
        for (char option : options.toCharArray()) {
            flags |= switch (option) {
                case 'i' -> Pattern.CASE_INSENSITIVE;
                case 's' -> Pattern.DOTALL;
                case 'm' -> Pattern.MULTILINE;
                default -> throw Fault.unknown("the regex option " + option);
            };
        }
        Pattern pattern = Pattern.compile(regex, flags);
        return any(value -> value instanceof BsonString text
                && pattern.matcher(text.getValue()).find());
    }

    private static Predicate<List<BsonValue>> not(BsonValue operand) {
        if (operand instanceof BsonRegularExpression regex) {
            return pattern(regex.getPattern(), regex.getOptions()).negate();
        }
        BsonDocument operators = operand.asDocument();
        List<Predicate<List<BsonValue>>> tests = new ArrayList<>();
        operators.forEach((name, value) -> tests.add(operator(name, value, operators)));
        return values -> !tests.stream().allMatch(test -> test.test(values));
    }

    private static Predicate<List<BsonValue>> elements(BsonDocument filter) {
        Matcher matcher = new Matcher(filter, Map.of());
        return values -> values.stream()
                .filter(BsonArray.class::isInstance)
                .flatMap(array -> array.asArray().stream())
                .anyMatch(element -> element instanceof BsonDocument document && matcher.matches(document));
    }
}
