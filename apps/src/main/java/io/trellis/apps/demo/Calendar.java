package io.trellis.apps.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The company's working year, ending today: quiet around Spring Festival, busy before the half-year and the year's end, next
 * to nothing at weekends, and growing a little month by month.
 */
final class Calendar {
    /** Share of business by month, January first; February holds Spring Festival. */
    private static final double[] SEASON = {0.85, 0.45, 1.05, 1.0, 1.0, 1.25, 0.9, 0.9, 1.15, 0.85, 1.1, 1.35};

    private final LocalDate today;
    private final Dice dice;
    private final List<LocalDate> days = new ArrayList<>();

    Calendar(LocalDate today, Dice dice) {
        this.today = today;
        this.dice = dice;
        for (LocalDate day = today.minusDays(364); !day.isAfter(today); day = day.plusDays(1)) {
            days.add(day);
        }
    }

    LocalDate today() {
        return today;
    }

    /** A day of the last twelve months, as likely as business on it. */
    LocalDate businessDay() {
        return dice.pick(days, this::weight);
    }

    LocalDate daysAgo(int low, int high) {
        return today.minusDays(dice.between(low, high));
    }

    LocalDate daysAhead(int low, int high) {
        return today.plusDays(dice.between(low, high));
    }

    /** The day itself, or the Monday after it. */
    static LocalDate workday(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    private double weight(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        double growth = 1 + 0.3 * (365 - (today.toEpochDay() - day.toEpochDay())) / 365.0;
        return SEASON[day.getMonthValue() - 1] * growth * (weekend ? 0.04 : 1);
    }
}
