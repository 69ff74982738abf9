package io.trellis.metadata.field.date;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A day of the calendar, without time and zone. */
public final class DateType extends BasicFieldType {
    public DateType() {
        super("date", Shape.DAY);
    }

    /** ISO first; the others are what spreadsheets write, a day's midnight included. */
    private static final Pattern DAY =
            Pattern.compile("([12]\\d{3})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?([ T]00:00(:00(\\.0{1,9})?)?Z?)?");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof LocalDate) {
            return raw;
        }
        if (raw instanceof String text) {
            if (text.isBlank()) {
                return null;
            }
            Matcher match = DAY.matcher(text.strip());
            if (match.matches()) {
                try {
                    return LocalDate.of(
                            Integer.parseInt(match.group(1)),
                            Integer.parseInt(match.group(2)),
                            Integer.parseInt(match.group(3)));
                } catch (DateTimeException e) {
                    // There is no such day; said below.
                }
            }
        }
        problems.accept(Problem.of("NOT_A_DATE", "", "value", Texts.shorten(raw)));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.DATE;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "format", "date");
    }
}
