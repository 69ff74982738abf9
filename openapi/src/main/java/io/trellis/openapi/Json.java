package io.trellis.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds JSON-like trees that keep their order. */
final class Json {

    private Json() {}

    /** Keys and values in turn; a null value leaves its key out. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1] != null) {
                object.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return object;
    }

    static Map<String, Object> ref(String schema) {
        return object("$ref", "#/components/schemas/" + schema);
    }

    static Map<String, Object> array(Map<String, Object> items) {
        return object("type", "array", "items", items);
    }

    static Map<String, Object> text() {
        return object("type", "string");
    }

    /** A 64-bit whole number. */
    static Map<String, Object> whole() {
        return object("type", "integer", "format", "int64");
    }

    static Map<String, Object> moment() {
        return object("type", "string", "format", "date-time");
    }

    /** The same schema, allowing null: in the types of 2020-12, not by the old keyword. */
    static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.containsKey("$ref")) {
            return object("anyOf", List.of(schema, object("type", "null")));
        }
        Map<String, Object> result = new LinkedHashMap<>(schema);
        if (schema.get("type") instanceof String type) {
            result.put("type", List.of(type, "null"));
        }
        if (schema.get("enum") instanceof List<?> options) {
            List<Object> withNull = new ArrayList<>(options);
            withNull.add(null);
            result.put("enum", withNull);
        }
        return result;
    }
}
