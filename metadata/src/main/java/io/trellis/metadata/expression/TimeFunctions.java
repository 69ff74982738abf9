package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.ToIntFunction;

/** Times of day, alone and within moments; a moment's time is that in the context's zone. */
final class TimeFunctions {
    private static final BigDecimal MAX_SECONDS = new BigDecimal("253402300799");

    private TimeFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.DATE)
                .contextual(
                        "HOUR(value: H): number",
                        "小时，0 至 23",
                        "The hour, 0 to 23",
                        "HOUR(DATETIMEVALUE(\"2026-05-21 17:45\")) → 17",
                        part(LocalTime::getHour))
                .contextual(
                        "MINUTE(value: H): number",
                        "分钟，0 至 59",
                        "The minute, 0 to 59",
                        "MINUTE(TIME(17, 45)) → 45",
                        part(LocalTime::getMinute))
                .contextual(
                        "SECOND(value: H): number",
                        "秒，0 至 59",
                        "The second, 0 to 59",
                        "SECOND(TIME(17, 45, 30)) → 30",
                        part(LocalTime::getSecond))
                .add(
                        "TIME(hour: number, minute: number, second?: number): time",
                        "由时分秒组成时间，不存在的为空",
                        "The time of an hour, minute and second; empty when there is none",
                        "TIME(8, 30) → 08:30:00",
                        Definitions.strict(a -> time(a.whole(0), a.whole(1), a.whole(2, 0))))
                .add(
                        "TIMEVALUE(text: text): time",
                        "文本表示的时间，不是时间则为空",
                        "The time a text says; empty when it says none",
                        "TIMEVALUE(\"08:30\") → 08:30:00",
                        Definitions.strict(
                                a -> Literals.time(Texts.trim(a.text(0))).orElse(null)))
                .contextual(
                        "TIMEOF(moment: datetime): time",
                        "时刻在所在时区的钟点",
                        "The time of day of a moment in the local zone",
                        "TIMEOF(\"2026-05-20T23:00:00Z\") → 07:00:00",
                        Definitions.strict(
                                a -> a.moment(0).atZone(a.context().zone()).toLocalTime()))
                .contextual(
                        "DATETIME(day: date, time: time): datetime",
                        "所在时区某日某时的时刻",
                        "The moment of a day and a time in the local zone",
                        "DATETIME(\"2026-05-21\", \"08:30\") → 2026-05-21 08:30:00",
                        Definitions.strict(a -> ((LocalDate) a.value(0))
                                .atTime(a.time(1))
                                .atZone(a.context().zone())
                                .toInstant()
                                .truncatedTo(java.time.temporal.ChronoUnit.MILLIS)))
                .contextual(
                        "DATETIMEIN(day: date, time: time, zone: text): datetime",
                        "指定时区（如 Asia/Tokyo）某日某时的时刻；没有该时区则为空",
                        "The moment of a day and a time in a zone such as Asia/Tokyo; empty for no such zone",
                        "DATETIMEIN(\"2026-05-21\", \"08:30\", \"Asia/Tokyo\") → 2026-05-21 07:30:00",
                        Definitions.strict(a -> Dates.zone(a.text(2))
                                .map(zone -> ((LocalDate) a.value(0))
                                        .atTime(a.time(1))
                                        .atZone(zone)
                                        .toInstant()
                                        .truncatedTo(java.time.temporal.ChronoUnit.MILLIS))
                                .orElse(null)))
                .trait(FunctionDefinition.Trait.SERVER_ONLY)
                .add(
                        "UNIXTIME(moment: datetime): number",
                        "自 1970 年起的秒数（UTC）",
                        "The seconds since 1970 in UTC",
                        "UNIXTIME(\"2026-01-01T00:00:00Z\") → 1767225600",
                        Definitions.count(a -> Math.floorDiv(a.moment(0).toEpochMilli(), 1_000L)))
                .add(
                        "FROMUNIX(seconds: number): datetime",
                        "自 1970 年起的秒数（UTC）所指的时刻",
                        "The moment so many seconds after 1970 in UTC",
                        "FROMUNIX(1767225600) → 2026-01-01 08:00:00",
                        Definitions.strict(a -> moment(a.number(0))))
                .contextual(
                        "STARTOFDAY(value: D): datetime",
                        "当日零点（所在时区）",
                        "The first moment of the day in the local zone",
                        "STARTOFDAY(\"2026-05-21\") → 2026-05-21 00:00:00",
                        Definitions.strict(a -> Dates.moment(a.day(0), a.context())))
                .contextual(
                        "FORMATDATE(value: D, pattern: text): text",
                        "按格式写出日期时间：yyyy yy MM M dd d HH H mm m ss s，其余照写",
                        "Written by a pattern of yyyy yy MM M dd d HH H mm m ss s; all else stays",
                        "FORMATDATE(\"2026-03-05\", \"yyyy年M月d日\") → 2026年3月5日",
                        Definitions.strict(TimeFunctions::format))
                .also("FORMATDATE(DATETIMEVALUE(\"2026-03-05 08:07\"), \"MM/dd HH:mm\") → 03/05 08:07")
                .toList();
    }

    private static FunctionDefinition.Body part(ToIntFunction<LocalTime> part) {
        return Definitions.count(a -> part.applyAsInt(
                a.value(0) instanceof Instant moment
                        ? moment.atZone(a.context().zone()).toLocalTime()
                        : a.time(0)));
    }

    private static LocalTime time(int hour, int minute, int second) {
        return hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59
                ? null
                : LocalTime.of(hour, minute, second);
    }

    private static Instant moment(BigDecimal seconds) {
        return seconds.signum() < 0 || seconds.compareTo(MAX_SECONDS) > 0
                ? null
                : Instant.ofEpochMilli(
                        seconds.movePointRight(3).setScale(0, RoundingMode.DOWN).longValueExact());
    }

    private static String format(Arguments a) {
        Instant moment = Dates.moment(a.value(0), a.context());
        ZonedDateTime local = moment.atZone(a.context().zone());
        String pattern = a.text(1);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char letter = pattern.charAt(at);
            int end = at + 1;
            while (end < pattern.length() && pattern.charAt(end) == letter) {
                end++;
            }
            out.append(written(local, letter, pattern.substring(at, end)));
            at = end;
        }
        return Texts.limited(out.toString());
    }

    private static String written(ZonedDateTime local, char letter, String as) {
        int value =
                switch (letter) {
                    case 'y' -> as.length() == 2 ? local.getYear() % 100 : local.getYear();
                    case 'M' -> local.getMonthValue();
                    case 'd' -> local.getDayOfMonth();
                    case 'H' -> local.getHour();
                    case 'm' -> local.getMinute();
                    case 's' -> local.getSecond();
                    default -> -1;
                };
        boolean known = letter == 'y' ? as.length() == 2 || as.length() == 4 : as.length() <= 2;
        if (value < 0 || !known) {
            return as;
        }
        String digits = Integer.toString(value);
        return "0".repeat(Math.max(0, as.length() - digits.length())) + digits;
    }
}
