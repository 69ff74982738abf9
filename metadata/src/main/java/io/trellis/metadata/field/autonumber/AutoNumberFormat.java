package io.trellis.metadata.field.autonumber;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a number is written: {@code {0000}} is the number, padded; {@code {yyyy}}, {@code {yy}}, {@code {MM}} and {@code {dd}}
 * are the day's. A format with a date counts anew for every different date part: {@code ORD-{yyyy}{MM}-{0000}} starts at 1
 * each month. Immutable.
 */
public final class AutoNumberFormat {
    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern NUMBER = Pattern.compile("0{1,12}");

    private final String format;

    private AutoNumberFormat(String format) {
        this.format = format;
    }

    /** The format, if it has exactly one number and otherwise only known parts. */
    public static Optional<AutoNumberFormat> find(String format) {
        int numbers = 0;
        Matcher part = PART.matcher(format);
        while (part.find()) {
            if (NUMBER.matcher(part.group(1)).matches()) {
                numbers++;
            } else if (!part.group(1).matches("yyyy|yy|MM|dd")) {
                return Optional.empty();
            }
        }
        String rest = PART.matcher(format).replaceAll("");
        boolean stray = rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0;
        return numbers == 1 && !stray ? Optional.of(new AutoNumberFormat(format)) : Optional.empty();
    }

    /** @throws IllegalArgumentException for what {@link #find} refuses */
    public static AutoNumberFormat of(String format) {
        return find(format).orElseThrow(() -> new IllegalArgumentException("No number format: " + format));
    }

    /** The format with the day filled in and only the number's place left open: {@code ORD-202601-{0000}}. */
    public String on(LocalDate day) {
        return PART.matcher(format).replaceAll(part -> switch (part.group(1)) {
            case "yyyy" -> "%04d".formatted(day.getYear());
            case "yy" -> "%02d".formatted(day.getYear() % 100);
            case "MM" -> "%02d".formatted(day.getMonthValue());
            case "dd" -> "%02d".formatted(day.getDayOfMonth());
            default -> Matcher.quoteReplacement(part.group());
        });
    }

    /** What {@link #on} left open, filled in; a number with more digits than zeros is written in full. */
    public static String fill(String open, long number) {
        return PART.matcher(open).replaceFirst(part -> {
            String digits = Long.toString(number);
            return "0".repeat(Math.max(0, part.group(1).length() - digits.length())) + digits;
        });
    }

    @Override
    public String toString() {
        return format;
    }
}
