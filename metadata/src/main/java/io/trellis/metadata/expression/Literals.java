package io.trellis.metadata.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads texts as dates, times and moments: ISO 8601 only, years 0000 to 9999, moments to the millisecond. */
final class Literals {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?");
    private static final Pattern LOCAL = Pattern.compile(DATE + "[T ]" + TIME);
    private static final Pattern OFFSET = Pattern.compile(DATE + "T" + TIME + "(Z|[+-]\\d{2}:\\d{2})");

    private Literals() {}

    static Optional<LocalDate> date(String text) {
        return DATE.matcher(text).matches() ? attempt(() -> LocalDate.parse(text)) : Optional.empty();
    }

    static Optional<LocalTime> time(String text) {
        return TIME.matcher(text).matches() ? attempt(() -> LocalTime.parse(text)) : Optional.empty();
    }

    /** A moment with its offset, such as {@code 2026-01-31T08:00:00Z}. */
    static Optional<Instant> moment(String text) {
        return OFFSET.matcher(text).matches()
                ? attempt(() -> OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS))
                : Optional.empty();
    }

    /** A date with or without a time, which becomes a moment only in a zone. */
    static Optional<LocalDateTime> local(String text) {
        Optional<LocalDate> date = date(text);
        if (date.isPresent()) {
            return date.map(LocalDate::atStartOfDay);
        }
        return LOCAL.matcher(text).matches()
                ? attempt(() -> LocalDateTime.parse(text.replace(' ', 'T')).truncatedTo(ChronoUnit.MILLIS))
                : Optional.empty();
    }

    /** Any of the forms, read in the zone where it says none. */
    static Optional<Instant> moment(String text, ZoneId zone) {
        Optional<Instant> moment = moment(text);
        return moment.isPresent()
                ? moment
                : local(text).map(local -> local.atZone(zone).toInstant());
    }

    private static <T> Optional<T> attempt(java.util.function.Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
