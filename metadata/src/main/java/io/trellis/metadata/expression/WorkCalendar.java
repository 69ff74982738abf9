package io.trellis.metadata.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which days are worked in mainland China. The holidays and the weekend days worked in their stead stand in
 * {@code work-calendar-cn.json}, with the notices of the State Council they come from; outside its years only
 * Saturdays and Sundays are off. Immutable.
 */
final class WorkCalendar {
    static final String FILE = "work-calendar-cn.json";
    private static final WorkCalendar CHINA = new WorkCalendar();

    /** A day's name in both languages. */
    record Holiday(String chinese, String english) {}

    private final Map<LocalDate, Holiday> holidays = new HashMap<>();
    private final Set<LocalDate> worked = new HashSet<>();
    private final Set<Integer> years = new HashSet<>();

    private WorkCalendar() {
        try (InputStream in = WorkCalendar.class.getResourceAsStream(FILE)) {
            JsonNode file = JsonMapper.shared().readTree(in);
            file.get("notices").forEach(notice -> years.add(notice.get("year").asInt()));
            file.get("holidays").forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WorkCalendar china() {
        return CHINA;
    }

    private void add(JsonNode holiday) {
        Holiday name =
                new Holiday(holiday.get("zh").asString(), holiday.get("en").asString());
        LocalDate.parse(holiday.get("from").asString())
                .datesUntil(LocalDate.parse(holiday.get("to").asString()).plusDays(1))
                .forEach(day -> holidays.put(day, name));
        holiday.get("work").forEach(day -> worked.add(LocalDate.parse(day.asString())));
    }

    /** Whether a notice says how the day's year is worked. */
    boolean covers(LocalDate day) {
        return years.contains(day.getYear());
    }

    /** Null where the day is no holiday. */
    Holiday holiday(LocalDate day) {
        return holidays.get(day);
    }

    /** Whether a weekend day is worked in the stead of a holiday. */
    boolean madeUp(LocalDate day) {
        return worked.contains(day);
    }

    static boolean weekend(LocalDate day) {
        return day.getDayOfWeek().getValue() > 5;
    }

    boolean works(LocalDate day) {
        return worked.contains(day) || !weekend(day) && !holidays.containsKey(day);
    }

    /** The working days from the first day to the last, both included; 0 when they stand the wrong way round. */
    long count(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return 0;
        }
        long count = weekdaysBefore(to.toEpochDay() + 1) - weekdaysBefore(from.toEpochDay());
        for (LocalDate day : holidays.keySet()) {
            count -= within(day, from, to) && !weekend(day) ? 1 : 0;
        }
        for (LocalDate day : worked) {
            count += within(day, from, to) && weekend(day) ? 1 : 0;
        }
        return count;
    }

    private static boolean within(LocalDate day, LocalDate from, LocalDate to) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Mondays to Fridays before a day, counted from Monday 1970-01-05. */
    private static long weekdaysBefore(long epochDay) {
        long days = epochDay - 4;
        return Math.floorDiv(days, 7) * 5 + Math.min(5, Math.floorMod(days, 7));
    }
}
