package io.trellis.metadata.field.multiselect;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Lists;
import io.trellis.metadata.field.Options;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** Several of the options; stored by name, each once. */
public final class MultiSelectType extends BasicFieldType {
    public MultiSelectType() {
        super("multiSelect", Shape.MANY, Attribute.required("options", Schemas.ref("options")));
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Options.check(field, problems);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Lists.read(raw, 200, (one, found) -> Options.find(field, one, found), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Many(new Type.Choice(Options.names(field)));
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "array", "items", Schemas.oneOf(Options.names(field)));
    }
}
