package io.trellis.metadata.field.text;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** One line of text, at most 255 characters unless {@code max} says otherwise. */
public final class TextType extends BasicFieldType {
    public TextType() {
        super("text", Shape.TEXT, Attribute.maxLength(4000));
    }

    private static int max(FieldDefinition field) {
        return field.whole("max").orElse(255);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Texts.line(raw, max(field), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string", "maxLength", max(field));
    }
}
