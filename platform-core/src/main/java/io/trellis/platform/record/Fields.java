package io.trellis.platform.record;

import io.trellis.metadata.expression.Suggestions;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The known keys of a request's body, each read once as what it must be. A wrong one is refused with what was expected; a key
 * nobody knows with the one that was probably meant.
 */
final class Fields {
    private final Map<String, Object> values;
    private final String place;

    private Fields(Map<String, Object> values, String place) {
        this.values = values;
        this.place = place;
    }

    /** @param known every key that may be given */
    static Fields of(Map<String, Object> values, String... known) {
        return at(values, "", known);
    }

    static Fields at(Map<String, Object> values, String place, String... known) {
        Set<String> names = Set.of(known);
        for (String key : values.keySet()) {
            if (!names.contains(key)) {
                Map<String, Object> params = new LinkedHashMap<>();
                params.put("name", key);
                Suggestions.closest(key, names).ifPresent(suggestion -> params.put("suggestion", suggestion));
                throw new ProblemException(
                        Kind.MALFORMED,
                        "UNKNOWN_FIELD",
                        params,
                        List.of(new io.trellis.metadata.Problem(
                                "UNKNOWN_FIELD", place + "/" + Normaliser.pointer(key), params)));
            }
        }
        return new Fields(values, place);
    }

    boolean has(String key) {
        return values.get(key) != null;
    }

    /** Null when absent. */
    String text(String key) {
        return switch (values.get(key)) {
            case null -> null;
            case String text -> text;
            default -> throw wrong(key, "text");
        };
    }

    /** A whole number; {@code fallback} when absent. */
    long whole(String key, long fallback) {
        return switch (values.get(key)) {
            case null -> fallback;
            case Long number -> number;
            default -> throw wrong(key, "number");
        };
    }

    /** A number that must fit an int; anything beyond is as wrong as the largest. */
    int small(String key, int fallback) {
        return (int) Math.clamp(whole(key, fallback), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    boolean flag(String key) {
        return switch (values.get(key)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw wrong(key, "boolean");
        };
    }

    /** A list of texts, or one text with commas. */
    List<String> texts(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case String text -> split(text);
            case List<?> list -> {
                List<String> texts = new ArrayList<>(list.size());
                for (Object one : list) {
                    if (!(one instanceof String text)) {
                        throw wrong(key, "list");
                    }
                    texts.add(text);
                }
                yield texts;
            }
            default -> throw wrong(key, "list");
        };
    }

    List<?> list(String key) {
        return switch (values.get(key)) {
            case null -> List.of();
            case List<?> list -> list;
            default -> throw wrong(key, "list");
        };
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object(String key) {
        return switch (values.get(key)) {
            case null -> Map.of();
            case Map<?, ?> map -> (Map<String, Object>) map;
            default -> throw wrong(key, "object");
        };
    }

    /** A list of objects. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String key) {
        List<?> list = list(key);
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?>)) {
                throw wrong(key + "/" + i, "object");
            }
        }
        return (List<Map<String, Object>>) list;
    }

    static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private ProblemException wrong(String key, String expected) {
        Map<String, Object> params = Map.of("parameter", key, "expected", expected);
        return new ProblemException(
                Kind.MALFORMED,
                "INVALID_PARAMETER",
                params,
                List.of(new io.trellis.metadata.Problem("INVALID_PARAMETER", place + "/" + key, params)));
    }
}
