package io.trellis.metadata.field.cascade;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Options;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A place in a tree of options, stored as the path of names from the top: {@code zj/hz}. */
public final class CascadeType extends BasicFieldType {
    public CascadeType() {
        super("cascade", Shape.TEXT, Attribute.required("options", Schemas.ref("cascadeOptions")));
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        Options.check(field, problems);
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        List<String> steps =
                switch (raw) {
                    case String text -> Arrays.asList(text.split("/", -1));
                    case List<?> list -> list.stream().map(String::valueOf).toList();
                    default -> List.of();
                };
        String path = Options.findPath(field, steps);
        if (path == null) {
            Object written = raw instanceof List<?> ? String.join("/", steps) : raw;
            problems.accept(Options.notAnOption(written, Options.paths(field)));
        }
        return path;
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.TEXT;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.map("type", "string");
    }
}
