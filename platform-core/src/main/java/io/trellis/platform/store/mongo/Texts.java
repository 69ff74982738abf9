package io.trellis.platform.store.mongo;

import static io.trellis.platform.store.mongo.Conditions.call;

import io.trellis.metadata.expression.Predicate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonRegularExpression;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A text that contains, begins or ends with another, where A–Z and a–z are alike and all else is exact. The server's own option for that would
 * take É and é for alike too.
 */
final class Texts {
    /** The server refuses patterns of more than 32,764 bytes; a letter takes four. */
    private static final int LONGEST_PATTERN = 2_000;

    private Texts() {}

    static BsonDocument filter(String path, Predicate.TextOp op, String value) {
        if (value.length() > LONGEST_PATTERN || value.indexOf('\0') >= 0) {
            return longText(path, op, value);
        }
        String literal = literal(value);
        String pattern =
                switch (op) {
                    case CONTAINS -> literal;
                    case STARTS -> "\\A" + literal;
                    case ENDS -> literal + "\\z";
                };
        return new BsonDocument(path, new BsonRegularExpression(pattern));
    }

    private static String literal(String value) {
        var pattern = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                pattern.append('[')
                        .append(Character.toUpperCase(c))
                        .append(Character.toLowerCase(c))
                        .append(']');
            } else if (c < 0x80 && !Character.isDigit(c)) {
                pattern.append(c < 0x20 ? String.format("\\x%02x", (int) c) : "\\" + c);
            } else {
                pattern.append(c);
            }
        }
        return pattern.toString();
    }

    /** {@code $toLower} changes A–Z only, which is what is wanted. */
    private static BsonDocument longText(String path, Predicate.TextOp op, String value) {
        String part = lower(value);
        int length = part.getBytes(StandardCharsets.UTF_8).length;
        BsonValue lower = call("$toLower", Conditions.field(path));
        BsonValue place = call("$indexOfBytes", lower, literalValue(part));
        BsonValue longer = call("$subtract", call("$strLenBytes", lower), new BsonInt32(length));
        BsonValue test =
                switch (op) {
                    case CONTAINS -> call("$gte", place, new BsonInt32(0));
                    case STARTS -> call("$eq", place, new BsonInt32(0));
                    case ENDS ->
                        call(
                                "$cond",
                                call("$gte", longer, new BsonInt32(0)),
                                call("$eq", call("$indexOfBytes", lower, literalValue(part), longer), longer),
                                new BsonInt32(0));
                };
        return new BsonDocument(
                "$and",
                new BsonArray(List.of(Leaf.test(path, "$type", new BsonString("string")), Conditions.expr(test))));
    }

    private static BsonValue literalValue(String text) {
        return new BsonDocument("$literal", new BsonString(text));
    }

    private static String lower(String text) {
        var lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}
