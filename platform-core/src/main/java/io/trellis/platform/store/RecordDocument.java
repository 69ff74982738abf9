package io.trellis.platform.store;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The canonical JSON document of a record: a flat object without white space, in the order of the object's fields, with a key
 * for every field that has a value. Links are ids, a moment is {@code 2026-01-31T08:00:00.000Z}, a day {@code 2026-01-31}, a
 * time {@code 08:30:00}, a decimal a plain number without trailing zeros. System fields are not in it.
 *
 * <p>The bytes are what a store keeps and what a response is spliced from, so reading a record parses nothing.
 */
public final class RecordDocument {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private RecordDocument() {}

    /** Takes one key and its value, as places in the document: the name without its quotes, the value as it stands. */
    @FunctionalInterface
    public interface FieldVisitor {
        void field(int nameStart, int nameEnd, int valueStart, int valueEnd);
    }

    /**
     * @param values of the Java types that {@link Shape} gives, by own field's name; absent, null and an empty list mean no
     *     value; other keys are ignored
     * @throws IllegalArgumentException when a value does not fit its field's shape
     */
    public static byte[] encode(CatalogObject object, Map<String, Object> values) {
        var out = new JsonBytes(512);
        out.raw('{');
        boolean first = true;
        for (CatalogField field : object.ownFields()) {
            Object value = values.get(field.name());
            if (value == null || value instanceof List<?> list && list.isEmpty()) {
                continue;
            }
            if (!first) {
                out.raw(',');
            }
            first = false;
            out.raw('"');
            out.ascii(field.name());
            out.raw('"').raw(':');
            try {
                write(out, field.shape(), value);
            } catch (ClassCastException wrong) {
                throw new IllegalArgumentException(
                        object.name() + "." + field.name() + " can't hold a " + value.getClass(), wrong);
            }
        }
        out.raw('}');
        return out.toBytes();
    }

    /** The JSON of one value that is not null, as it stands in a document. */
    public static byte[] encodeValue(Shape shape, Object value) {
        var out = new JsonBytes(64);
        write(out, shape, value);
        return out.toBytes();
    }

    /** The JSON of any tree of Map, List, String, Number, Boolean and null. */
    public static byte[] encodeAny(Object value) {
        var out = new JsonBytes(128);
        out.any(value);
        return out.toBytes();
    }

    private static void write(JsonBytes out, Shape shape, Object value) {
        switch (shape) {
            case TEXT, LINK -> out.text((String) value);
            case WHOLE -> out.ascii(Long.toString(((Number) value).longValue()));
            case DECIMAL -> out.decimal(fit((BigDecimal) value));
            case FLAG -> out.flag((Boolean) value);
            case DAY -> out.day((LocalDate) value);
            case MOMENT -> out.moment((Instant) value);
            case TIME -> out.time((LocalTime) value);
            case MANY -> out.texts((List<?>) value);
            case GROUP -> out.any(value);
        }
    }

    /**
     * A decimal as it can be stored: rounded half up to 6 places.
     *
     * @throws IllegalArgumentException when it has more than 12 digits before the point
     */
    public static BigDecimal fit(BigDecimal value) {
        BigDecimal fitting = value.scale() > 6 ? value.setScale(6, RoundingMode.HALF_UP) : value;
        if (fitting.precision() - fitting.scale() > 12) {
            throw new IllegalArgumentException("more than 12 digits before the point");
        }
        return fitting;
    }

    /**
     * Values by name, for the fields the object has; keys it does not know (of fields since removed) are left out, and so are
     * values that no longer fit a field's shape.
     */
    public static Map<String, Object> decode(CatalogObject object, byte[] doc) {
        Map<String, Object> values =
                LinkedHashMap.newLinkedHashMap(object.ownFields().size());
        forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            String name = new String(doc, nameStart, nameEnd - nameStart, StandardCharsets.ISO_8859_1);
            CatalogField field = object.fields().get(name);
            if (field != null && !field.system()) {
                Object value = decodeValue(field.shape(), doc, valueStart, valueEnd);
                if (value != null) {
                    values.put(field.name(), value);
                }
            }
        });
        return values;
    }

    /** One value of a document, or null where it does not fit the shape. */
    public static Object decodeValue(Shape shape, byte[] doc, int start, int end) {
        try {
            boolean quoted = doc[start] == '"';
            return switch (shape) {
                case TEXT, LINK -> quoted ? text(doc, start, end) : null;
                case WHOLE -> quoted ? null : (Object) Long.valueOf(ascii(doc, start, end));
                case DECIMAL -> quoted ? null : new BigDecimal(ascii(doc, start, end));
                case FLAG -> doc[start] == 't' ? Boolean.TRUE : doc[start] == 'f' ? Boolean.FALSE : null;
                case DAY -> quoted ? LocalDate.parse(ascii(doc, start + 1, end - 1)) : null;
                case MOMENT -> quoted ? Instant.parse(ascii(doc, start + 1, end - 1)) : null;
                case TIME -> quoted ? LocalTime.parse(ascii(doc, start + 1, end - 1)) : null;
                case MANY -> doc[start] == '[' ? texts(doc, start, end) : null;
                case GROUP -> JSON.readValue(doc, start, end - start, Object.class);
            };
        } catch (NumberFormatException | java.time.DateTimeException | JacksonException misfit) {
            return null;
        }
    }

    private static String ascii(byte[] doc, int start, int end) {
        return new String(doc, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] doc, int start, int end) {
        for (int i = start + 1; i < end - 1; i++) {
            if (doc[i] == '\\') {
                return JSON.readValue(doc, start, end - start, String.class);
            }
        }
        return new String(doc, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    private static List<String> texts(byte[] doc, int start, int end) {
        List<String> texts = new ArrayList<>();
        int at = start + 1;
        while (at < end - 1) {
            if (doc[at] == ',') {
                at++;
            }
            int stop = valueEnd(doc, at);
            if (doc[at] == '"') {
                texts.add(text(doc, at, stop));
            }
            at = stop;
        }
        return texts;
    }

    /** The value under one key, or null where there is none or it does not fit the shape. */
    public static Object find(byte[] doc, String field, Shape shape) {
        Object[] found = new Object[1];
        byte[] name = field.getBytes(StandardCharsets.ISO_8859_1);
        forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            if (Arrays.equals(doc, nameStart, nameEnd, name, 0, name.length)) {
                found[0] = decodeValue(shape, doc, valueStart, valueEnd);
            }
        });
        return found[0];
    }

    /** The document with other keys. A value that a removed field left under a name which another field now gets gives way to that field's. */
    public static byte[] renamed(byte[] doc, Map<String, String> names) {
        return names.isEmpty()
                ? doc
                : rewrite(doc, name -> {
                    String now = names.get(name);
                    return now != null ? now : names.containsValue(name) ? null : name;
                });
    }

    /** The document without some keys. */
    public static byte[] without(byte[] doc, Set<String> names) {
        return names.isEmpty() ? doc : rewrite(doc, name -> names.contains(name) ? null : name);
    }

    /** @param names a key's new name, or null to leave it out */
    private static byte[] rewrite(byte[] doc, UnaryOperator<String> names) {
        var text = new StringBuilder("{");
        forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            String name = names.apply(ascii(doc, nameStart, nameEnd));
            if (name != null) {
                text.append(text.length() > 1 ? ",\"" : "\"")
                        .append(name)
                        .append("\":")
                        .append(new String(doc, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8));
            }
        });
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Walks the top-level keys of a document made by {@link #encode}, without parsing or copying anything. */
    public static void forEachField(byte[] doc, FieldVisitor visitor) {
        int at = 1;
        while (at < doc.length && doc[at] != '}') {
            if (doc[at] == ',') {
                at++;
            }
            int nameEnd = at + 1;
            while (doc[nameEnd] != '"') {
                nameEnd++;
            }
            int valueStart = nameEnd + 2;
            int valueEnd = valueEnd(doc, valueStart);
            visitor.field(at + 1, nameEnd, valueStart, valueEnd);
            at = valueEnd;
        }
    }

    /** Takes one field of a change document: its name, and the places of what it was and what it became, as they stand. */
    @FunctionalInterface
    public interface ChangeVisitor {
        void change(String field, int fromStart, int fromEnd, int toStart, int toEnd);
    }

    /** Walks the fields of a {@link Commit.Change}, {@code {"field":[from,to]}}. */
    public static void forEachChange(byte[] fields, ChangeVisitor visitor) {
        forEachField(fields, (nameStart, nameEnd, valueStart, _) -> {
            int fromEnd = valueEnd(fields, valueStart + 1);
            visitor.change(
                    new String(fields, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8),
                    valueStart + 1,
                    fromEnd,
                    fromEnd + 1,
                    valueEnd(fields, fromEnd + 1));
        });
    }

    private static int valueEnd(byte[] doc, int start) {
        int at = start;
        switch (doc[at]) {
            case '"' -> {
                at++;
                while (doc[at] != '"') {
                    at += doc[at] == '\\' ? 2 : 1;
                }
                return at + 1;
            }
            case '{', '[' -> {
                int depth = 0;
                do {
                    byte c = doc[at];
                    if (c == '"') {
                        at = valueEnd(doc, at);
                        continue;
                    }
                    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                    at++;
                } while (depth > 0);
                return at;
            }
            default -> {
                while (at < doc.length && doc[at] != ',' && doc[at] != '}' && doc[at] != ']') {
                    at++;
                }
                return at;
            }
        }
    }
}
