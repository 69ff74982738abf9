package io.trellis.metadata.field.masterdetail;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Links;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A reference to the record this one is part of: it dies with its master, and who may see the master may see it. */
public final class MasterDetailType extends BasicFieldType {
    public MasterDetailType() {
        super(
                "masterDetail",
                Shape.LINK,
                Attribute.required("target", Schemas.described("The master's object", Schemas.name())),
                Attribute.relationLabel());
    }

    @Override
    public List<String> targets(FieldDefinition field) {
        return field.names("target");
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Links.id(raw, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Link(targets(field));
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string");
    }
}
