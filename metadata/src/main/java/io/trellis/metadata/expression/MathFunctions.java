package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** What a calculator has beyond the four operations. */
final class MathFunctions {
    /** Above this a factorial has more digits than a number may have. */
    private static final int MAX_FACTORIAL = 400;

    private static final BigDecimal PI = new BigDecimal("3.1415926536");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private MathFunctions() {}

    static java.util.List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.NUMBER)
                .add(
                        "TRUNC(number: number, digits?: number): number",
                        "截断到指定小数位（默认 0）",
                        "Cut off after a number of decimals (0 when left out)",
                        "TRUNC(-1.987, 1) → -1.9",
                        Definitions.strict(
                                a -> Numbers.round(a.number(0), a.number(1, BigDecimal.ZERO), RoundingMode.DOWN)))
                .add(
                        "ROUNDEVEN(number: number, digits?: number): number",
                        "四舍六入五成双（银行家舍入）",
                        "Rounded half to even (banker's rounding)",
                        "ROUNDEVEN(2.345, 2) → 2.34",
                        Definitions.strict(
                                a -> Numbers.round(a.number(0), a.number(1, BigDecimal.ZERO), RoundingMode.HALF_EVEN)))
                .add(
                        "MROUND(number: number, multiple: number): number",
                        "舍入到最接近的倍数；倍数为零时为空",
                        "Rounded to the nearest multiple, half away from zero; empty for multiple zero",
                        "MROUND(17, 5) → 15",
                        Definitions.strict(a -> multiple(a, RoundingMode.HALF_UP)))
                .add(
                        "CEILINGTO(number: number, multiple: number): number",
                        "不小于该数的最小倍数（如整箱）；倍数为零时为空",
                        "The least multiple not below the number, such as whole boxes; empty for multiple zero",
                        "CEILINGTO(17, 5) → 20",
                        Definitions.strict(a -> multiple(a, RoundingMode.CEILING)))
                .add(
                        "FLOORTO(number: number, multiple: number): number",
                        "不大于该数的最大倍数；倍数为零时为空",
                        "The greatest multiple not above the number; empty for multiple zero",
                        "FLOORTO(17, 5) → 15",
                        Definitions.strict(a -> multiple(a, RoundingMode.FLOOR)))
                .add(
                        "SIGN(number: number): number",
                        "符号：正数 1，零 0，负数 -1",
                        "1 for a positive number, 0 for zero, -1 for a negative one",
                        "SIGN(-12) → -1",
                        Definitions.count(a -> a.number(0).signum()))
                .add(
                        "POWER(base: number, exponent: number): number",
                        "乘方；非整数指数要求底数为正，保留 10 位小数",
                        "The power; with a broken exponent of a positive base only, to 10 decimals",
                        "POWER(2, 0.5) → 1.4142135624",
                        Definitions.strict(a -> power(a.number(0), a.number(1))))
                .add(
                        "EXP(number: number): number",
                        "e 的乘方，保留 10 位小数；大于 100 时为空",
                        "e to the power, to 10 decimals; empty above 100",
                        "EXP(1) → 2.7182818285",
                        Definitions.strict(a -> FixedPoint.exp(a.number(0))))
                .add(
                        "LN(number: number): number",
                        "自然对数，保留 10 位小数；非正数为空",
                        "The natural logarithm to 10 decimals; empty unless the number is positive",
                        "LN(10) → 2.302585093",
                        Definitions.strict(a -> FixedPoint.ln(a.number(0))))
                .add(
                        "LOG(number: number, base: number): number",
                        "以给定数为底的对数，保留 10 位小数",
                        "The logarithm to a base, to 10 decimals",
                        "LOG(8, 2) → 3",
                        Definitions.strict(a -> FixedPoint.log(a.number(0), a.number(1))))
                .add(
                        "LOG10(number: number): number",
                        "以 10 为底的对数，保留 10 位小数",
                        "The logarithm to base 10, to 10 decimals",
                        "LOG10(1000) → 3",
                        Definitions.strict(a -> FixedPoint.log(a.number(0), BigDecimal.TEN)))
                .add(
                        "PI(): number",
                        "圆周率，保留 10 位小数",
                        "The ratio of a circle's circumference to its diameter, to 10 decimals",
                        "PI() → 3.1415926536",
                        Definitions.strict(_ -> PI))
                .add(
                        "QUOTIENT(number: number, divisor: number): number",
                        "商的整数部分；除数为零时为空",
                        "The whole part of the quotient; empty for divisor zero",
                        "QUOTIENT(-7, 2) → -3",
                        Definitions.strict(a -> a.number(1).signum() == 0
                                ? null
                                : a.number(0).divide(a.number(1), 0, RoundingMode.DOWN)))
                .add(
                        "DIVIDE(number: number, divisor: number, otherwise: number): number",
                        "相除；除数为零时取第三个参数",
                        "The quotient; the third argument for divisor zero",
                        "DIVIDE(7, 0, -1) → -1",
                        Definitions.strict(a -> a.number(1).signum() == 0
                                ? a.number(2)
                                : Numbers.apply(Expr.Operator.DIVIDE, a.number(0), a.number(1))))
                .add(
                        "CLAMP(value: O, least: O, greatest: O): O",
                        "限制在最小值与最大值之间",
                        "The value, held between the least and the greatest",
                        "CLAMP(12, 0, 10) → 10",
                        Definitions.strict(a -> Values.order(a.value(0), a.value(1)) < 0
                                ? a.value(1)
                                : Values.order(a.value(0), a.value(2)) > 0 ? a.value(2) : a.value(0)))
                .add(
                        "ISEVEN(number: number): boolean",
                        "整数部分是偶数",
                        "True when the whole part is even",
                        "ISEVEN(4) → TRUE",
                        Definitions.test(a -> isEven(a.number(0))))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "ISODD(number: number): boolean",
                        "整数部分是奇数",
                        "True when the whole part is odd",
                        "ISODD(4) → FALSE",
                        Definitions.test(a -> !isEven(a.number(0))))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "GCD(a: number, b: number): number",
                        "两个整数的最大公约数；有小数时为空",
                        "The greatest common divisor of two whole numbers; empty for others",
                        "GCD(12, 18) → 6",
                        Definitions.strict(a -> whole(a) ? new BigDecimal(gcd(a)) : null))
                .add(
                        "LCM(a: number, b: number): number",
                        "两个整数的最小公倍数；有小数时为空",
                        "The least common multiple of two whole numbers; empty for others",
                        "LCM(4, 6) → 12",
                        Definitions.strict(a -> whole(a) ? lcm(a) : null))
                .add(
                        "FACT(number: number): number",
                        "阶乘，0 至 400 的整数，否则为空",
                        "The factorial of a whole number from 0 to 400; empty for others",
                        "FACT(5) → 120",
                        Definitions.strict(a -> factorial(a.number(0))))
                .add(
                        "COMBIN(count: number, chosen: number): number",
                        "组合数，0 至 400 的整数，否则为空",
                        "In how many ways so many of the whole can be chosen; whole numbers from 0 to 400",
                        "COMBIN(6, 2) → 15",
                        Definitions.strict(MathFunctions::combinations))
                .toList();
    }

    private static BigDecimal multiple(Arguments a, RoundingMode mode) {
        BigDecimal multiple = a.number(1);
        if (multiple.signum() == 0) {
            return null;
        }
        BigDecimal count = a.number(0).divide(multiple.abs(), 0, mode);
        return Numbers.apply(Expr.Operator.MULTIPLY, count, multiple.abs());
    }

    private static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        if (Numbers.isWhole(exponent)) {
            return Numbers.apply(Expr.Operator.POWER, base, exponent);
        }
        return base.signum() <= 0 ? null : FixedPoint.power(base, exponent);
    }

    private static boolean isEven(BigDecimal number) {
        return number.setScale(0, RoundingMode.DOWN).remainder(TWO).signum() == 0;
    }

    private static boolean whole(Arguments a) {
        return Numbers.isWhole(a.number(0)) && Numbers.isWhole(a.number(1));
    }

    private static BigInteger gcd(Arguments a) {
        return a.number(0).toBigInteger().gcd(a.number(1).toBigInteger());
    }

    private static BigDecimal lcm(Arguments a) {
        BigInteger gcd = gcd(a);
        return gcd.signum() == 0
                ? BigDecimal.ZERO
                : Numbers.limited(new BigDecimal(a.number(0)
                        .toBigInteger()
                        .divide(gcd)
                        .multiply(a.number(1).toBigInteger())
                        .abs()));
    }

    private static BigDecimal factorial(BigDecimal number) {
        return counts(number) ? new BigDecimal(product(1, Numbers.toInt(number))) : null;
    }

    private static boolean counts(BigDecimal number) {
        return Numbers.isWhole(number) && number.signum() >= 0 && Numbers.toInt(number) <= MAX_FACTORIAL;
    }

    private static BigInteger product(int from, int to) {
        BigInteger product = BigInteger.ONE;
        for (int i = from; i <= to; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }

    private static BigDecimal combinations(Arguments a) {
        if (!counts(a.number(0)) || !counts(a.number(1))) {
            return null;
        }
        int all = a.whole(0);
        int chosen = a.whole(1);
        return chosen > all
                ? BigDecimal.ZERO
                : new BigDecimal(product(all - chosen + 1, all).divide(product(1, chosen)));
    }
}
