package io.trellis.metadata.expression;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shared test vectors: fields of every type, a record, and what expressions over it must give. */
final class Vectors {
    private final JsonNode file;
    private final Map<String, Type> types = new LinkedHashMap<>();

    private Vectors(JsonNode file) {
        this.file = file;
        file.get("types")
                .properties()
                .forEach(
                        entry -> types.put(entry.getKey(), type(entry.getValue().asString())));
    }

    static Vectors read() {
        try (InputStream in = Vectors.class.getResourceAsStream("/expression/vectors.json")) {
            return new Vectors(JsonMapper.shared().readTree(in));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<JsonNode> list() {
        List<JsonNode> all = new ArrayList<>();
        file.get("vectors").forEach(all::add);
        return all;
    }

    Map<String, Type> types() {
        return types;
    }

    TypeScope scope() {
        return TypeScope.of(types);
    }

    /** The context of one vector: the common record with the vector's differences. */
    EvaluationContext context(JsonNode differences) {
        Map<String, Object> values = new HashMap<>();
        file.get("record").properties().forEach(e -> values.put(e.getKey(), value(e.getKey(), e.getValue())));
        if (differences != null) {
            differences.properties().forEach(e -> values.put(e.getKey(), value(e.getKey(), e.getValue())));
        }
        return context(values);
    }

    EvaluationContext context(Map<String, Object> values) {
        return EvaluationContext.of(
                path -> values.get(path.toString()),
                Instant.parse(file.get("now").asString()),
                ZoneId.of(file.get("zone").asString()),
                file.get("user").asString(),
                file.get("department").asString());
    }

    private Object value(String field, JsonNode json) {
        if (json.isNull()) {
            return null;
        }
        return switch (types.get(field)) {
            case Type.Simple simple ->
                switch (simple) {
                    case NUMBER -> new BigDecimal(json.asString());
                    case BOOLEAN -> json.asBoolean();
                    case DATE -> LocalDate.parse(json.asString());
                    case DATETIME -> Instant.parse(json.asString());
                    case TIME -> LocalTime.parse(json.asString());
                    case TEXT, ANY -> json.asString();
                };
            case Type.Choice _, Type.Link _ -> json.asString();
            case Type.Many _ -> {
                List<String> items = new ArrayList<>();
                json.forEach(item -> items.add(item.asString()));
                yield items;
            }
        };
    }

    private static Type type(String text) {
        String rest = text.substring(text.indexOf(':') + 1);
        return switch (text.split(":")[0]) {
            case "select" -> new Type.Choice(List.of(rest.split("\\|")));
            case "link" -> new Type.Link(List.of(rest));
            case "list" -> new Type.Many(type(rest));
            default -> Type.Simple.valueOf(text.toUpperCase(java.util.Locale.ROOT));
        };
    }
}
