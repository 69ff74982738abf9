package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Days and moments; the day of a moment is its day in the context's zone. */
final class DateFunctions {

    private DateFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.DATE)
                .contextual("TODAY(): date", "今天", "Today", "TODAY() → 2026-05-21", _ -> Dates::today)
                .trait(FunctionDefinition.Trait.CHANGES)
                .contextual(
                        "NOW(): datetime",
                        "此刻",
                        "This moment",
                        "NOW() → 2026-05-21 07:00:00",
                        _ -> context -> context.now().truncatedTo(ChronoUnit.MILLIS))
                .trait(FunctionDefinition.Trait.CHANGES)
                .add(
                        "DATE(year: number, month: number, day: number): date",
                        "由年月日组成日期，不存在的日期为空",
                        "The date of a year, month and day; empty when there is none",
                        "DATE(2026, 1, 31) → 2026-01-31",
                        Definitions.three((year, month, day) ->
                                Dates.of((BigDecimal) year, (BigDecimal) month, (BigDecimal) day)))
                .contextual(
                        "YEAR(day: D): number",
                        "年份",
                        "The year",
                        "YEAR(\"2026-03-15\") → 2026",
                        part(LocalDate::getYear))
                .contextual(
                        "QUARTER(day: D): number",
                        "季度，1 至 4",
                        "The quarter, 1 to 4",
                        "QUARTER(\"2026-03-15\") → 1",
                        part(Dates::quarter))
                .contextual(
                        "MONTH(day: D): number",
                        "月份，1 至 12",
                        "The month, 1 to 12",
                        "MONTH(\"2026-03-15\") → 3",
                        part(LocalDate::getMonthValue))
                .contextual(
                        "DAY(day: D): number",
                        "几号，1 至 31",
                        "The day of the month, 1 to 31",
                        "DAY(\"2026-03-15\") → 15",
                        part(LocalDate::getDayOfMonth))
                .contextual(
                        "WEEKDAY(day: D): number",
                        "星期几，星期一为 1，星期日为 7",
                        "The day of the week, 1 for Monday to 7 for Sunday",
                        "WEEKDAY(\"2026-03-15\") → 7",
                        part(day -> day.getDayOfWeek().getValue()))
                .contextual(
                        "ADDDAYS(day: D, days: number): D",
                        "加上若干天（可为负）",
                        "A number of days later (or earlier, when negative)",
                        "ADDDAYS(TODAY(), -30) → 2026-04-21",
                        Definitions.two((day, days, context) ->
                                Dates.plusDays(day, (BigDecimal) days, (EvaluationContext) context)))
                .contextual(
                        "ADDMONTHS(day: D, months: number): D",
                        "加上若干月，超过月末取月末",
                        "A number of months later; the month's last day where the day does not exist",
                        "ADDMONTHS(\"2026-01-31\", 1) → 2026-02-28",
                        Definitions.two((day, months, context) ->
                                Dates.plusMonths(day, (BigDecimal) months, (EvaluationContext) context)))
                .contextual(
                        "DAYSBETWEEN(from: D, to: D): number",
                        "两个日期相差的天数",
                        "The number of days from the first day to the second",
                        "DAYSBETWEEN(\"2026-01-31\", \"2026-03-15\") → 43",
                        Definitions.two(
                                (from, to, context) -> Dates.daysBetween(from, to, (EvaluationContext) context)))
                .contextual(
                        "MONTHSTART(day?: D): date",
                        "当月第一天（默认今天所在月）",
                        "The first day of the month (of today, when left out)",
                        "MONTHSTART() → 2026-05-01",
                        period(day -> day.withDayOfMonth(1)))
                .trait(FunctionDefinition.Trait.CHANGES_ALONE)
                .contextual(
                        "MONTHEND(day?: D): date",
                        "当月最后一天（默认今天所在月）",
                        "The last day of the month (of today, when left out)",
                        "MONTHEND(\"2024-02-10\") → 2024-02-29",
                        period(day -> day.with(TemporalAdjusters.lastDayOfMonth())))
                .trait(FunctionDefinition.Trait.CHANGES_ALONE)
                .contextual(
                        "QUARTERSTART(day?: D): date",
                        "当季第一天（默认今天所在季）",
                        "The first day of the quarter (of today, when left out)",
                        "QUARTERSTART() → 2026-04-01",
                        period(Dates::quarterStart))
                .trait(FunctionDefinition.Trait.CHANGES_ALONE)
                .contextual(
                        "YEARSTART(day?: D): date",
                        "当年第一天（默认今年）",
                        "The first day of the year (of today, when left out)",
                        "YEARSTART(\"2026-03-15\") → 2026-01-01",
                        period(day -> day.withDayOfYear(1)))
                .trait(FunctionDefinition.Trait.CHANGES_ALONE)
                .contextual(
                        "DATEVALUE(value: P): date",
                        "时刻所在的日期，或文本表示的日期",
                        "The day of a moment, or the date a text says; empty when it says none",
                        "DATEVALUE(\"2026-01-31 08:00\") → 2026-01-31",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> Dates.day(value.evaluate(context), context);
                        })
                .contextual(
                        "DATETIMEVALUE(value: P): datetime",
                        "日期零点，或文本表示的时刻",
                        "The first moment of a day, or the moment a text says; empty when it says none",
                        "DATETIMEVALUE(\"2026-01-31 08:00\") → 2026-01-31 08:00:00",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> Dates.moment(value.evaluate(context), context);
                        })
                .toList();
    }

    private static FunctionDefinition.Body part(ToIntFunction<LocalDate> part) {
        return arguments -> {
            Evaluator value = arguments.getFirst();
            return context -> {
                LocalDate day = Dates.day(value.evaluate(context), context);
                return day == null ? null : BigDecimal.valueOf(part.applyAsInt(day));
            };
        };
    }

    private static FunctionDefinition.Body period(Function<LocalDate, LocalDate> change) {
        return arguments -> {
            Evaluator value = Definitions.optional(arguments, 0, Dates::today);
            return context -> {
                LocalDate day = Dates.day(value.evaluate(context), context);
                return day == null ? null : change.apply(day);
            };
        };
    }
}
