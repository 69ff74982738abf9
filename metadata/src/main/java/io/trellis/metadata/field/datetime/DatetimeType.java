package io.trellis.metadata.field.datetime;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment, in milliseconds. It must come with its offset from UTC, since a wall-clock time alone is a different moment for every reader. */
public final class DatetimeType extends BasicFieldType {
    public DatetimeType() {
        super("datetime", Shape.MOMENT);
    }

    private static final Pattern LOCAL = Pattern.compile(
            "([12]\\d{3})[-/.](\\d{1,2})[-/.](\\d{1,2})([ T](\\d{1,2}):(\\d{2})(:(\\d{2})(\\.\\d{1,9})?)?)?");

    /**
     * For files, whose times have no offset: the text with the offset that {@code zone} has at that time. Anything else is
     * returned as it is.
     */
    public static Object inZone(Object raw, ZoneId zone) {
        if (raw instanceof String text) {
            Matcher match = LOCAL.matcher(text.strip());
            if (match.matches()) {
                try {
                    return LocalDateTime.of(
                                    number(match.group(1)),
                                    number(match.group(2)),
                                    number(match.group(3)),
                                    number(match.group(5)),
                                    number(match.group(6)),
                                    number(match.group(8)))
                            .atZone(zone)
                            .toInstant();
                } catch (DateTimeException e) {
                    return raw;
                }
            }
        }
        return raw;
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof Instant moment) {
            return moment.truncatedTo(ChronoUnit.MILLIS);
        }
        if (raw instanceof String text) {
            if (text.isBlank()) {
                return null;
            }
            try {
                Instant moment = OffsetDateTime.parse(text.strip().replace(' ', 'T'))
                        .toInstant()
                        .truncatedTo(ChronoUnit.MILLIS);
                int year = moment.atOffset(java.time.ZoneOffset.UTC).getYear();
                if (year >= 1000 && year <= 2999) {
                    return moment;
                }
            } catch (DateTimeException e) {
                if (LOCAL.matcher(text.strip()).matches()) {
                    problems.accept(Problem.of("OFFSET_MISSING", "", "value", Texts.shorten(text)));
                    return null;
                }
            }
        }
        problems.accept(Problem.of("NOT_A_MOMENT", "", "value", Texts.shorten(raw)));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.DATETIME;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "format", "date-time");
    }
}
