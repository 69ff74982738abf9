package io.trellis.platform.store.mongo.standin;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** The order of all BSON values and arithmetic on numbers: by value over all number types, texts by their UTF-8 bytes. */
final class Values {
    static final BsonValue NULL = BsonNull.VALUE;

    private Values() {}

    /** Where a type stands among the types; what differs here is never equal and, in queries, not comparable. */
    static int rank(BsonValue value) {
        return switch (value.getBsonType()) {
            case MIN_KEY -> -1;
            case NULL, UNDEFINED -> 1;
            case INT32, INT64, DOUBLE, DECIMAL128 -> 2;
            case STRING, SYMBOL -> 3;
            case DOCUMENT -> 4;
            case ARRAY -> 5;
            case BINARY -> 6;
            case OBJECT_ID -> 7;
            case BOOLEAN -> 8;
            case DATE_TIME -> 9;
            case TIMESTAMP -> 10;
            case REGULAR_EXPRESSION -> 11;
            case MAX_KEY -> 127;
            case DB_POINTER, JAVASCRIPT, JAVASCRIPT_WITH_SCOPE, END_OF_DOCUMENT ->
                throw Fault.unknown(value.getBsonType().name());
        };
    }

    static int compare(BsonValue a, BsonValue b) {
        int byType = Integer.compare(rank(a), rank(b));
        if (byType != 0) {
            return byType;
        }
        return switch (a.getBsonType()) {
            case MIN_KEY, MAX_KEY, NULL, UNDEFINED -> 0;
            case INT32, INT64, DOUBLE, DECIMAL128 -> numbers(a, b);
            case STRING -> texts(a.asString().getValue(), b.asString().getValue());
            case DOCUMENT -> documents(a.asDocument(), b.asDocument());
            case ARRAY -> arrays(a.asArray(), b.asArray());
            case BINARY -> binaries(a.asBinary(), b.asBinary());
            case OBJECT_ID -> a.asObjectId().compareTo(b.asObjectId());
            case BOOLEAN -> a.asBoolean().compareTo(b.asBoolean());
            case DATE_TIME -> a.asDateTime().compareTo(b.asDateTime());
            case TIMESTAMP -> a.asTimestamp().compareTo(b.asTimestamp());
            default -> throw Fault.unknown("an order of " + a.getBsonType());
        };
    }

    static boolean same(BsonValue a, BsonValue b) {
        return compare(a, b) == 0;
    }

    private static int numbers(BsonValue a, BsonValue b) {
        if (isWhole(a) && isWhole(b)) {
            return Long.compare(a.asNumber().longValue(), b.asNumber().longValue());
        }
        return number(a).compareTo(number(b));
    }

    static boolean isWhole(BsonValue value) {
        return value instanceof BsonInt32 || value instanceof BsonInt64;
    }

    static BigDecimal number(BsonValue value) {
        return switch (value) {
            case BsonInt32 whole -> BigDecimal.valueOf(whole.getValue());
            case BsonInt64 whole -> BigDecimal.valueOf(whole.getValue());
            case BsonDouble real -> new BigDecimal(real.getValue());
            case BsonDecimal128 decimal -> decimal.getValue().bigDecimalValue();
            default -> throw Fault.badValue("not a number: " + value);
        };
    }

    /** A result of arithmetic: whole where all parts are, a decimal otherwise. */
    static BsonValue number(BigDecimal value, boolean whole) {
        return whole
                ? new BsonInt64(value.longValueExact())
                : new BsonDecimal128(new Decimal128(value.round(java.math.MathContext.DECIMAL128)));
    }

    private static int texts(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // Halves of characters beyond the basic plane come after all of it, as their bytes do.
                boolean high = Character.isSurrogate(x);
                return high != Character.isSurrogate(y) ? (high ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static int documents(BsonDocument a, BsonDocument b) {
        Iterator<Map.Entry<String, BsonValue>> left = a.entrySet().iterator();
        Iterator<Map.Entry<String, BsonValue>> right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, BsonValue> x = left.next();
            Map.Entry<String, BsonValue> y = right.next();
            int order = Integer.compare(rank(x.getValue()), rank(y.getValue()));
            order = order != 0 ? order : texts(x.getKey(), y.getKey());
            order = order != 0 ? order : compare(x.getValue(), y.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int arrays(BsonArray a, BsonArray b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int binaries(BsonBinary a, BsonBinary b) {
        int order = Integer.compare(a.getData().length, b.getData().length);
        order = order != 0 ? order : Byte.compare(a.getType(), b.getType());
        return order != 0 ? order : java.util.Arrays.compareUnsigned(a.getData(), b.getData());
    }

    /** Whether a value counts as true in an expression. */
    static boolean truth(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL, UNDEFINED -> false;
            case BOOLEAN -> value.asBoolean().getValue();
            case INT32, INT64, DOUBLE, DECIMAL128 -> number(value).signum() != 0;
            default -> true;
        };
    }
}
