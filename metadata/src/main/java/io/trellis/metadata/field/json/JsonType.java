package io.trellis.metadata.field.json;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.BasicFieldType;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Documents;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Any JSON value of at most 32 kB and 20 levels, kept as it is; never shown as HTML. A text that looks like JSON is read as such. */
public final class JsonType extends BasicFieldType {
    public JsonType() {
        super("json", Shape.GROUP);
    }

    private static final int MAX_SIZE = 32_000;

    /** About the length of the JSON text; above the limit also when nested too deeply. */
    private static int measure(Object value, int depth) {
        if (depth > 20) {
            return MAX_SIZE + 1;
        }
        int size = 2;
        switch (value) {
            case Map<?, ?> map -> {
                for (var entry : map.entrySet()) {
                    size += entry.getKey().toString().length() + 4 + measure(entry.getValue(), depth + 1);
                    if (size > MAX_SIZE) {
                        return size;
                    }
                }
            }
            case List<?> list -> {
                for (Object one : list) {
                    size += measure(one, depth + 1);
                    if (size > MAX_SIZE) {
                        return size;
                    }
                }
            }
            case String text -> size += text.length();
            case BigDecimal number -> size += number.precision();
            case null, default -> size += 8;
        }
        return size;
    }

    @Override
    public Object normalise(FieldDefinition field, Object raw, Consumer<Problem> problems) {
        if (raw instanceof String text && text.isBlank()) {
            return null;
        }
        Object value = raw;
        if (raw instanceof String text
                && (text.strip().startsWith("{") || text.strip().startsWith("["))) {
            value = Documents.readJson(
                            text.getBytes(StandardCharsets.UTF_8),
                            problem -> problems.accept(Problem.of("NOT_JSON", "")))
                    .map(Documents.Parsed::value)
                    .orElse(null);
        }
        if (measure(value, 0) > MAX_SIZE) {
            problems.accept(Problem.of("TOO_LONG", "", "max", MAX_SIZE));
        } else if (!storable(value)) {
            problems.accept(Problem.of("MALFORMED_TEXT", ""));
        }
        return value;
    }

    /** Whether every text in it can be written in UTF-8; half a surrogate pair would silently become a question mark. */
    private static boolean storable(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream().allMatch(entry -> storable(entry.getKey()) && storable(entry.getValue()));
            case List<?> list -> list.stream().allMatch(JsonType::storable);
            case String text ->
                text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            case null, default -> true;
        };
    }

    @Override
    public Type expressionType(FieldDefinition field) {
        return Type.Simple.ANY;
    }

    @Override
    public Map<String, Object> schema(FieldDefinition field) {
        return Schemas.any();
    }
}
