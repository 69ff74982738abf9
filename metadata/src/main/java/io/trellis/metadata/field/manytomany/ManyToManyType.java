package io.trellis.metadata.field.manytomany;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Links;
import io.trellis.metadata.field.Lists;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** References to up to 500 records of another object. */
public final class ManyToManyType extends BasicFieldType {
    public ManyToManyType() {
        super(
                "manyToMany",
                Shape.MANY,
                Attribute.required("target", Schemas.described("The object pointed to", Schemas.name())),
                Attribute.relationLabel());
    }

    @Override
    public List<String> targets(FieldDefinition field) {
        return field.names("target");
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Lists.read(raw, 500, Links::id, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Many(new Type.Link(targets(field)));
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "array", "items", Schemas.map("type", "string"));
    }
}
