package io.trellis.rules.condition;

import io.trellis.metadata.catalog.CatalogField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What an expression gave, as a value of a field; and when two values are the same. */
public final class Results {
    private static final int MOST_DIGITS = 12;
    private static final int MOST_DECIMALS = 6;

    private Results() {}

    /** Numbers are rounded half up to what the field keeps; one with more than 12 digits before the point is none. */
    public static Object of(CatalogField field, Object value) {
        return switch (field.shape()) {
            case WHOLE -> value instanceof BigDecimal number ? number(number, 0) : null;
            case DECIMAL ->
                value instanceof BigDecimal number
                        ? number(
                                number,
                                Math.min(
                                        MOST_DECIMALS,
                                        field.definition().whole("scale").orElse(MOST_DECIMALS)))
                        : null;
            case MOMENT -> value instanceof Instant moment ? moment.truncatedTo(ChronoUnit.MILLIS) : null;
            case TEXT, FLAG, DAY, TIME, LINK, MANY, GROUP -> value;
        };
    }

    private static BigDecimal number(BigDecimal number, int scale) {
        BigDecimal rounded = number.setScale(scale, RoundingMode.HALF_UP);
        return rounded.precision() - rounded.scale() > MOST_DIGITS ? null : rounded;
    }

    /** A value as expressions see it. */
    static Object seen(Object value) {
        return switch (value) {
            case Long whole -> BigDecimal.valueOf(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case List<?> list when list.isEmpty() -> null;
            case null, default -> value;
        };
    }

    /** Numbers by value, an empty list as nothing. */
    static boolean same(Object left, Object right) {
        Object a = seen(left);
        Object b = seen(right);
        return a instanceof BigDecimal x && b instanceof BigDecimal y
                ? x.compareTo(y) == 0
                : java.util.Objects.equals(a, b);
    }

    /** Whether there is nothing: no value, no element, or a text of blanks. */
    static boolean empty(Object value) {
        return seen(value) == null || value instanceof String text && text.isBlank();
    }
}
