package io.trellis.metadata.field.select;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Options;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** One of the options; stored by the option's name. */
public final class SelectType extends BasicFieldType {
    public SelectType() {
        super("select", Shape.TEXT, Attribute.required("options", Schemas.ref("options")));
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Options.check(field, problems);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return raw instanceof String text && text.isBlank() ? null : Options.find(field, raw, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Choice(Options.names(field));
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.oneOf(Options.names(field));
    }
}
