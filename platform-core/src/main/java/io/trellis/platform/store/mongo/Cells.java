package io.trellis.platform.store.mongo;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.RecordDocument;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * How a value of each shape lies in BSON: decimals as Decimal128 without trailing zeros, moments and days as dates (a day is its midnight in
 * UTC), times as seconds of the day, many values as an array; of a group only whether it is there, since the document has the rest.
 */
final class Cells {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final int SCALE = 6;

    private Cells() {}

    /** @return null for no value; @throws ClassCastException when the value is of another kind */
    static BsonValue toBson(Shape shape, Object value) {
        if (value == null || value instanceof List<?> list && list.isEmpty()) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> new BsonString((String) value);
            case WHOLE -> new BsonInt64(((Number) value).longValue());
            case DECIMAL -> decimal(RecordDocument.fit((BigDecimal) value));
            case FLAG -> BsonBoolean.valueOf((Boolean) value);
            case DAY -> new BsonDateTime(((LocalDate) value).toEpochDay() * DAY_MILLIS);
            case MOMENT -> new BsonDateTime(((Instant) value).toEpochMilli());
            case TIME -> new BsonInt32(((LocalTime) value).toSecondOfDay());
            case MANY -> {
                var array = new BsonArray();
                ((List<?>) value).forEach(element -> array.add(new BsonString((String) element)));
                yield array;
            }
            case GROUP -> BsonBoolean.TRUE;
        };
    }

    static BsonValue decimal(BigDecimal value) {
        return new BsonDecimal128(new Decimal128(plain(value)));
    }

    /** Without trailing zeros, but never in exponents: 1500 stays 1500. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /** The value as the evaluator sees it except that whole numbers are Longs; null for none. */
    static Object fromBson(Shape shape, BsonValue value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> value.asString().getValue();
            case WHOLE -> value.asNumber().longValue();
            case DECIMAL -> plain(number(value));
            case FLAG -> value.asBoolean().getValue();
            case DAY -> LocalDate.ofEpochDay(Math.floorDiv(value.asDateTime().getValue(), DAY_MILLIS));
            case MOMENT -> Instant.ofEpochMilli(value.asDateTime().getValue());
            case TIME -> LocalTime.ofSecondOfDay(value.asNumber().intValue());
            case MANY ->
                value.asArray().stream()
                        .map(element -> element.asString().getValue())
                        .toList();
            case GROUP -> null;
        };
    }

    static BigDecimal number(BsonValue value) {
        return switch (value) {
            case BsonDecimal128 decimal -> decimal.getValue().bigDecimalValue();
            case BsonInt32 whole -> BigDecimal.valueOf(whole.getValue());
            case BsonInt64 whole -> BigDecimal.valueOf(whole.getValue());
            default -> throw new IllegalStateException("not an exact number: " + value.getBsonType());
        };
    }

    static boolean isText(Shape shape) {
        return switch (shape) {
            case TEXT, LINK, MANY -> true;
            case WHOLE, DECIMAL, FLAG, DAY, MOMENT, TIME, GROUP -> false;
        };
    }

    /** A String or Long that stands for a sortable value in a cursor; null for none. */
    static Object toCursor(Shape shape, BsonValue value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> value.asString().getValue();
            case WHOLE, TIME -> value.asNumber().longValue();
            case DECIMAL -> number(value).movePointRight(SCALE).longValueExact();
            case FLAG -> value.asBoolean().getValue() ? 1L : 0L;
            case DAY, MOMENT -> value.asDateTime().getValue();
            case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " has no order");
        };
    }

    static BsonValue fromCursor(Shape shape, Object cell) {
        return switch (shape) {
            case TEXT, LINK -> new BsonString((String) cell);
            case WHOLE, TIME -> new BsonInt64((Long) cell);
            case DECIMAL -> decimal(new BigDecimal(BigInteger.valueOf((Long) cell), SCALE));
            case FLAG -> BsonBoolean.valueOf((Long) cell != 0);
            case DAY, MOMENT -> new BsonDateTime((Long) cell);
            case MANY, GROUP -> throw new IllegalArgumentException("A " + shape + " has no order");
        };
    }
}
