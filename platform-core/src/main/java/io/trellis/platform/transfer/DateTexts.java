package io.trellis.platform.transfer;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;

/**
 * Dates and times as people write them. {@code 1/2/2026} is the 2nd of January, as Excel in the United States writes it;
 * where the first number can't be a month it is the day.
 */
final class DateTexts {
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})\\s*日?(?:[T ]?\\s*(.*))?");
    private static final Pattern YEAR_LAST = Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})(?:\\s+(.*))?");
    private static final Pattern COMPACT = Pattern.compile("((?:19|20)\\d{2})(\\d{2})(\\d{2})");
    private static final Pattern DAY_NAMED =
            Pattern.compile("(\\d{1,2})[- ]([A-Za-z]{3,9})\\.?[-, ]+(\\d{4})(?:\\s+(.*))?");
    private static final Pattern MONTH_NAMED =
            Pattern.compile("([A-Za-z]{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?:\\s+(.*))?");
    private static final Pattern SERIAL = Pattern.compile("[1-7]\\d{4}(\\.\\d+)?");
    private static final Pattern CLOCK = Pattern.compile(
            "(上午|下午|中午|晚上|早上)?\\s*(\\d{1,2})[:时点](\\d{1,2})(?:[:分](\\d{1,2})(?:\\.\\d+)?秒?)?分?\\s*([AaPp]\\.?[Mm]\\.?)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Map<String, Integer> MONTHS = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12));

    private record Parts(LocalDate day, String rest) {}

    private DateTexts() {}

    /** A date; a time behind it is left out. */
    static Optional<LocalDate> day(String text) {
        return parts(text)
                .filter(parts -> parts.rest() == null || parts.rest().isBlank() || clock(parts.rest()) != null)
                .map(Parts::day);
    }

    /** A date with or without a time; midnight without. */
    static Optional<Instant> moment(String text, ZoneId zone) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notIso) {
            return parts(text).flatMap(parts -> {
                LocalTime time = parts.rest() == null || parts.rest().isBlank() ? LocalTime.MIN : clock(parts.rest());
                return time == null
                        ? Optional.empty()
                        : Optional.of(parts.day().atTime(time).atZone(zone).toInstant());
            });
        }
    }

    static Optional<LocalTime> time(String text) {
        return Optional.ofNullable(clock(text));
    }

    static String written(LocalTime time) {
        return TIME.format(time);
    }

    private static Optional<Parts> parts(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC).strip();
        try {
            Matcher m = YEAR_FIRST.matcher(text);
            if (m.matches()) {
                return Optional.of(new Parts(LocalDate.of(whole(m, 1), whole(m, 2), whole(m, 3)), m.group(4)));
            }
            m = YEAR_LAST.matcher(text);
            if (m.matches()) {
                int first = whole(m, 1);
                int second = whole(m, 3);
                boolean dayFirst = first > 12 || m.group(2).equals(".");
                return Optional.of(new Parts(
                        LocalDate.of(whole(m, 4), dayFirst ? second : first, dayFirst ? first : second), m.group(5)));
            }
            m = COMPACT.matcher(text);
            if (m.matches()) {
                return Optional.of(new Parts(LocalDate.of(whole(m, 1), whole(m, 2), whole(m, 3)), null));
            }
            m = DAY_NAMED.matcher(text);
            if (m.matches() && month(m.group(2)) != null) {
                return Optional.of(new Parts(LocalDate.of(whole(m, 3), month(m.group(2)), whole(m, 1)), m.group(4)));
            }
            m = MONTH_NAMED.matcher(text);
            if (m.matches() && month(m.group(1)) != null) {
                return Optional.of(new Parts(LocalDate.of(whole(m, 3), month(m.group(1)), whole(m, 2)), m.group(4)));
            }
            if (SERIAL.matcher(text).matches()) {
                // A date cell that lost its format: days since 1900.
                var moment = DateUtil.getLocalDateTime(new BigDecimal(text).doubleValue());
                return Optional.of(new Parts(moment.toLocalDate(), TIME.format(moment)));
            }
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static int whole(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static Integer month(String name) {
        return MONTHS.get(name.substring(0, 3).toLowerCase(Locale.ROOT));
    }

    /** Null when it is none. */
    private static LocalTime clock(String text) {
        Matcher m =
                CLOCK.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).strip());
        if (!m.matches()) {
            return null;
        }
        int hour = whole(m, 2);
        String half = m.group(1) != null
                ? m.group(1)
                : m.group(5) == null ? "" : m.group(5).toLowerCase(Locale.ROOT);
        boolean afternoon = half.equals("下午") || half.equals("晚上") || half.startsWith("p");
        boolean morning = half.equals("上午") || half.equals("早上") || half.startsWith("a");
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (morning && hour == 12) {
            hour = 0;
        }
        try {
            return LocalTime.of(hour, whole(m, 3), m.group(4) == null ? 0 : whole(m, 4));
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }
}
