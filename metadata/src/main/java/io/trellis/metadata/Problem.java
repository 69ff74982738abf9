package io.trellis.metadata;

import java.util.Map;
import java.util.Objects;

/**
 * One thing that is wrong, as data: a stable code, the place and the parameters of its text. Texts live in message files,
 * never here, because the reader's language is known only where the problem is shown.
 *
 * @param code upper-snake, stable for ever, e.g. {@code LOOKUP_TARGET_MISSING}
 * @param path JSON pointer into what was sent, e.g. {@code /fields/3/name}; empty for the whole
 * @param params values the text names, by parameter name
 */
public record Problem(String code, String path, Map<String, Object> params) {
    public Problem {
        Objects.requireNonNull(code);
        Objects.requireNonNull(path);
        params = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(params));
    }

    public static Problem of(String code, String path) {
        return new Problem(code, path, Map.of());
    }

    public static Problem of(String code, String path, String name, Object value) {
        return new Problem(code, path, java.util.Collections.singletonMap(name, value));
    }

    /** The same problem, seen from an enclosing document: {@code prefix} goes before the path. */
    public Problem under(String prefix) {
        return new Problem(code, prefix + path, params);
    }
}
