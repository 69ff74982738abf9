package io.trellis.platform.store.mongo.standin;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Expressions over moments in a time zone. */
final class Dates {
    private Dates() {}

    static Expression of(String name, BsonValue operand) {
        BsonDocument parts = operand instanceof BsonDocument named && named.containsKey("date")
                ? named
                : new BsonDocument("date", operand);
        for (String key : parts.keySet()) {
            if (!java.util.Set.of("date", "timezone", "format").contains(key)) {
                throw Fault.unknown(name + "'s " + key);
            }
        }
        Expression date = Expression.of(parts.get("date"));
        Expression zone = parts.containsKey("timezone") ? Expression.of(parts.get("timezone")) : null;
        String format = name.equals("$dateToString") ? parts.getString("format").getValue() : name;
        return (document, variables) -> {
            BsonValue value = date.value(document, variables);
            if (value.isNull()) {
                return value;
            }
            ZonedDateTime at =
                    Instant.ofEpochMilli(value.asDateTime().getValue()).atZone(zone(zone, document, variables));
            return switch (format) {
                case "$year" -> new BsonInt32(at.getYear());
                case "$month" -> new BsonInt32(at.getMonthValue());
                case "$dayOfMonth" -> new BsonInt32(at.getDayOfMonth());
                default -> new BsonString(text(at, format));
            };
        };
    }

    private static ZoneId zone(Expression zone, BsonDocument document, Map<String, BsonValue> variables) {
        return ZoneId.of(
                zone == null
                        ? "UTC"
                        : zone.value(document, variables).asString().getValue());
    }

    private static String text(ZonedDateTime at, String format) {
        var text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            text.append(
                    switch (format.charAt(++i)) {
                        case 'Y' -> digits(at.getYear(), 4);
                        case 'm' -> digits(at.getMonthValue(), 2);
                        case 'd' -> digits(at.getDayOfMonth(), 2);
                        case 'G' -> digits(at.get(IsoFields.WEEK_BASED_YEAR), 4);
                        case 'V' -> digits(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2);
                        default -> throw Fault.unknown("the date format " + format);
                    });
        }
        return text.toString();
    }

    private static String digits(int number, int places) {
        return String.format(Locale.ROOT, "%0" + places + "d", number);
    }
}
