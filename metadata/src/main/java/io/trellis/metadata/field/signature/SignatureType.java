package io.trellis.metadata.field.signature;

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

/** A hand-written signature as a picture of at most 200 kB, kept inside the record. */
public final class SignatureType extends BasicFieldType {
    public SignatureType() {
        super(
                "signature",
                Shape.GROUP,
                Attribute.optional("maxSize", Schemas.described("Most bytes", Schemas.whole(1, Embedded.MAX_BYTES))));
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        return Embedded.read(field, raw, true, problems);
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
