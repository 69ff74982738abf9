package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Trait;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** From one day or moment to another, and further by a span of time. */
final class SpanFunctions {
    private static final String UNITS_ZH = "year、quarter、month、week、day、hour、minute、second";
    private static final String UNITS_EN = "year, quarter, month, week, day, hour, minute, second";
    private static final BigDecimal MILLIS_OF_HOUR = BigDecimal.valueOf(3_600_000);
    private static final BigDecimal MILLIS_OF_MINUTE = BigDecimal.valueOf(60_000);
    private static final BigDecimal MILLIS_OF_SECOND = BigDecimal.valueOf(1_000);

    private SpanFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.DATE)
                .contextual(
                        "DATEADD(day: D, count: number, unit: text): D",
                        "加上若干个单位（" + UNITS_ZH + "）；日期不能加时分秒",
                        "So many units later (" + UNITS_EN + "); a date takes no hours, minutes, seconds",
                        "DATEADD(\"2026-01-31\", 1, \"month\") → 2026-02-28",
                        Definitions.strict(SpanFunctions::add))
                .also("DATEADD(DATETIMEVALUE(\"2026-01-31 08:00\"), 90, \"minute\") → 2026-01-31 09:30:00")
                .contextual(
                        "DATEDIFF(from: D, to: D, unit: text): number",
                        "相差几个整单位（" + UNITS_ZH + "），后者在前时为负；年月周日按日期计",
                        "How many whole units lie between (" + UNITS_EN
                                + "), negative backwards; years to days by the dates",
                        "DATEDIFF(\"2026-01-31\", \"2026-03-30\", \"month\") → 1",
                        Definitions.count(SpanFunctions::difference))
                .contextual(
                        "MONTHSBETWEEN(from: D, to: D): number",
                        "相差几个整月",
                        "How many whole months lie between",
                        "MONTHSBETWEEN(\"2026-01-15\", \"2026-04-14\") → 2",
                        Definitions.count(a -> between(a, ChronoUnit.MONTHS)))
                .contextual(
                        "YEARSBETWEEN(from: D, to: D): number",
                        "相差几个整年",
                        "How many whole years lie between",
                        "YEARSBETWEEN(\"2020-05-22\", \"2026-05-21\") → 5",
                        Definitions.count(a -> between(a, ChronoUnit.YEARS)))
                .contextual(
                        "WEEKSBETWEEN(from: D, to: D): number",
                        "相差几个整周",
                        "How many whole weeks lie between",
                        "WEEKSBETWEEN(\"2026-05-01\", \"2026-05-21\") → 2",
                        Definitions.count(a -> between(a, ChronoUnit.WEEKS)))
                .contextual(
                        "HOURSBETWEEN(from: D, to: D): number",
                        "相差的小时数，保留 10 位小数；日期取零点",
                        "The hours between, to 10 decimals; a date counts from its first moment",
                        "HOURSBETWEEN(\"2026-05-20\", \"2026-05-21\") → 24",
                        Definitions.strict(a -> millis(a, MILLIS_OF_HOUR)))
                .contextual(
                        "MINUTESBETWEEN(from: D, to: D): number",
                        "相差的分钟数，保留 10 位小数；日期取零点",
                        "The minutes between, to 10 decimals; a date counts from its first moment",
                        "MINUTESBETWEEN(\"2026-05-21T08:00:00Z\", \"2026-05-21T09:30:00Z\") → 90",
                        Definitions.strict(a -> millis(a, MILLIS_OF_MINUTE)))
                .contextual(
                        "SECONDSBETWEEN(from: D, to: D): number",
                        "相差的秒数；日期取零点",
                        "The seconds between; a date counts from its first moment",
                        "SECONDSBETWEEN(\"2026-05-21T08:00:00Z\", \"2026-05-21T08:00:30Z\") → 30",
                        Definitions.strict(a -> millis(a, MILLIS_OF_SECOND)))
                .contextual(
                        "AGE(birthday: D, on?: D): number",
                        "周岁（默认今天）；未出生为空",
                        "The age in years (today, when left out); empty before birth",
                        "AGE(\"1990-05-22\", \"2026-05-21\") → 35",
                        Definitions.count(SpanFunctions::age))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "OVERLAPDAYS(fromA: D, toA: D, fromB: D, toB: D): number",
                        "两段日期（含首尾）重叠的天数",
                        "How many days two spans have in common, first and last days included",
                        "OVERLAPDAYS(\"2026-05-01\", \"2026-05-10\", \"2026-05-08\", \"2026-05-20\") → 3",
                        Definitions.count(SpanFunctions::overlap))
                .contextual(
                        "ADDWEEKS(day: D, weeks: number): D",
                        "加上若干周",
                        "A number of weeks later",
                        "ADDWEEKS(\"2026-05-21\", 2) → 2026-06-04",
                        Definitions.strict(a -> moved(a, 1, "week")))
                .contextual(
                        "ADDYEARS(day: D, years: number): D",
                        "加上若干年，2 月 29 日取月末",
                        "A number of years later; the month's last day where the day does not exist",
                        "ADDYEARS(\"2024-02-29\", 1) → 2025-02-28",
                        Definitions.strict(a -> moved(a, 1, "year")))
                .add(
                        "ADDHOURS(moment: datetime, hours: number): datetime",
                        "加上若干小时（可为小数），精确到毫秒",
                        "A number of hours later (also broken), to the millisecond",
                        "ADDHOURS(\"2026-05-21T08:00:00+08:00\", 1.5) → 2026-05-21 09:30:00",
                        Definitions.strict(
                                a -> Dates.plusMillis(a.moment(0), a.number(1).multiply(MILLIS_OF_HOUR))))
                .add(
                        "ADDMINUTES(moment: datetime, minutes: number): datetime",
                        "加上若干分钟（可为小数），精确到毫秒",
                        "A number of minutes later (also broken), to the millisecond",
                        "ADDMINUTES(\"2026-05-21T08:00:00+08:00\", -30) → 2026-05-21 07:30:00",
                        Definitions.strict(
                                a -> Dates.plusMillis(a.moment(0), a.number(1).multiply(MILLIS_OF_MINUTE))))
                .toList();
    }

    private static Object add(Arguments a) {
        return moved(a, 1, a.text(2).toLowerCase(Locale.ROOT));
    }

    private static Object moved(Arguments a, int index, String unit) {
        BigDecimal count = a.number(index);
        return switch (unit) {
            case "year" -> Dates.plusMonths(a.value(0), count.multiply(BigDecimal.valueOf(12)), a.context());
            case "quarter" -> Dates.plusMonths(a.value(0), whole(count).multiply(BigDecimal.valueOf(3)), a.context());
            case "month" -> Dates.plusMonths(a.value(0), count, a.context());
            case "week" -> Dates.plusDays(a.value(0), whole(count).multiply(BigDecimal.valueOf(7)), a.context());
            case "day" -> Dates.plusDays(a.value(0), count, a.context());
            case "hour" -> later(a.value(0), count, MILLIS_OF_HOUR);
            case "minute" -> later(a.value(0), count, MILLIS_OF_MINUTE);
            case "second" -> later(a.value(0), count, MILLIS_OF_SECOND);
            default -> null;
        };
    }

    private static BigDecimal whole(BigDecimal count) {
        return count.setScale(0, java.math.RoundingMode.DOWN);
    }

    private static Object later(Object value, BigDecimal count, BigDecimal unit) {
        return value instanceof Instant moment ? Dates.plusMillis(moment, count.multiply(unit)) : null;
    }

    private static Long difference(Arguments a) {
        return switch (a.text(2).toLowerCase(Locale.ROOT)) {
            case "year" -> between(a, ChronoUnit.YEARS);
            case "quarter" -> third(between(a, ChronoUnit.MONTHS));
            case "month" -> between(a, ChronoUnit.MONTHS);
            case "week" -> between(a, ChronoUnit.WEEKS);
            case "day" -> between(a, ChronoUnit.DAYS);
            case "hour" -> units(a, 3_600_000);
            case "minute" -> units(a, 60_000);
            case "second" -> units(a, 1_000);
            default -> null;
        };
    }

    private static Long third(Long months) {
        return months == null ? null : months / 3;
    }

    private static Long between(Arguments a, ChronoUnit unit) {
        LocalDate from = a.day(0);
        LocalDate to = a.day(1);
        return from == null || to == null ? null : unit.between(from, to);
    }

    private static Long units(Arguments a, long millis) {
        return span(a) / millis;
    }

    private static BigDecimal millis(Arguments a, BigDecimal unit) {
        return Numbers.apply(Expr.Operator.DIVIDE, BigDecimal.valueOf(span(a)), unit);
    }

    private static long span(Arguments a) {
        return Dates.moment(a.value(1), a.context()).toEpochMilli()
                - Dates.moment(a.value(0), a.context()).toEpochMilli();
    }

    private static Long age(Arguments a) {
        LocalDate birthday = a.day(0);
        LocalDate on = a.dayOrToday(1);
        return birthday == null || on == null || on.isBefore(birthday) ? null : ChronoUnit.YEARS.between(birthday, on);
    }

    private static Long overlap(Arguments a) {
        for (int i = 0; i < 4; i++) {
            if (a.day(i) == null) {
                return null;
            }
        }
        long from = Math.max(a.day(0).toEpochDay(), a.day(2).toEpochDay());
        long to = Math.min(a.day(1).toEpochDay(), a.day(3).toEpochDay());
        return Math.max(0, to - from + 1);
    }
}
