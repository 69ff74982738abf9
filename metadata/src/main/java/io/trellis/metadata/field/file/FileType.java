package io.trellis.metadata.field.file;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Embedded;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;
import java.util.function.Consumer;

/** A document of at most 200 kB, kept inside the record; only ever offered as a download. */
public final class FileType extends BasicFieldType {
    public FileType() {
        super(
                "file",
                Shape.GROUP,
                Attribute.optional("maxSize", Schemas.described("Most bytes", Schemas.whole(1, Embedded.MAX_BYTES))),
                Attribute.optional("accept", Schemas.listOf(Schemas.pattern("^[a-z]+/[a-z0-9.+*-]+$"), 1, 30)));
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Embedded.read(field, raw, false, problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.ANY;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Embedded.schema();
    }
}
