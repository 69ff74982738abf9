package io.trellis.metadata.schema;

import io.trellis.metadata.Problem;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Checks plain values against the part of JSON Schema that {@link Schemas} writes, and says precisely what is wrong and
 * where: every problem, with suggestions for misspelt words. A general validator would say "anyOf failed".
 */
public final class SchemaCheck {
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final Map<String, ? extends Map<String, Object>> defs;
    private final Consumer<Problem> problems;

    private SchemaCheck(Map<String, ? extends Map<String, Object>> defs, Consumer<Problem> problems) {
        this.defs = defs;
        this.problems = problems;
    }

    /**
     * @param defs what {@code $ref} may name
     * @param value plain: Map, List, String, Long, BigDecimal, Boolean or null
     * @param path JSON pointer of the value, which all problems' paths start with
     */
    public static void check(
            Map<String, Object> schema,
            Map<String, ? extends Map<String, Object>> defs,
            Object value,
            String path,
            Consumer<Problem> problems) {
        new SchemaCheck(defs, problems).check(schema, value, path);
    }

    private void check(Map<String, Object> schema, Object value, String path) {
        if (schema.get("$ref") instanceof String ref) {
            check(defs.get(ref.substring("#/$defs/".length())), value, path);
            return;
        }
        if (schema.get("anyOf") instanceof List<?> forms) {
            checkEither(forms, value, path);
            return;
        }
        Object type = schema.get("type");
        if (type != null && !fits(type, value)) {
            wrongType(List.of(type), value, path);
            return;
        }
        switch (value) {
            case String text -> checkText(schema, text, path);
            case Long number -> checkNumber(schema, BigDecimal.valueOf(number), path);
            case BigDecimal number -> checkNumber(schema, number, path);
            case List<?> list -> checkList(schema, list, path);
            case Map<?, ?> map -> checkMap(schema, map, path);
            case null, default -> {}
        }
        for (Object part : list(schema.get("allOf"))) {
            Map<String, Object> conditional = map(part);
            if (holds(map(conditional.get("if")), value)) {
                check(map(conditional.get("then")), value, path);
            }
        }
    }

    /** The forms differ in type, so the value's type tells which one was meant. */
    private void checkEither(List<?> forms, Object value, String path) {
        for (Object form : forms) {
            Map<String, Object> resolved = resolve(map(form));
            if (fits(resolved.get("type"), value)) {
                check(resolved, value, path);
                return;
            }
        }
        wrongType(forms.stream().map(form -> resolve(map(form)).get("type")).toList(), value, path);
    }

    private Map<String, Object> resolve(Map<String, Object> schema) {
        return schema.get("$ref") instanceof String ref ? defs.get(ref.substring("#/$defs/".length())) : schema;
    }

    private boolean holds(Map<String, Object> condition, Object value) {
        return value instanceof Map<?, ?> map
                && map(condition.get("properties")).entrySet().stream()
                        .allMatch(entry -> map(entry.getValue()).get("const").equals(map.get(entry.getKey())));
    }

    private void checkText(Map<String, Object> schema, String text, String path) {
        if (schema.get("enum") instanceof List<?> words && !words.contains(text)) {
            var params = new LinkedHashMap<String, Object>();
            params.put("value", shorten(text));
            params.put("allowed", words);
            Near.find(text, strings(words)).ifPresent(near -> params.put("suggestion", near));
            problems.accept(new Problem("NOT_ALLOWED_VALUE", path, params));
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (schema.get("minLength") instanceof Number min && length < min.intValue()) {
            problems.accept(Problem.of("EMPTY_TEXT", path));
        } else if (schema.get("maxLength") instanceof Number max && length > max.intValue()) {
            problems.accept(Problem.of("TOO_LONG", path, "max", max));
        } else if (schema.get("pattern") instanceof String pattern && !matches(pattern, text)) {
            problems.accept(new Problem("BAD_NAME", path, Schemas.map("value", shorten(text), "pattern", pattern)));
        }
    }

    private void checkNumber(Map<String, Object> schema, BigDecimal number, String path) {
        if (schema.get("minimum") instanceof Number min && number.compareTo(new BigDecimal(min.toString())) < 0) {
            problems.accept(Problem.of("BELOW_MINIMUM", path, "min", min));
        }
        if (schema.get("maximum") instanceof Number max && number.compareTo(new BigDecimal(max.toString())) > 0) {
            problems.accept(Problem.of("ABOVE_MAXIMUM", path, "max", max));
        }
    }

    private void checkList(Map<String, Object> schema, List<?> list, String path) {
        if (schema.get("minItems") instanceof Number min && list.size() < min.intValue()) {
            problems.accept(Problem.of("TOO_FEW_VALUES", path, "min", min));
        }
        if (schema.get("maxItems") instanceof Number max && list.size() > max.intValue()) {
            problems.accept(Problem.of("TOO_MANY_VALUES", path, "max", max));
            return;
        }
        if (schema.get("items") instanceof Map<?, ?> items) {
            for (int i = 0; i < list.size(); i++) {
                check(map(items), list.get(i), path + "/" + i);
            }
        }
    }

    private void checkMap(Map<String, Object> schema, Map<?, ?> value, String path) {
        Map<String, Object> properties = map(schema.get("properties"));
        for (Object key : list(schema.get("required"))) {
            if (!value.containsKey(key)) {
                problems.accept(Problem.of("MISSING_KEY", path, "key", key));
            }
        }
        value.forEach((rawKey, part) -> {
            String key = (String) rawKey;
            String place = path + "/" + escape(key);
            if (properties.get(key) instanceof Map<?, ?> known) {
                check(map(known), part, place);
            } else if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
                problems.accept(unknownKey(key, properties.keySet(), place));
            } else if (schema.get("additionalProperties") instanceof Map<?, ?> rest) {
                if (schema.get("propertyNames") instanceof Map<?, ?> names) {
                    checkText(map(names), key, place);
                }
                check(map(rest), part, place);
            }
        });
    }

    /** The problem of a key that nobody knows, with what was probably meant. */
    public static Problem unknownKey(String key, Collection<String> known, String path) {
        var params = new LinkedHashMap<String, Object>();
        params.put("key", shorten(key));
        Near.find(key, known).ifPresent(near -> params.put("suggestion", near));
        return new Problem("UNKNOWN_KEY", path, params);
    }

    private void wrongType(List<?> expected, Object value, String path) {
        var words = expected.stream()
                .flatMap(type -> type instanceof List<?> several ? several.stream() : java.util.stream.Stream.of(type))
                .map(Object::toString)
                .toList();
        problems.accept(new Problem(
                "WRONG_TYPE", path, Schemas.map("expected", String.join(" | ", words), "found", typeOf(value))));
    }

    private static boolean fits(Object type, Object value) {
        if (type instanceof List<?> several) {
            return several.stream().anyMatch(one -> fits(one, value));
        }
        String found = typeOf(value);
        return type == null
                || type.equals(found)
                || type.equals("number") && found.equals("integer")
                || type.equals("integer") && value instanceof BigDecimal number && isWhole(number);
    }

    private static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    private static String typeOf(Object value) {
        return switch (value) {
            case null -> "null";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Long _ -> "integer";
            case Number _ -> "number";
            case List<?> _ -> "array";
            default -> "object";
        };
    }

    private static boolean matches(String pattern, String text) {
        return PATTERNS.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
    }

    /** A key as a step of a JSON pointer. */
    public static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Foreign text is quoted in problems only as far as a person would read it. */
    static String shorten(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "…";
    }

    private static List<String> strings(List<?> words) {
        return words.stream().map(Object::toString).toList();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
