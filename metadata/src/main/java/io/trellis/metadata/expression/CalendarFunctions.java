package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.Predicate;

/** Working days and holidays of mainland China; see {@link WorkCalendar}. */
final class CalendarFunctions {
    private static final WorkCalendar CHINA = WorkCalendar.china();
    /** Some forty years. */
    private static final int MAX_WORKDAYS = 10_000;

    private static final BigDecimal MILLIS_OF_HOUR = BigDecimal.valueOf(3_600_000);

    private CalendarFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.CALENDAR)
                .contextual(
                        "ISWORKDAY(day: D): boolean",
                        "是工作日（含调休上班，不含法定节假日）；无放假通知的年份只看周末",
                        "True for a working day, weekend days worked instead of holidays included; without a notice for the year only weekends count",
                        "ISWORKDAY(\"2026-02-14\") → TRUE",
                        is(CHINA::works))
                .nulls(Nulls.FALSE)
                .contextual(
                        "ISHOLIDAY(day: D): boolean",
                        "在法定节假日放假期间",
                        "True within a public holiday",
                        "ISHOLIDAY(\"2026-10-01\") → TRUE",
                        is(day -> CHINA.holiday(day) != null))
                .nulls(Nulls.FALSE)
                .contextual(
                        "HOLIDAYNAME(day: D, language?: text): text",
                        "节日名称（zh 为默认，或 en），不是节假日则为空",
                        "The name of the holiday (zh when left out, or en); empty on other days",
                        "HOLIDAYNAME(\"2026-02-17\") → 春节",
                        Definitions.strict(a -> holidayName(a.day(0), a.text(1, "zh"))))
                .also("HOLIDAYNAME(\"2026-02-17\", \"en\") → Spring Festival")
                .contextual(
                        "ISMAKEUPDAY(day: D): boolean",
                        "是调休上班的周末",
                        "True for a weekend day that is worked instead of a holiday",
                        "ISMAKEUPDAY(\"2026-02-28\") → TRUE",
                        is(CHINA::madeUp))
                .nulls(Nulls.FALSE)
                .contextual(
                        "ISWEEKEND(day: D): boolean",
                        "是星期六或星期日",
                        "True on Saturdays and Sundays",
                        "ISWEEKEND(\"2026-05-23\") → TRUE",
                        is(WorkCalendar::weekend))
                .nulls(Nulls.FALSE)
                .contextual(
                        "HASCALENDAR(day: D): boolean",
                        "当年已有国务院放假通知",
                        "True when the notice of holidays for the year is known",
                        "HASCALENDAR(\"2026-05-21\") → TRUE",
                        is(CHINA::covers))
                .nulls(Nulls.FALSE)
                .contextual(
                        "WORKDAY(day: D, count: number): date",
                        "第若干个工作日之后（或之前，为负时）的日期，不含起始日；超过一万个为空",
                        "The day so many working days later (or earlier), the first day not counted; empty beyond 10,000",
                        "WORKDAY(\"2026-02-13\", 2) → 2026-02-24",
                        Definitions.strict(a -> workday(a.day(0), a.whole(1))))
                .contextual(
                        "NETWORKDAYS(from: D, to: D): number",
                        "两个日期之间（含首尾）的工作日数，后者在前时为负",
                        "How many working days lie between, both days included; negative backwards",
                        "NETWORKDAYS(\"2026-02-09\", \"2026-02-28\") → 11",
                        Definitions.count(CalendarFunctions::networkDays))
                .contextual(
                        "NEXTWORKDAY(day?: D): date",
                        "该日（默认今天）之后的第一个工作日",
                        "The first working day after the day (after today, when left out)",
                        "NEXTWORKDAY(\"2026-09-30\") → 2026-10-08",
                        Definitions.strict(a -> workday(a.dayOrToday(0), 1)))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "PREVWORKDAY(day?: D): date",
                        "该日（默认今天）之前的最后一个工作日",
                        "The last working day before the day (before today, when left out)",
                        "PREVWORKDAY(\"2026-10-08\") → 2026-09-30",
                        Definitions.strict(a -> workday(a.dayOrToday(0), -1)))
                .trait(Trait.CHANGES_ALONE)
                .contextual(
                        "ONWORKDAY(day: D): date",
                        "该日若是工作日即为该日，否则顺延到下一个工作日",
                        "The day itself when it is a working day, otherwise the next one",
                        "ONWORKDAY(\"2026-10-03\") → 2026-10-08",
                        Definitions.strict(
                                a -> a.day(0) == null || CHINA.works(a.day(0)) ? a.day(0) : workday(a.day(0), 1)))
                .contextual(
                        "FIRSTWORKDAY(day: D): date",
                        "当月第一个工作日",
                        "The first working day of the month",
                        "FIRSTWORKDAY(\"2026-10-15\") → 2026-10-08",
                        Definitions.strict(a -> DayFunctions.told(
                                a.day(0), day -> workday(day.withDayOfMonth(1).minusDays(1), 1))))
                .contextual(
                        "LASTWORKDAY(day: D): date",
                        "当月最后一个工作日",
                        "The last working day of the month",
                        "LASTWORKDAY(\"2026-05-21\") → 2026-05-29",
                        Definitions.strict(a -> DayFunctions.told(
                                a.day(0),
                                day -> workday(
                                        day.with(TemporalAdjusters.lastDayOfMonth())
                                                .plusDays(1),
                                        -1))))
                .contextual(
                        "WORKDAYSINMONTH(day: D): number",
                        "当月的工作日数",
                        "How many working days the month has",
                        "WORKDAYSINMONTH(\"2026-10-15\") → 18",
                        Definitions.count(a -> DayFunctions.told(
                                a.day(0),
                                day -> CHINA.count(
                                        day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth())))))
                .contextual(
                        "WORKHOURSBETWEEN(from: datetime, to: datetime, opens: time, closes: time): number",
                        "两个时刻之间的工作小时数：只计工作日上下班时间之内，保留 10 位小数；后者在前时为 0",
                        "The working hours between two moments: those between opening and closing on working days, to 10 decimals; 0 backwards",
                        "WORKHOURSBETWEEN(\"2026-05-22T17:00:00+08:00\", \"2026-05-25T10:00:00+08:00\", \"09:00\", \"18:00\") → 2",
                        Definitions.strict(CalendarFunctions::workHours))
                .toList();
    }

    private static FunctionDefinition.Body is(Predicate<LocalDate> test) {
        return Definitions.test(a -> a.day(0) != null && test.test(a.day(0)));
    }

    private static String holidayName(LocalDate day, String language) {
        WorkCalendar.Holiday holiday = day == null ? null : CHINA.holiday(day);
        if (holiday == null) {
            return null;
        }
        return switch (language) {
            case "zh" -> holiday.chinese();
            case "en" -> holiday.english();
            default -> null;
        };
    }

    private static LocalDate workday(LocalDate from, int count) {
        if (from == null || Math.abs((long) count) > MAX_WORKDAYS) {
            return null;
        }
        LocalDate day = from;
        for (int left = Math.abs(count); left > 0; ) {
            day = day.plusDays(Integer.signum(count));
            left -= CHINA.works(day) ? 1 : 0;
        }
        return Dates.limited(day);
    }

    private static Long networkDays(Arguments a) {
        LocalDate from = a.day(0);
        LocalDate to = a.day(1);
        return from == null || to == null ? null : from.isAfter(to) ? -CHINA.count(to, from) : CHINA.count(from, to);
    }

    private static BigDecimal workHours(Arguments a) {
        ZoneId zone = a.context().zone();
        LocalDate first = a.moment(0).atZone(zone).toLocalDate();
        LocalDate last = a.moment(1).atZone(zone).toLocalDate();
        if (last.toEpochDay() - first.toEpochDay() > MAX_WORKDAYS) {
            return null;
        }
        long millis = 0;
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (CHINA.works(day)) {
                Instant opens = day.atTime(a.time(2)).atZone(zone).toInstant();
                Instant closes = day.atTime(a.time(3)).atZone(zone).toInstant();
                long from = Math.max(opens.toEpochMilli(), a.moment(0).toEpochMilli());
                long to = Math.min(closes.toEpochMilli(), a.moment(1).toEpochMilli());
                millis += Math.max(0, to - from);
            }
        }
        return Numbers.apply(Expr.Operator.DIVIDE, BigDecimal.valueOf(millis), MILLIS_OF_HOUR);
    }
}
