package io.trellis.metadata.field.lookup;

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
import java.util.Set;
import java.util.function.Consumer;

/** A reference to a record of another object, or of one of several objects. */
public final class LookupType extends BasicFieldType {
    public LookupType() {
        super(
                "lookup",
                Shape.LINK,
                Attribute.target(),
                Attribute.targets(),
                Attribute.relationLabel(),
                Attribute.onDelete(),
                Attribute.hierarchy());
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        boolean one = field.attributes().containsKey("target");
        boolean several = field.attributes().containsKey("targets");
        if (one == several) {
            problems.accept(Problem.of("ONE_OF_KEYS", "", "keys", "target, targets"));
        }
        List<String> targets = targets(field);
        if (targets.size() != Set.copyOf(targets).size()) {
            problems.accept(Problem.of("DUPLICATE_NAME", "/targets", "name", String.join(", ", targets)));
        }
    }

    @Override
    public List<String> targets(FieldDefinition field) {
        List<String> one = field.names("target");
        return one.isEmpty() ? field.names("targets") : one;
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
