package io.trellis.rules.script.sandbox;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** The exact arithmetic behind {@code Decimal}. Answers are plain numbers as text, or a reason after {@code !}. */
final class Decimals {
    /** More digits than any field has. */
    private static final int MOST_CHARS = 120;

    private static final int MOST_SCALE = 100;
    private static final MathContext CONTEXT = new MathContext(60, RoundingMode.HALF_UP);

    private Decimals() {}

    static String compute(String operation, String left, String right) {
        try {
            BigDecimal a = read(left);
            return switch (operation) {
                case "read" -> write(a);
                case "plus" -> write(a.add(read(right), CONTEXT));
                case "minus" -> write(a.subtract(read(right), CONTEXT));
                case "times" -> write(a.multiply(read(right), CONTEXT));
                case "div" -> divide(a, read(right));
                case "mod" -> {
                    BigDecimal b = read(right);
                    yield b.signum() == 0 ? "!Division by zero" : write(a.remainder(b));
                }
                case "compare" -> Integer.toString(a.compareTo(read(right)));
                default -> round(a, operation, right);
            };
        } catch (ArithmeticException | NumberFormatException none) {
            return "!" + (none.getMessage() == null ? "Not a decimal" : none.getMessage());
        }
    }

    private static String divide(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            return "!Division by zero";
        }
        return write(a.divide(b, new MathContext(34, RoundingMode.HALF_UP)).stripTrailingZeros());
    }

    private static String round(BigDecimal a, String mode, String places) {
        int scale = Integer.parseInt(places);
        if (scale < -MOST_SCALE || scale > MOST_SCALE) {
            return "!Decimal places must be from -100 to 100";
        }
        RoundingMode how =
                switch (mode.toLowerCase(Locale.ROOT)) {
                    case "half-up" -> RoundingMode.HALF_UP;
                    case "half-even" -> RoundingMode.HALF_EVEN;
                    case "half-down" -> RoundingMode.HALF_DOWN;
                    case "up" -> RoundingMode.UP;
                    case "down" -> RoundingMode.DOWN;
                    case "ceiling" -> RoundingMode.CEILING;
                    case "floor" -> RoundingMode.FLOOR;
                    default -> null;
                };
        return how == null ? "!Unknown rounding " + mode : write(a.setScale(scale, how));
    }

    private static BigDecimal read(String text) {
        if (text.length() > MOST_CHARS) {
            throw new NumberFormatException("A decimal of too many digits");
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException no) {
            throw new NumberFormatException("Not a decimal: " + text);
        }
        if (Math.abs((long) value.scale()) > MOST_SCALE || value.precision() > MOST_CHARS) {
            throw new NumberFormatException("A decimal of too many digits");
        }
        return value;
    }

    private static String write(BigDecimal value) {
        if (Math.abs((long) value.scale()) > MOST_SCALE) {
            return value.abs().compareTo(BigDecimal.ONE) < 0
                    ? value.setScale(MOST_SCALE, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString()
                    : "!A decimal of too many digits";
        }
        return value.toPlainString();
    }
}
