package io.trellis.metadata.field;

import java.util.Map;

/**
 * An attribute that a field type adds to a definition.
 *
 * @param name as written in definitions
 * @param required whether a definition without it is wrong
 * @param schema JSON Schema of its value, which the published schema and the reader both use
 */
public record Attribute(String name, boolean required, Map<String, Object> schema) {
    public Attribute {
        schema = Map.copyOf(schema);
    }
}
