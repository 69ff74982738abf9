package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;

/** Of several numbers; empty ones are passed over. Also what is owed, taxed and paid back. */
final class AggregateFunctions {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    /** Digits with which interest is compounded. */
    private static final int INNER = 30;

    private AggregateFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.NUMBER)
                .add(
                        "SUM([number: number]+): number",
                        "求和，忽略空值；全部为空时为 0",
                        "The sum; empty numbers are passed over, 0 when all are",
                        "SUM(1, NULL, 2.5) → 3.5",
                        numbers(AggregateFunctions::sum))
                .nulls(Nulls.SKIPPED)
                .add(
                        "AVERAGE([number: number]+): number",
                        "平均值，忽略空值，保留 10 位小数",
                        "The mean to 10 decimals; empty numbers are passed over",
                        "AVERAGE(1, NULL, 4) → 2.5",
                        numbers(all -> all.isEmpty() ? null : mean(all)))
                .nulls(Nulls.SKIPPED)
                .add(
                        "MEDIAN([number: number]+): number",
                        "中位数，忽略空值",
                        "The one in the middle, or the mean of the two in the middle; empty ones are passed over",
                        "MEDIAN(9, 1, 4, 2) → 3",
                        numbers(AggregateFunctions::median))
                .nulls(Nulls.SKIPPED)
                .add(
                        "PRODUCT([number: number]+): number",
                        "乘积，忽略空值；全部为空时为空",
                        "The product; empty numbers are passed over, empty when all are",
                        "PRODUCT(2, NULL, 3.5) → 7",
                        numbers(AggregateFunctions::product))
                .nulls(Nulls.SKIPPED)
                .add(
                        "COUNT([value: any]+): number",
                        "有值的参数个数",
                        "How many of the arguments have a value",
                        "COUNT(1, NULL, \"a\") → 2",
                        Definitions.skipping(values -> BigDecimal.valueOf(values.size())))
                .nulls(Nulls.SKIPPED)
                .add(
                        "COUNTBLANK([value: any]+): number",
                        "没有值或为空文本的参数个数",
                        "How many of the arguments are empty or an empty text",
                        "COUNTBLANK(1, NULL, \"\") → 2",
                        arguments -> context -> BigDecimal.valueOf(arguments.stream()
                                .filter(argument -> LogicFunctions.isBlank(argument.evaluate(context)))
                                .count()))
                .nulls(Nulls.OWN)
                .add(
                        "VAR([number: number]+): number",
                        "样本方差，忽略空值，保留 10 位小数；少于两个数时为空",
                        "The variance of a sample to 10 decimals; empty for fewer than two numbers",
                        "VAR(1, 2, 3, 4) → 1.6666666667",
                        numbers(all -> variance(all, Numbers.SCALE)))
                .nulls(Nulls.SKIPPED)
                .add(
                        "STDEV([number: number]+): number",
                        "样本标准差，忽略空值，保留 10 位小数；少于两个数时为空",
                        "The standard deviation of a sample to 10 decimals; empty for fewer than two numbers",
                        "STDEV(1, 2, 3, 4) → 1.2909944487",
                        numbers(all -> {
                            BigDecimal variance = variance(all, INNER);
                            return variance == null ? null : Numbers.squareRoot(variance);
                        }))
                .nulls(Nulls.SKIPPED)
                .add(
                        "PERCENTOF(part: number, whole: number): number",
                        "部分占整体的比例；整体为零时为空",
                        "What part of the whole it is (0.25 for a quarter); empty for whole zero",
                        "PERCENTOF(30, 120) → 0.25",
                        Definitions.strict(a -> Numbers.apply(Expr.Operator.DIVIDE, a.number(0), a.number(1))))
                .add(
                        "GROWTH(before: number, after: number): number",
                        "增长率；原值为零时为空",
                        "By what part it has grown (0.2 for a fifth); empty when it was zero before",
                        "GROWTH(100, 120) → 0.2",
                        Definitions.strict(a ->
                                Numbers.apply(Expr.Operator.DIVIDE, a.number(1).subtract(a.number(0)), a.number(0))))
                .add(
                        "EXCLUDETAX(gross: number, rate: number): number",
                        "价税分离：含税金额中的不含税金额，保留两位小数",
                        "The net part of an amount that contains tax, to 2 decimals",
                        "EXCLUDETAX(113, 0.13) → 100",
                        Definitions.strict(a -> net(a.number(0), a.number(1))))
                .add(
                        "TAXPART(gross: number, rate: number): number",
                        "价税分离：含税金额中的税额，与不含税金额之和等于含税金额",
                        "The tax in an amount that contains it; with EXCLUDETAX it adds up to the amount",
                        "TAXPART(100, 0.13) → 11.5",
                        Definitions.strict(a -> {
                            BigDecimal net = net(a.number(0), a.number(1));
                            return net == null ? null : a.number(0).subtract(net);
                        }))
                .add(
                        "PMT(rate: number, periods: number, amount: number): number",
                        "等额本息每期还款额（期利率、期数 1 至 1200、本金），保留两位小数",
                        "The equal payment per period of a loan: rate per period, 1 to 1,200 periods, amount; 2 decimals",
                        "PMT(0.005, 12, 12000) → 1032.8",
                        Definitions.strict(a -> payment(a.number(0), a.number(1), a.number(2))))
                .add(
                        "COMPOUND(amount: number, rate: number, periods: number): number",
                        "复利终值（本金、期利率、期数 0 至 1200），保留两位小数",
                        "What an amount grows to: rate per period, 0 to 1,200 periods; 2 decimals",
                        "COMPOUND(1000, 0.05, 2) → 1102.5",
                        Definitions.strict(a -> {
                            BigDecimal factor = compounded(a.number(1), a.number(2), 0);
                            return factor == null ? null : cents(a.number(0).multiply(factor));
                        }))
                .toList();
    }

    private static FunctionDefinition.Body numbers(Function<List<BigDecimal>, Object> function) {
        return Definitions.skipping(values ->
                function.apply(values.stream().map(BigDecimal.class::cast).toList()));
    }

    static BigDecimal sum(List<BigDecimal> all) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal number : all) {
            sum = sum.add(number);
        }
        return Numbers.limited(sum);
    }

    private static BigDecimal mean(List<BigDecimal> all) {
        return Numbers.apply(Expr.Operator.DIVIDE, sum(all), BigDecimal.valueOf(all.size()));
    }

    private static BigDecimal median(List<BigDecimal> all) {
        if (all.isEmpty()) {
            return null;
        }
        List<BigDecimal> sorted = all.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : Numbers.apply(Expr.Operator.DIVIDE, sorted.get(middle - 1).add(sorted.get(middle)), TWO);
    }

    private static BigDecimal product(List<BigDecimal> all) {
        BigDecimal product = null;
        for (BigDecimal number : all) {
            product = product == null ? number : Numbers.apply(Expr.Operator.MULTIPLY, product, number);
            if (product == null) {
                return null;
            }
        }
        return product;
    }

    /** (n Σx² - (Σx)²) / (n (n - 1)), which is exact but for the division. */
    private static BigDecimal variance(List<BigDecimal> all, int scale) {
        if (all.size() < 2) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(all.size());
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal number : all) {
            sum = sum.add(number);
            squares = squares.add(number.multiply(number));
        }
        BigDecimal above = count.multiply(squares).subtract(sum.multiply(sum));
        return Numbers.limited(
                above.divide(count.multiply(count.subtract(BigDecimal.ONE)), scale, RoundingMode.HALF_UP));
    }

    private static BigDecimal cents(BigDecimal number) {
        return Numbers.limited(number.setScale(2, RoundingMode.HALF_UP));
    }

    private static BigDecimal net(BigDecimal gross, BigDecimal rate) {
        BigDecimal divisor = rate.add(BigDecimal.ONE);
        return divisor.signum() <= 0 ? null : gross.divide(divisor, 2, RoundingMode.HALF_UP);
    }

    /** (1 + rate) to the number of periods, each step rounded; null for rates below -1 or above 10 and odd periods. */
    private static BigDecimal compounded(BigDecimal rate, BigDecimal periods, int least) {
        int count = Numbers.toInt(periods);
        BigDecimal factor = rate.add(BigDecimal.ONE);
        if (!Numbers.isWhole(periods)
                || count < least
                || count > 1_200
                || factor.signum() < 0
                || rate.compareTo(BigDecimal.TEN) > 0) {
            return null;
        }
        BigDecimal result = BigDecimal.ONE;
        for (int i = 0; i < count; i++) {
            result = result.multiply(factor).setScale(INNER, RoundingMode.HALF_UP);
        }
        return result;
    }

    private static BigDecimal payment(BigDecimal rate, BigDecimal periods, BigDecimal amount) {
        BigDecimal growth = compounded(rate, periods, 1);
        if (growth == null) {
            return null;
        }
        BigDecimal over = growth.subtract(BigDecimal.ONE);
        return over.signum() == 0
                ? amount.divide(periods, 2, RoundingMode.HALF_UP)
                : Numbers.limited(amount.multiply(rate).multiply(growth).divide(over, 2, RoundingMode.HALF_UP));
    }
}
