package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** More about one day: its week, its quarter, its names, the days it leads to. */
final class DayFunctions {
    private DayFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.DATE)
                .contextual(
                        "WEEKNUM(day: D): number",
                        "当年第几周；1 月 1 日所在周为第 1 周，周一为一周之始",
                        "The week of the year; 1 January lies in week 1, weeks begin on Monday",
                        "WEEKNUM(\"2026-01-05\") → 2",
                        Definitions.count(a -> told(
                                a.day(0),
                                day -> (day.getDayOfYear()
                                                        + day.withDayOfYear(1)
                                                                .getDayOfWeek()
                                                                .getValue()
                                                        - 2)
                                                / 7
                                        + 1)))
                .contextual(
                        "ISOWEEK(day: D): number",
                        "ISO 8601 周数，1 至 53",
                        "The week by ISO 8601, 1 to 53",
                        "ISOWEEK(\"2027-01-01\") → 53",
                        Definitions.count(a -> told(a.day(0), day -> day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))))
                .contextual(
                        "ISOYEAR(day: D): number",
                        "ISO 8601 周所属的年份",
                        "The year to which the week by ISO 8601 belongs",
                        "ISOYEAR(\"2027-01-01\") → 2026",
                        Definitions.count(a -> told(a.day(0), day -> day.get(IsoFields.WEEK_BASED_YEAR))))
                .contextual(
                        "DAYOFYEAR(day: D): number",
                        "当年第几天，1 至 366",
                        "The day of the year, 1 to 366",
                        "DAYOFYEAR(\"2026-03-01\") → 60",
                        Definitions.count(a -> told(a.day(0), LocalDate::getDayOfYear)))
                .contextual(
                        "DAYSINMONTH(day: D): number",
                        "当月有几天",
                        "How many days the month has",
                        "DAYSINMONTH(\"2024-02-10\") → 29",
                        Definitions.count(a -> told(a.day(0), LocalDate::lengthOfMonth)))
                .contextual(
                        "HALFYEAR(day: D): number",
                        "上半年为 1，下半年为 2",
                        "1 for the first half of the year, 2 for the second",
                        "HALFYEAR(\"2026-07-01\") → 2",
                        Definitions.count(a -> told(a.day(0), day -> day.getMonthValue() <= 6 ? 1 : 2)))
                .contextual(
                        "ISLEAPYEAR(day: D): boolean",
                        "当年是闰年",
                        "True in a leap year",
                        "ISLEAPYEAR(\"2024-05-01\") → TRUE",
                        Definitions.test(a -> a.day(0) != null && a.day(0).isLeapYear()))
                .nulls(Nulls.FALSE)
                .contextual(
                        "WEEKDAYNAME(day: D, language?: text): text",
                        "星期几的名称（zh 为默认，或 en）",
                        "The name of the day of the week (zh when left out, or en)",
                        "WEEKDAYNAME(\"2026-03-15\") → 星期日",
                        Definitions.strict(a -> told(a.day(0), day -> weekdayName(day, a.text(1, "zh")))))
                .also("WEEKDAYNAME(\"2026-03-15\", \"en\") → Sunday")
                .contextual(
                        "MONTHNAME(day: D, language?: text): text",
                        "月份的名称（zh 为默认，或 en）",
                        "The name of the month (zh when left out, or en)",
                        "MONTHNAME(\"2026-03-15\") → 三月",
                        Definitions.strict(a -> told(a.day(0), day -> monthName(day, a.text(1, "zh")))))
                .also("MONTHNAME(\"2026-03-15\", \"en\") → March")
                .contextual(
                        "WEEKSTART(day?: D): date",
                        "当周的星期一（默认本周）",
                        "The Monday of the week (of this week, when left out)",
                        "WEEKSTART(\"2026-03-15\") → 2026-03-09",
                        Definitions.strict(a -> told(
                                a.dayOrToday(0),
                                day -> Dates.limited(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))))))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "WEEKLAST(day?: D): date",
                        "当周的星期日（默认本周）",
                        "The Sunday of the week (of this week, when left out)",
                        "WEEKLAST(\"2026-03-09\") → 2026-03-15",
                        Definitions.strict(a -> told(
                                a.dayOrToday(0),
                                day -> Dates.limited(day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY))))))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "QUARTEREND(day?: D): date",
                        "当季最后一天（默认本季）",
                        "The last day of the quarter (of this one, when left out)",
                        "QUARTEREND(\"2026-05-21\") → 2026-06-30",
                        Definitions.strict(a -> told(
                                a.dayOrToday(0),
                                day -> Dates.quarterStart(day).plusMonths(2).with(TemporalAdjusters.lastDayOfMonth()))))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "YEAREND(day?: D): date",
                        "当年最后一天（默认今年）",
                        "The last day of the year (of this one, when left out)",
                        "YEAREND(\"2026-05-21\") → 2026-12-31",
                        Definitions.strict(
                                a -> told(a.dayOrToday(0), day -> day.with(TemporalAdjusters.lastDayOfYear()))))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "EOMONTH(day: D, months: number): date",
                        "若干月之后（或之前）那个月的最后一天",
                        "The last day of the month so many months later (or earlier)",
                        "EOMONTH(\"2026-01-31\", 1) → 2026-02-28",
                        Definitions.strict(a -> a.day(0) != null
                                        && Dates.plusMonths(a.day(0), a.number(1), a.context()) instanceof LocalDate day
                                ? day.with(TemporalAdjusters.lastDayOfMonth())
                                : null))
                .contextual(
                        "EDATE(day: D, months: number): D",
                        "与 ADDMONTHS 相同",
                        "The same as ADDMONTHS",
                        "EDATE(\"2026-01-31\", 1) → 2026-02-28",
                        Definitions.strict(a -> Dates.plusMonths(a.value(0), a.number(1), a.context())))
                .contextual(
                        "NEXTWEEKDAY(day: D, weekday: number): date",
                        "该日之后的下一个星期几（星期一为 1），不含当日",
                        "The next day after this one that is a Monday (1) … Sunday (7)",
                        "NEXTWEEKDAY(\"2026-03-15\", 7) → 2026-03-22",
                        Definitions.strict(a -> a.whole(1) < 1 || a.whole(1) > 7
                                ? null
                                : told(
                                        a.day(0),
                                        day -> Dates.limited(
                                                day.with(TemporalAdjusters.next(DayOfWeek.of(a.whole(1))))))))
                .contextual(
                        "FISCALYEAR(day: D, firstMonth: number): number",
                        "财年（以其结束的年份命名），给出财年的起始月",
                        "The fiscal year, named by the year in which it ends, that begins with the given month",
                        "FISCALYEAR(\"2026-05-21\", 4) → 2027",
                        Definitions.count(a -> fiscal(
                                a,
                                day -> day.getYear() + (a.whole(1) > 1 && day.getMonthValue() >= a.whole(1) ? 1 : 0))))
                .contextual(
                        "FISCALQUARTER(day: D, firstMonth: number): number",
                        "财年的第几季度，给出财年的起始月",
                        "The quarter of the fiscal year that begins with the given month",
                        "FISCALQUARTER(\"2026-05-21\", 4) → 1",
                        Definitions.count(a -> fiscal(a, day -> (day.getMonthValue() - a.whole(1) + 12) % 12 / 3 + 1)))
                .toList();
    }

    /** Null for no day. */
    static <T> T told(LocalDate day, Function<LocalDate, T> teller) {
        return day == null ? null : teller.apply(day);
    }

    private static Integer fiscal(Arguments a, Function<LocalDate, Integer> teller) {
        return a.whole(1) < 1 || a.whole(1) > 12 ? null : told(a.day(0), teller);
    }

    private static String weekdayName(LocalDate day, String language) {
        return switch (language) {
            case "zh" -> "星期" + "一二三四五六日".charAt(day.getDayOfWeek().getValue() - 1);
            case "en" -> day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            default -> null;
        };
    }

    private static String monthName(LocalDate day, String language) {
        Month month = day.getMonth();
        return switch (language) {
            case "zh" ->
                List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
                                .get(month.ordinal()) + "月";
            case "en" -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            default -> null;
        };
    }
}
