package io.trellis.rules.script;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.record.RecordView;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values on their way into a script and out of it. Decimals travel as {@code {"$dec": "1.20"}}, so that no digit is lost in
 * JavaScript's numbers; days and moments as ISO 8601 texts.
 */
final class Wire {
    static final String DECIMAL = "$dec";
    private static final long EXACT = 1L << 53;
    private static final int MOST_CHARS = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(MOST_CHARS)
                            .build())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Wire() {}

    static String text(Object value) {
        return JSON.writeValueAsString(out(value));
    }

    private static Object out(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> Map.of(DECIMAL, decimal.toPlainString());
            case Long whole when Math.abs(whole) >= EXACT -> Map.of(DECIMAL, whole.toString());
            case Instant moment -> moment.toString();
            case LocalDate day -> day.toString();
            case LocalTime time -> time.toString();
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, one) -> copy.put(key.toString(), out(one)));
                yield copy;
            }
            case Iterable<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(one -> copy.add(out(one)));
                yield copy;
            }
            case Number number -> number;
            case Boolean flag -> flag;
            case Enum<?> word -> word.name();
            default -> value.toString();
        };
    }

    /** @throws IllegalArgumentException when a script has made something too deep or of too many digits */
    static Object value(String json) {
        try {
            return in(JSON.readValue(json, Object.class));
        } catch (JacksonException unusable) {
            throw new IllegalArgumentException("Values are nested too deeply or have too many digits");
        }
    }

    private static Object in(Object raw) {
        return switch (raw) {
            case Map<?, ?> map -> {
                if (map.size() == 1 && map.get(DECIMAL) instanceof String text) {
                    yield decimal(text);
                }
                var copy = new LinkedHashMap<String, Object>();
                map.forEach((key, one) -> copy.put((String) key, in(one)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>(list.size());
                list.forEach(one -> copy.add(in(one)));
                yield copy;
            }
            case java.math.BigInteger whole -> new BigDecimal(whole);
            case null -> null;
            default -> raw;
        };
    }

    private static Object decimal(String text) {
        if (text.length() > MOST_CHARS) {
            throw new IllegalArgumentException("A decimal of too many digits");
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            return text;
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** A record as {@code trellis.get} gives it. */
    static Map<String, Object> record(RecordView view) {
        var values = new LinkedHashMap<String, Object>();
        values.put("id", view.id());
        values.put("version", view.version());
        for (String name :
                List.of("owner", "department", "createdAt", "createdBy", "updatedAt", "updatedBy", "recordType")) {
            Object value = view.get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        values.putAll(view.values());
        return values;
    }

    /** A value that expressions work with, as a script knows it: whole numbers are no decimals. */
    static Object ofExpression(CatalogObject object, String field, Object value) {
        return value instanceof BigDecimal number && object.fields().get(field).shape() == Shape.WHOLE
                ? (Object) number.longValueExact()
                : value;
    }

    /** For an answer over HTTP: decimals are numbers there. */
    static byte[] answer(Object value) {
        return JSON.writeValueAsBytes(value);
    }
}
