package io.trellis.metadata.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds JSON Schema (2020-12) fragments. What is written here is both published for editors and enforced by {@link
 * SchemaCheck}; there is no second description of the same thing.
 */
public final class Schemas {
    /** Names of objects, fields and other elements. */
    public static final String NAME = "^[a-z][A-Za-z0-9]{0,39}$";

    private static final String LOCALE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

    /** The definitions that {@link #ref} may name; part of every published schema. */
    public static final Map<String, Map<String, Object>> SHARED = shared();

    private Schemas() {}

    /** Text of 1 to {@code max} characters. */
    public static Map<String, Object> text(int max) {
        return map("type", "string", "minLength", 1, "maxLength", max);
    }

    /** Text that fits a pattern. */
    public static Map<String, Object> pattern(String pattern) {
        return map("type", "string", "pattern", pattern);
    }

    public static Map<String, Object> name() {
        return pattern(NAME);
    }

    /** A source text in the expression language. */
    public static Map<String, Object> expression() {
        return text(4000);
    }

    public static Map<String, Object> flag() {
        return map("type", "boolean");
    }

    /** A whole number, both limits included. */
    public static Map<String, Object> whole(long min, long max) {
        return map("type", "integer", "minimum", min, "maximum", max);
    }

    public static Map<String, Object> number() {
        return map("type", "number");
    }

    /** Any JSON value. */
    public static Map<String, Object> any() {
        return Map.of();
    }

    /** A JSON literal that is no structure. */
    public static Map<String, Object> scalar() {
        return map("type", List.of("string", "number", "boolean", "null"));
    }

    public static Map<String, Object> oneOf(String... words) {
        return map("type", "string", "enum", List.of(words));
    }

    public static Map<String, Object> oneOf(List<String> words) {
        return map("type", "string", "enum", List.copyOf(words));
    }

    public static Map<String, Object> listOf(Map<String, Object> items, int min, int max) {
        return map("type", "array", "items", items, "minItems", min, "maxItems", max);
    }

    /** An open object whose keys fit a pattern. */
    public static Map<String, Object> mapOf(String keyPattern, Map<String, Object> values) {
        return map("type", "object", "propertyNames", pattern(keyPattern), "additionalProperties", values);
    }

    /** Either of several forms, which must differ in their JSON type. */
    @SafeVarargs
    public static Map<String, Object> either(Map<String, Object>... forms) {
        return map("anyOf", List.of(forms));
    }

    /** One of {@link #SHARED}. */
    public static Map<String, Object> ref(String shared) {
        return map("$ref", "#/$defs/" + shared);
    }

    /** A text in several languages: a plain text, or texts by locale. */
    public static Map<String, Object> label() {
        return ref("label");
    }

    /** The same with an explanation, which editors show. */
    public static Map<String, Object> described(String description, Map<String, Object> schema) {
        var result = new LinkedHashMap<String, Object>();
        result.put("description", description);
        result.putAll(schema);
        return Collections.unmodifiableMap(result);
    }

    public static Struct struct() {
        return new Struct();
    }

    /** An object with known keys; any other key is an error. */
    public static final class Struct {
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private final List<String> required = new ArrayList<>();

        public Struct required(String key, Map<String, Object> schema) {
            required.add(key);
            return optional(key, schema);
        }

        public Struct optional(String key, Map<String, Object> schema) {
            properties.put(key, schema);
            return this;
        }

        public Map<String, Object> properties() {
            return properties;
        }

        public Map<String, Object> build() {
            return map(
                    "type",
                    "object",
                    "properties",
                    Collections.unmodifiableMap(properties),
                    "required",
                    List.copyOf(required),
                    "additionalProperties",
                    false);
        }
    }

    /** An unmodifiable map in the order written. */
    public static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, Map<String, Object>> shared() {
        var defs = new LinkedHashMap<String, Map<String, Object>>();
        defs.put("label", either(text(400), mapOf(LOCALE, text(2000))));
        Map<String, Object> optionName =
                map("type", "string", "minLength", 1, "maxLength", 80, "pattern", "^[^/\\p{Cc}]+$");
        defs.put("option", option(optionName, null));
        defs.put("options", listOf(either(optionName, ref("option")), 1, 1000));
        defs.put("cascadeOption", option(optionName, ref("cascadeOptions")));
        defs.put("cascadeOptions", listOf(either(optionName, ref("cascadeOption")), 1, 5000));
        defs.put("computed", struct().required("expression", expression()).build());
        defs.put("value", either(scalar(), map("type", "array", "items", any(), "maxItems", 500), ref("computed")));
        return Collections.unmodifiableMap(defs);
    }

    private static Map<String, Object> option(Map<String, Object> name, Map<String, Object> children) {
        Struct struct =
                struct().required("name", name).optional("label", label()).optional("color", text(20));
        if (children != null) {
            struct.optional("children", children);
        }
        return struct.build();
    }
}
