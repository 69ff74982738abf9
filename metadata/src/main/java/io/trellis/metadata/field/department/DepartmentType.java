package io.trellis.metadata.field.department;

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

/** A department or company of the organisation. */
public final class DepartmentType extends BasicFieldType {
    public DepartmentType() {
        super("department", Shape.LINK, Attribute.relationLabel(), Attribute.onDelete());
    }

    /** The system object that holds the organisation. */
    private static final List<String> TARGETS = List.of("department");

    @Override
    public List<String> targets(FieldDefinition field) {
        return TARGETS;
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Links.id(raw, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return new Type.Link(TARGETS);
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string");
    }
}
