package io.trellis.metadata.kind;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.field.Attribute;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** How a field is written down: what every field may say, and what its type adds. */
public final class FieldForm {
    /** Everything {@code $ref} may name where fields occur. */
    static final Map<String, Map<String, Object>> DEFINITIONS = definitions();

    private FieldForm() {}

    /**
     * Reads one field on its own, as {@link Kind#read} does; {@code name} is used where the document gives none.
     */
    public static Optional<FieldDefinition> read(
            Object document, String name, String object, Consumer<Problem> problems) {
        Object named = document;
        if (document instanceof Map<?, ?> map && !map.containsKey("name")) {
            var copy = new LinkedHashMap<Object, Object>();
            copy.put("name", name);
            copy.putAll(map);
            named = copy;
        }
        SchemaCheck.check(Schemas.ref("field"), DEFINITIONS, named, "", problems);
        return named instanceof Map<?, ?> map ? Optional.of(build(new Values(map), object)) : Optional.empty();
    }

    /** JSON Schema of a field on its own. */
    public static Map<String, Object> publishedSchema() {
        return Kind.published("field", Schemas.ref("field"), DEFINITIONS);
    }

    static FieldDefinition build(Values values, String object) {
        String name = values.text("name", "");
        String typeName = values.text("type", "");
        Values computed = values.part("default");
        var attributes = new LinkedHashMap<String, Object>();
        FieldTypes.find(typeName).ifPresent(type -> {
            for (Attribute attribute : type.attributes()) {
                Object value = values.raw(attribute.name());
                if (value != null) {
                    attributes.put(attribute.name(), normal(attribute, value));
                }
            }
        });
        return new FieldDefinition(
                name,
                values.text("id", "fld_" + object + "_" + name),
                typeName,
                values.label("label"),
                values.label("help"),
                // A detail without its master would belong to nothing.
                values.flag("required", false) || typeName.equals("masterDetail"),
                values.flag("unique", false) || values.flag("externalKey", false),
                values.flag("indexed", false),
                values.flag("readOnly", false),
                values.flag("externalKey", false),
                values.flag("hidden", false),
                computed == null ? values.raw("default") : null,
                computed == null ? null : computed.text("expression"),
                attributes);
    }

    public static Map<String, Object> write(FieldDefinition field) {
        var out = new Out()
                .put("name", field.name())
                .put("id", field.id())
                .put("type", field.type())
                .put("label", field.label())
                .put("help", field.help())
                .put("required", field.required())
                .put("unique", field.unique())
                .put("indexed", field.indexed())
                .put("readOnly", field.readOnly())
                .put("externalKey", field.externalKey())
                .put("hidden", field.hidden());
        if (field.defaultValue() != null) {
            out.keep("default", field.defaultValue());
        } else if (field.defaultExpression() != null) {
            out.put("default", Map.of("expression", field.defaultExpression()));
        }
        field.attributes().forEach(out::keep);
        return out.done();
    }

    /** Labels become texts by locale, options maps with a name, so that readers meet one form only. */
    private static Object normal(Attribute attribute, Object value) {
        return switch (String.valueOf(attribute.schema().get("$ref"))) {
            case "#/$defs/label" -> Values.toLabel(value).byLocale();
            case "#/$defs/options", "#/$defs/cascadeOptions" -> options(value);
            default -> value;
        };
    }

    private static Object options(Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        var options = new ArrayList<Map<String, Object>>();
        for (Object one : list) {
            Values option = new Values(one instanceof Map<?, ?> map ? map : Map.of("name", String.valueOf(one)));
            options.add(new Out()
                    .put("name", option.text("name", ""))
                    .put("label", option.label("label"))
                    .put("color", option.text("color"))
                    .put("children", option.has("children") ? options(option.raw("children")) : null)
                    .done());
        }
        return options;
    }

    private static Map<String, Map<String, Object>> definitions() {
        var definitions = new LinkedHashMap<>(Schemas.SHARED);
        var branches = new ArrayList<Map<String, Object>>();
        for (FieldType type : FieldTypes.all()) {
            var struct = Schemas.struct()
                    .optional("name", Schemas.name())
                    .optional("id", Schemas.pattern("^[A-Za-z0-9_.-]{1,100}$"))
                    .optional("type", Schemas.any())
                    .optional("label", Schemas.label())
                    .optional("help", Schemas.label())
                    .optional("required", Schemas.described("A record without a value is refused", Schemas.flag()))
                    .optional("unique", Schemas.described("No two live records have the same value", Schemas.flag()))
                    .optional("indexed", Schemas.described("Filters and sorting by it are fast", Schemas.flag()))
                    .optional("readOnly", Schemas.described("Not written by people", Schemas.flag()))
                    .optional("externalKey", Schemas.described("Imports find records by it", Schemas.flag()))
                    .optional("hidden", Schemas.described("Not shown unless a layout names it", Schemas.flag()))
                    .optional("default", Schemas.ref("value"));
            for (Attribute attribute : type.attributes()) {
                struct = attribute.required()
                        ? struct.required(attribute.name(), attribute.schema())
                        : struct.optional(attribute.name(), attribute.schema());
            }
            definitions.put("field." + type.name(), struct.build());
            branches.add(Schemas.map(
                    "if",
                    Schemas.map(
                            "properties",
                            Schemas.map("type", Schemas.map("const", type.name())),
                            "required",
                            List.of("type")),
                    "then",
                    Schemas.ref("field." + type.name())));
        }
        definitions.put(
                "field",
                Schemas.map(
                        "type",
                        "object",
                        "properties",
                        Schemas.map("type", Schemas.oneOf(FieldTypes.names())),
                        "required",
                        List.of("name", "type"),
                        "allOf",
                        branches));
        return definitions;
    }
}
