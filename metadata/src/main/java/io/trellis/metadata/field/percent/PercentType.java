package io.trellis.metadata.field.percent;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Numbers;
import io.trellis.metadata.field.Shape;
import java.util.Map;
import java.util.function.Consumer;

/** A share in hundredths: 10 means 10 %, in expressions too. */
public final class PercentType extends BasicFieldType {
    public PercentType() {
        super("percent", Shape.DECIMAL, Attribute.scale(), Attribute.min(), Attribute.max());
    }

    /** Most digits after the point. */
    static int scale(FieldDefinition field) {
        return field.whole("scale").orElse(2);
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Numbers.checkMinMax(field, problems);
    }

    private static Object withoutSign(Object raw) {
        return raw instanceof String text
                        && text.strip().endsWith("%")
                        && text.strip().length() > 1
                ? text.strip().substring(0, text.strip().length() - 1)
                : raw;
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Numbers.decimal(field, scale(field), withoutSign(raw), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.NUMBER;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Numbers.schema(field, "number");
    }
}
