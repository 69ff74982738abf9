package io.trellis.metadata.field.time;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

/** A time of day in whole seconds, without zone. */
public final class TimeType extends BasicFieldType {
    public TimeType() {
        super("time", Shape.TIME);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof LocalTime time) {
            return time.truncatedTo(ChronoUnit.SECONDS);
        }
        if (raw instanceof String text) {
            if (text.isBlank()) {
                return null;
            }
            try {
                return LocalTime.parse(text.strip()).truncatedTo(ChronoUnit.SECONDS);
            } catch (DateTimeException e) {
                // Said below.
            }
        }
        problems.accept(Problem.of("NOT_A_TIME", "", "value", Texts.shorten(raw)));
        return null;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TIME;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "format", "time");
    }
}
