package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Exact decimal arithmetic. A null operand gives null. A result of more than {@link #MAX_DIGITS} digits is null, so that
 * no expression can eat the machine.
 */
final class Numbers {
    /** Digits after the point of a quotient or root, rounded half up. */
    static final int SCALE = 10;

    static final int MAX_DIGITS = 1000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,20})?");
    private static final int MAX_ROUNDING = 20;

    private Numbers() {}

    static BigDecimal apply(Expr.Operator operator, BigDecimal a, BigDecimal b) {
        if (a == null || b == null) {
            return null;
        }
        return switch (operator) {
            case ADD -> limited(a.add(b));
            case SUBTRACT -> limited(a.subtract(b));
            case MULTIPLY -> limited(a.multiply(b));
            case DIVIDE -> b.signum() == 0 ? null : limited(a.divide(b, SCALE, RoundingMode.HALF_UP));
            case POWER -> power(a, b);
            case EQ, NE, LT, LE, GT, GE, CONCAT -> throw new IllegalArgumentException(operator.symbol());
        };
    }

    static BigDecimal limited(BigDecimal number) {
        return number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS ? null : number;
    }

    /** Whole exponents only; a negative one divides 1 by the power. */
    private static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        if (!isWhole(exponent) || exponent.abs().compareTo(BigDecimal.valueOf(MAX_DIGITS)) > 0) {
            return null;
        }
        int n = exponent.intValueExact();
        BigDecimal shortest = base.stripTrailingZeros();
        long digits = (long) Math.max(shortest.precision(), Math.abs(shortest.scale())) * Math.abs(n);
        if (digits > MAX_DIGITS) {
            return null;
        }
        BigDecimal power = shortest.pow(Math.abs(n));
        return n >= 0 ? power : apply(Expr.Operator.DIVIDE, BigDecimal.ONE, power);
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0
                || number.scale() <= 0
                || number.stripTrailingZeros().scale() <= 0;
    }

    /** The whole part as an int, held between the extremes of int. */
    static int toInt(BigDecimal number) {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        return whole.precision() > 10
                ? (whole.signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE)
                : (int) Math.clamp(whole.longValueExact(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static BigDecimal round(BigDecimal number, BigDecimal digits, RoundingMode mode) {
        return number.setScale(Math.clamp(toInt(digits), -MAX_ROUNDING, MAX_ROUNDING), mode);
    }

    /** With the sign of the divisor, as in spreadsheets: {@code a - b * floor(a / b)}. */
    static BigDecimal modulo(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            return null;
        }
        BigDecimal rest = a.remainder(b);
        return rest.signum() != 0 && rest.signum() != b.signum() ? rest.add(b) : rest;
    }

    /** Rounded half up to {@link #SCALE} digits; null for a negative number. */
    static BigDecimal squareRoot(BigDecimal number) {
        if (number.signum() < 0) {
            return null;
        }
        // The integer root with one digit to spare: dropping what follows cannot change the rounding.
        BigInteger scaled = number.movePointRight(2 * (SCALE + 1)).toBigInteger();
        return new BigDecimal(scaled.sqrt(), SCALE + 1).setScale(SCALE, RoundingMode.HALF_UP);
    }

    /** Without trailing zeros and without an exponent. */
    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** The number a text says, or null. */
    static BigDecimal read(String text) {
        String trimmed = Texts.trim(text);
        return NUMBER.matcher(trimmed).matches() ? new BigDecimal(trimmed) : null;
    }
}
