package io.trellis.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The part of the document that all tenants share, in the caller's language. */
final class StaticPart {
    private static final Map<String, Object> ENGLISH = load("static.yaml");
    private static final Map<String, Object> CHINESE = load("texts_zh_CN.yaml");

    private StaticPart() {}

    /** A copy of its own for each caller, to be changed at will. */
    static Map<String, Object> read(String locale) {
        return copy(ENGLISH, locale.startsWith("zh"));
    }

    private static Map<String, Object> copy(Map<?, ?> source, boolean chinese) {
        Map<String, Object> copy = new LinkedHashMap<>();
        source.forEach((key, value) -> {
            boolean shown = key.equals("summary") || key.equals("description");
            copy.put(
                    key.toString(),
                    shown && chinese && value instanceof String text
                            ? CHINESE.getOrDefault(text, text)
                            : copyAny(value, chinese));
        });
        return copy;
    }

    private static Object copyAny(Object value, boolean chinese) {
        return switch (value) {
            case Map<?, ?> map -> copy(map, chinese);
            case List<?> list ->
                list.stream().map(item -> copyAny(item, chinese)).toList();
            case null, default -> value;
        };
    }

    private static Map<String, Object> load(String file) {
        try (InputStream in = StaticPart.class.getResourceAsStream("/openapi/" + file)) {
            return YAMLMapper.shared().readValue(in, new TypeReference<LinkedHashMap<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
