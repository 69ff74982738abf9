package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Logarithms and exponentials to {@link Numbers#SCALE} decimals, computed with whole numbers only, so that the
 * browser, which does the same steps, gives the same digits. Internally 60 digits after the point.
 */
final class FixedPoint {
    private static final int DIGITS = 60;
    private static final BigInteger ONE = BigInteger.TEN.pow(DIGITS);
    private static final BigInteger TWO = BigInteger.TWO;
    /** The root is taken so often before the series: it then needs some twenty terms. */
    private static final int ROOTS = 6;
    /** e^100 has 44 digits before the point; what is greater is null. */
    private static final BigDecimal MAX_EXPONENT = BigDecimal.valueOf(100);

    private static final BigInteger LN_10 = lnOfMantissa(ONE.multiply(BigInteger.TEN));
    private static final BigInteger E = taylor(ONE);

    private FixedPoint() {}

    /** The natural logarithm; null unless the number is positive. */
    static BigDecimal ln(BigDecimal number) {
        return number.signum() <= 0 ? null : rounded(lnFixed(number));
    }

    /** The logarithm to a base; null unless both are positive and the base is not 1. */
    static BigDecimal log(BigDecimal number, BigDecimal base) {
        if (number.signum() <= 0 || base.signum() <= 0 || base.compareTo(BigDecimal.ONE) == 0) {
            return null;
        }
        return rounded(lnFixed(number).multiply(ONE).divide(lnFixed(base)));
    }

    /** e to a power; null above 100. */
    static BigDecimal exp(BigDecimal power) {
        if (power.compareTo(MAX_EXPONENT) > 0) {
            return null;
        }
        return power.compareTo(MAX_EXPONENT.negate()) < 0
                ? BigDecimal.ZERO.setScale(Numbers.SCALE)
                : rounded(expFixed(fixed(power)));
    }

    /** A positive base to any power, by logarithms; null where the result is too great. */
    static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        BigInteger power = lnFixed(base).multiply(fixed(exponent)).divide(ONE);
        BigInteger limit = ONE.multiply(MAX_EXPONENT.toBigInteger());
        if (power.compareTo(limit) > 0) {
            return null;
        }
        return power.compareTo(limit.negate()) < 0 ? BigDecimal.ZERO.setScale(Numbers.SCALE) : rounded(expFixed(power));
    }

    private static BigInteger fixed(BigDecimal number) {
        return number.setScale(DIGITS, RoundingMode.DOWN).unscaledValue();
    }

    private static BigDecimal rounded(BigInteger fixed) {
        return new BigDecimal(fixed, DIGITS).setScale(Numbers.SCALE, RoundingMode.HALF_UP);
    }

    private static BigInteger lnFixed(BigDecimal number) {
        int tens = number.precision() - number.scale() - 1;
        BigInteger mantissa = fixed(number.scaleByPowerOfTen(-tens));
        return lnOfMantissa(mantissa).add(LN_10.multiply(BigInteger.valueOf(tens)));
    }

    /** Of a number from 1 to 10: roots bring it near 1, then ln x = 2 artanh((x - 1) / (x + 1)). */
    private static BigInteger lnOfMantissa(BigInteger mantissa) {
        BigInteger x = mantissa;
        for (int i = 0; i < ROOTS; i++) {
            x = x.multiply(ONE).sqrt();
        }
        BigInteger y = x.subtract(ONE).multiply(ONE).divide(x.add(ONE));
        BigInteger square = y.multiply(y).divide(ONE);
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = y;
        for (long n = 1; term.signum() != 0; n += 2) {
            sum = sum.add(term.divide(BigInteger.valueOf(n)));
            term = term.multiply(square).divide(ONE);
        }
        return sum.multiply(TWO.pow(ROOTS + 1));
    }

    private static BigInteger expFixed(BigInteger power) {
        BigInteger magnitude = power.abs();
        int whole = magnitude.divide(ONE).intValueExact();
        BigInteger result = taylor(magnitude.mod(ONE));
        for (int i = 0; i < whole; i++) {
            result = result.multiply(E).divide(ONE);
        }
        return power.signum() < 0 ? ONE.multiply(ONE).divide(result) : result;
    }

    private static BigInteger taylor(BigInteger power) {
        BigInteger sum = ONE;
        BigInteger term = ONE;
        for (long n = 1; term.signum() != 0; n++) {
            term = term.multiply(power).divide(ONE).divide(BigInteger.valueOf(n));
            sum = sum.add(term);
        }
        return sum;
    }
}
