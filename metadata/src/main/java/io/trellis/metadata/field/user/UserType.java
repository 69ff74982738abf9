package io.trellis.metadata.field.user;

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

/** A person who uses the system; several with {@code multiple}. */
public final class UserType extends BasicFieldType {
    public UserType() {
        super(
                "user",
                Shape.LINK,
                Attribute.optional("multiple", Schemas.flag()),
                Attribute.relationLabel(),
                Attribute.onDelete());
    }

    /** The system object that holds the people. */
    private static final List<String> TARGETS = List.of("user");

    @Override
    public Shape shape(FieldDefinition field) {
        return field.flag("multiple") ? Shape.MANY : Shape.LINK;
    }

    @Override
    public List<String> targets(FieldDefinition field) {
        return TARGETS;
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return field.flag("multiple") ? Lists.read(raw, 200, Links::id, problems) : Links.id(raw, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return field.flag("multiple") ? new Type.Many(new Type.Link(TARGETS)) : new Type.Link(TARGETS);
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return field.flag("multiple")
                ? Schemas.map("type", "array", "items", Schemas.map("type", "string"))
                : Schemas.map("type", "string");
    }
}
