package io.trellis.platform.store.mongo.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** An aggregation expression, compiled. A value that is not there is {@code null} in Java, as a field's null is {@code BsonNull}. */
@FunctionalInterface
interface Expression {
    /** @return null when there is no value */
    BsonValue find(BsonDocument document, Map<String, BsonValue> variables);

    /** The value, with null for none. */
    default BsonValue value(BsonDocument document, Map<String, BsonValue> variables) {
        BsonValue found = find(document, variables);
        return found == null ? Values.NULL : found;
    }

    static Expression of(BsonValue value) {
        return switch (value) {
            case BsonString text
            when text.getValue().startsWith("$$") -> variable(text.getValue().substring(2));
            case BsonString text
            when text.getValue().startsWith("$") -> path(text.getValue().substring(1));
            case BsonArray array -> array(array);
            case BsonDocument document
            when !document.isEmpty() && document.getFirstKey().startsWith("$") ->
                Operators.of(document.getFirstKey(), document.get(document.getFirstKey()));
            case BsonDocument document -> object(document);
            default -> (_, _) -> value;
        };
    }

    private static Expression path(String path) {
        String[] steps = path.split("\\.");
        return (document, _) -> Paths.one(document, steps, 0);
    }

    private static Expression variable(String text) {
        String[] steps = text.split("\\.");
        return (document, variables) -> {
            if (steps[0].equals("ROOT") || steps[0].equals("CURRENT")) {
                return Paths.one(document, steps, 1);
            }
            if (!variables.containsKey(steps[0])) {
                throw Fault.badValue("Use of undefined variable: " + steps[0]);
            }
            return Paths.one(variables.get(steps[0]), steps, 1);
        };
    }

    private static Expression array(BsonArray array) {
        List<Expression> parts = list(array);
        return (document, variables) -> {
            var values = new BsonArray();
            parts.forEach(part -> values.add(part.value(document, variables)));
            return values;
        };
    }

    static List<Expression> list(BsonValue value) {
        List<Expression> parts = new ArrayList<>();
        if (value instanceof BsonArray array) {
            array.forEach(part -> parts.add(of(part)));
        } else {
            parts.add(of(value));
        }
        return parts;
    }

    private static Expression object(BsonDocument document) {
        Map<String, Expression> parts = new LinkedHashMap<>();
        document.forEach((name, value) -> parts.put(name, of(value)));
        return (root, variables) -> {
            var result = new BsonDocument();
            parts.forEach((name, part) -> {
                BsonValue value = part.find(root, variables);
                if (value != null) {
                    result.put(name, value);
                }
            });
            return result;
        };
    }
}
