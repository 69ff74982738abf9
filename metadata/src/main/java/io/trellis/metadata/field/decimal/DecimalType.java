package io.trellis.metadata.field.decimal;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Numbers;
import io.trellis.metadata.field.Shape;
import java.util.Map;
import java.util.function.Consumer;

/** An exact decimal with up to 12 digits before and 6 after the point; {@code scale} limits the latter. */
public final class DecimalType extends BasicFieldType {
    public DecimalType() {
        super("decimal", Shape.DECIMAL, Attribute.scale(), Attribute.min(), Attribute.max());
    }

    /** Most digits after the point. */
    static int scale(FieldDefinition field) {
        return field.whole("scale").orElse(Numbers.MAX_SCALE);
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Numbers.checkMinMax(field, problems);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Numbers.decimal(field, scale(field), raw, problems);
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
