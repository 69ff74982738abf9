package io.trellis.metadata.field.integer;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Numbers;
import io.trellis.metadata.field.Shape;
import java.util.Map;
import java.util.function.Consumer;

/** A whole number between ±9,007,199,254,740,991, which browsers keep exactly. */
public final class IntegerType extends BasicFieldType {
    public IntegerType() {
        super("integer", Shape.WHOLE, Attribute.min(), Attribute.max());
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Numbers.checkMinMax(field, problems);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Numbers.whole(field, raw, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.NUMBER;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Numbers.schema(field, "integer");
    }
}
