package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import java.util.List;
import java.util.function.Consumer;

/** What most types share: a fixed name and shape, and attributes given as data. */
public abstract class BasicFieldType implements FieldType {
    private final String name;
    private final Shape shape;
    private final List<Attribute> attributes;

    protected BasicFieldType(String name, Shape shape, Attribute... attributes) {
        this.name = name;
        this.shape = shape;
        this.attributes = List.of(attributes);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public Shape shape(FieldDefinition field) {
        return shape;
    }

    @Override
    public final List<Attribute> attributes() {
        return attributes;
    }

    @Override
    public void check(FieldDefinition field, Consumer<Problem> problems) {
        // Most types are done once their attributes fit the schema.
    }
}
