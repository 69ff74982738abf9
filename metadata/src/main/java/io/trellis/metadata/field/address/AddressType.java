package io.trellis.metadata.field.address;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Groups;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.field.Texts;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A postal address in parts, each at most 200 characters; a plain text becomes the street. */
public final class AddressType extends BasicFieldType {
    public AddressType() {
        super("address", Shape.GROUP);
    }

    private static final List<String> PARTS =
            List.of("country", "province", "city", "district", "street", "postalCode");

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        Object parts = raw instanceof String text ? Map.of("street", text) : raw;
        return Groups.read(parts, PARTS, (part, value, found) -> Texts.line(value, 200, found), problems);
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.ANY;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Groups.schema(PARTS, Schemas.map("type", "string", "maxLength", 200));
    }
}
