package io.trellis.metadata.field.tags;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Lists;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** Up to 50 free words of at most 40 characters, each once. */
public final class TagsType extends BasicFieldType {
    public TagsType() {
        super("tags", Shape.MANY);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Lists.read(raw, 50, (one, found) -> Texts.line(one, 40, found), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Many(Type.Simple.TEXT);
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "array", "items", Schemas.map("type", "string", "maxLength", 40));
    }
}
