package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Brings numbers into canonical form, exactly and without surprises from huge exponents. */
public final class Numbers {
    /** Most digits before the point. */
    public static final int MAX_WHOLE_DIGITS = 12;
    /** Most digits after the point. */
    public static final int MAX_SCALE = 6;
    /** The largest whole number that JSON readers in browsers keep exactly, 2^53 - 1. */
    public static final long MAX_WHOLE = 9_007_199_254_740_991L;

    private static final Pattern WRITTEN =
            Pattern.compile("[+-]?(\\d{1,3}(,\\d{3})+|\\d+)?(\\.\\d*)?([eE][+-]?\\d{1,3})?");

    private Numbers() {}

    /**
     * A decimal within the limits of its field. Accepts numbers and, because files have nothing else, numbers written as
     * text, also with commas between thousands. Problems: NOT_A_NUMBER, TOO_MANY_DECIMALS, TOO_MANY_DIGITS, BELOW_MINIMUM,
     * ABOVE_MAXIMUM.
     *
     * @param scale most digits after the point
     * @return without trailing zeros; null for an empty text and after a problem
     */
    public static BigDecimal decimal(FieldDefinition field, int scale, Object raw, Consumer<Problem> problems) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        BigDecimal number = parse(raw);
        if (number == null) {
            problems.accept(Problem.of("NOT_A_NUMBER", "", "value", Texts.shorten(raw)));
            return null;
        }
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if ((long) number.precision() - number.scale() > MAX_WHOLE_DIGITS) {
            problems.accept(Problem.of("TOO_MANY_DIGITS", "", "max", MAX_WHOLE_DIGITS));
            return null;
        }
        if (number.scale() > scale) {
            problems.accept(Problem.of("TOO_MANY_DECIMALS", "", "scale", scale));
            return null;
        }
        number = number.scale() < 0 ? number.setScale(0) : number;
        checkLimits(field, number, problems);
        return number;
    }

    /** A whole number within the limits of its field; problems as for decimals, and NOT_A_WHOLE_NUMBER. */
    public static Long whole(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        BigDecimal number = parse(raw);
        if (number == null) {
            problems.accept(Problem.of("NOT_A_NUMBER", "", "value", Texts.shorten(raw)));
            return null;
        }
        number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (number.scale() > 0) {
            problems.accept(Problem.of("NOT_A_WHOLE_NUMBER", ""));
            return null;
        }
        if ((long) number.precision() - number.scale() > 16
                || number.abs().compareTo(BigDecimal.valueOf(MAX_WHOLE)) > 0) {
            problems.accept(Problem.of("TOO_MANY_DIGITS", "", "max", 15));
            return null;
        }
        checkLimits(field, number, problems);
        return number.longValueExact();
    }

    /** Reports limits that contradict each other. */
    public static void checkMinMax(FieldDefinition field, Consumer<Problem> problems) {
        var min = field.decimal("min");
        var max = field.decimal("max");
        if (min.isPresent() && max.isPresent() && min.get().compareTo(max.get()) > 0) {
            problems.accept(new Problem("MIN_ABOVE_MAX", "/min", Map.of("min", min.get(), "max", max.get())));
        }
    }

    /** JSON Schema of a number with the field's limits. */
    public static Map<String, Object> schema(FieldDefinition field, String type) {
        var schema = new LinkedHashMap<String, Object>(Schemas.map("type", type));
        field.decimal("min").ifPresent(min -> schema.put("minimum", min));
        field.decimal("max").ifPresent(max -> schema.put("maximum", max));
        return schema;
    }

    private static void checkLimits(FieldDefinition field, BigDecimal number, Consumer<Problem> problems) {
        field.decimal("min")
                .filter(min -> number.compareTo(min) < 0)
                .ifPresent(min -> problems.accept(Problem.of("BELOW_MINIMUM", "", "min", min)));
        field.decimal("max")
                .filter(max -> number.compareTo(max) > 0)
                .ifPresent(max -> problems.accept(Problem.of("ABOVE_MAXIMUM", "", "max", max)));
    }

    private static BigDecimal parse(Object raw) {
        return switch (raw) {
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case Integer number -> BigDecimal.valueOf(number);
            case Number number -> parseText(number.toString());
            case String text -> parseText(text.strip());
            default -> null;
        };
    }

    private static BigDecimal parseText(String text) {
        if (text.length() > 40 || !WRITTEN.matcher(text).matches()) {
            return null;
        }
        try {
            return new BigDecimal(text.replace(",", ""));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
