package io.trellis.metadata.kind;

import io.trellis.metadata.LocalText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A plain document, read without surprises: what is absent or of the wrong type reads as absent. */
final class Values {
    private final Map<?, ?> map;

    Values(Map<?, ?> map) {
        this.map = map;
    }

    Object raw(String key) {
        return map.get(key);
    }

    boolean has(String key) {
        return map.containsKey(key);
    }

    String text(String key) {
        return map.get(key) instanceof String text ? text : null;
    }

    String text(String key, String otherwise) {
        return map.get(key) instanceof String text ? text : otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        return map.get(key) instanceof Boolean flag ? flag : otherwise;
    }

    int whole(String key, int otherwise) {
        return map.get(key) instanceof Number number ? number.intValue() : otherwise;
    }

    /** One name or a list of names. */
    List<String> names(String key) {
        return switch (map.get(key)) {
            case String one -> List.of(one);
            case List<?> list -> texts(list);
            case null, default -> List.of();
        };
    }

    List<List<String>> nameLists(String key) {
        return map.get(key) instanceof List<?> list
                ? list.stream()
                        .map(one -> one instanceof List<?> names ? texts(names) : List.<String>of())
                        .toList()
                : List.of();
    }

    private static List<String> texts(List<?> list) {
        return list.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }

    LocalText label(String key) {
        return toLabel(map.get(key));
    }

    /** The structures in a list. */
    <T> List<T> list(String key, Function<Values, T> read) {
        return map.get(key) instanceof List<?> list
                ? list.stream()
                        .map(one -> read.apply(new Values(one instanceof Map<?, ?> part ? part : Map.of())))
                        .toList()
                : List.of();
    }

    Values part(String key) {
        return map.get(key) instanceof Map<?, ?> part ? new Values(part) : null;
    }

    /** The entries of an open object, in order. */
    <T> Map<String, T> entries(String key, Function<Object, T> read) {
        var entries = new LinkedHashMap<String, T>();
        if (map.get(key) instanceof Map<?, ?> part) {
            part.forEach((name, value) -> {
                T entry = read.apply(value);
                if (entry != null) {
                    entries.put((String) name, entry);
                }
            });
        }
        return entries;
    }

    /** A plain text holds for both languages of the product. */
    static LocalText toLabel(Object raw) {
        if (raw instanceof String text) {
            return LocalText.of(text, text);
        }
        var texts = new LinkedHashMap<String, String>();
        if (raw instanceof Map<?, ?> map) {
            map.forEach((locale, text) -> {
                if (text instanceof String) {
                    texts.put((String) locale, (String) text);
                }
            });
        }
        return texts.isEmpty() ? LocalText.EMPTY : new LocalText(texts);
    }
}
