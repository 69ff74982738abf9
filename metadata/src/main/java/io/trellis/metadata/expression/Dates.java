package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Arithmetic of days and moments; a result outside the years 0001 to 9999 is null. */
final class Dates {
    private static final int MAX_DAYS = 4_000_000;

    private static final BigDecimal MAX_MILLIS = BigDecimal.valueOf(MAX_DAYS * 86_400_000L);

    private Dates() {}

    /** The day of a date, or of a moment in the context's zone; null for null. */
    static LocalDate day(Object value, EvaluationContext context) {
        return switch (value) {
            case null -> null;
            case LocalDate date -> date;
            case Instant moment -> limited(moment.atZone(context.zone()).toLocalDate());
            case String text ->
                Literals.date(text)
                        .or(() -> Literals.moment(text, context.zone())
                                .map(moment -> moment.atZone(context.zone()).toLocalDate()))
                        .orElse(null);
            default -> null;
        };
    }

    static Instant moment(Object value, EvaluationContext context) {
        return switch (value) {
            case null -> null;
            case Instant moment -> moment;
            case LocalDate date -> date.atStartOfDay(context.zone()).toInstant();
            case String text -> Literals.moment(text, context.zone()).orElse(null);
            default -> null;
        };
    }

    /** A zone of the time zone database; empty for anything else. */
    static Optional<ZoneId> zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? Optional.of(ZoneId.of(name)) : Optional.empty();
    }

    static LocalDate today(EvaluationContext context) {
        return context.now().atZone(context.zone()).toLocalDate();
    }

    static Object plusDays(Object value, BigDecimal days, EvaluationContext context) {
        int count = Numbers.toInt(days);
        return Math.abs((long) count) > MAX_DAYS ? null : move(value, context, day -> day.plusDays(count));
    }

    /** The last day of the month where the day does not exist there. */
    static Object plusMonths(Object value, BigDecimal months, EvaluationContext context) {
        int count = Numbers.toInt(months);
        return Math.abs((long) count) > MAX_DAYS ? null : move(value, context, day -> day.plusMonths(count));
    }

    /** Moves the day; a moment keeps its time of day in the context's zone. */
    private static Object move(Object value, EvaluationContext context, UnaryOperator<LocalDate> change) {
        try {
            if (value instanceof Instant moment) {
                ZonedDateTime local = moment.atZone(context.zone());
                LocalDate day = limited(change.apply(local.toLocalDate()));
                return day == null ? null : local.with(day).toInstant();
            }
            return limited(change.apply((LocalDate) value));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** So many milliseconds later, rounded half up; null outside the years 0001 to 9999 in UTC. */
    static Instant plusMillis(Instant moment, BigDecimal millis) {
        BigDecimal whole = millis.setScale(0, RoundingMode.HALF_UP);
        if (whole.abs().compareTo(MAX_MILLIS) > 0) {
            return null;
        }
        Instant moved = moment.plusMillis(whole.longValueExact());
        return limited(moved.atZone(ZoneOffset.UTC).toLocalDate()) == null ? null : moved;
    }

    static BigDecimal daysBetween(Object from, Object to, EvaluationContext context) {
        LocalDate first = day(from, context);
        LocalDate last = day(to, context);
        return first == null || last == null ? null : BigDecimal.valueOf(ChronoUnit.DAYS.between(first, last));
    }

    static LocalDate of(BigDecimal year, BigDecimal month, BigDecimal day) {
        try {
            return limited(LocalDate.of(Numbers.toInt(year), Numbers.toInt(month), Numbers.toInt(day)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    static LocalDate quarterStart(LocalDate day) {
        return day.withDayOfMonth(1).withMonth((quarter(day) - 1) * 3 + 1);
    }

    static int quarter(LocalDate day) {
        return day.get(IsoFields.QUARTER_OF_YEAR);
    }

    static LocalDate limited(LocalDate day) {
        return day.getYear() < 1 || day.getYear() > 9999 ? null : day;
    }
}
