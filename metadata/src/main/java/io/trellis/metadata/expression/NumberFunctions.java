package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Rounding, remainders, roots, extremes. */
final class NumberFunctions {

    private NumberFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.NUMBER)
                .add(
                        "ROUND(number: number, digits?: number): number",
                        "四舍五入到指定小数位（默认 0）",
                        "Rounded half up to a number of decimals (0 when left out)",
                        "ROUND(2.345, 2) → 2.35",
                        rounding(RoundingMode.HALF_UP))
                .add(
                        "ROUNDUP(number: number, digits?: number): number",
                        "向远离零的方向舍入",
                        "Rounded away from zero",
                        "ROUNDUP(1.21, 1) → 1.3",
                        rounding(RoundingMode.UP))
                .add(
                        "ROUNDDOWN(number: number, digits?: number): number",
                        "向零的方向舍入",
                        "Rounded towards zero",
                        "ROUNDDOWN(1.29, 1) → 1.2",
                        rounding(RoundingMode.DOWN))
                .add(
                        "FLOOR(number: number): number",
                        "不大于该数的最大整数",
                        "The greatest whole number not above the number",
                        "FLOOR(-1.5) → -2",
                        whole(RoundingMode.FLOOR))
                .add(
                        "INT(number: number): number",
                        "与 FLOOR 相同",
                        "The same as FLOOR",
                        "INT(7.9) → 7",
                        whole(RoundingMode.FLOOR))
                .add(
                        "CEILING(number: number): number",
                        "不小于该数的最小整数",
                        "The least whole number not below the number",
                        "CEILING(1.2) → 2",
                        whole(RoundingMode.CEILING))
                .add(
                        "ABS(number: number): number",
                        "绝对值",
                        "Without its sign",
                        "ABS(-3) → 3",
                        Definitions.one((BigDecimal number) -> number.abs()))
                .add(
                        "MOD(number: number, divisor: number): number",
                        "余数，符号与除数相同；除数为零时为空",
                        "The remainder, with the divisor's sign; empty for divisor zero",
                        "MOD(-7, 3) → 2",
                        Definitions.<BigDecimal, BigDecimal>two(Numbers::modulo))
                .add(
                        "SQRT(number: number): number",
                        "平方根，保留 10 位小数；负数为空",
                        "The square root to 10 decimals; empty for a negative number",
                        "SQRT(2) → 1.4142135624",
                        Definitions.one(Numbers::squareRoot))
                .add(
                        "MIN([value: O]+): O",
                        "最小值，忽略空值",
                        "The least value; empty ones are ignored",
                        "MIN(3, 1, 2) → 1",
                        extreme(-1))
                .nulls(FunctionDefinition.Nulls.SKIPPED)
                .add(
                        "MAX([value: O]+): O",
                        "最大值，忽略空值",
                        "The greatest value; empty ones are ignored",
                        "MAX(3, NULL, 4) → 4",
                        extreme(1))
                .nulls(FunctionDefinition.Nulls.SKIPPED)
                .toList();
    }

    private static FunctionDefinition.Body rounding(RoundingMode mode) {
        return arguments -> {
            Evaluator number = arguments.getFirst();
            Evaluator digits = Definitions.optional(arguments, 1, _ -> BigDecimal.ZERO);
            return context ->
                    number.evaluate(context) instanceof BigDecimal n && digits.evaluate(context) instanceof BigDecimal d
                            ? Numbers.round(n, d, mode)
                            : null;
        };
    }

    private static FunctionDefinition.Body whole(RoundingMode mode) {
        return Definitions.one((BigDecimal number) -> number.setScale(0, mode));
    }

    private static FunctionDefinition.Body extreme(int sign) {
        return arguments -> context -> {
            Object best = null;
            for (Evaluator argument : arguments) {
                Object value = argument.evaluate(context);
                if (value != null && (best == null || Integer.signum(Values.order(value, best)) == sign)) {
                    best = value;
                }
            }
            return best;
        };
    }
}
