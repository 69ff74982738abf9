package io.trellis.metadata.kind;

import io.trellis.metadata.LocalText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a plain document, leaving out what says nothing: null, false, empty texts, lists and maps. */
final class Out {
    private final Map<String, Object> map = new LinkedHashMap<>();

    Out put(String key, Object value) {
        switch (value) {
            case null -> {}
            case LocalText label -> put(key, label.byLocale());
            case Boolean flag -> {
                if (flag) {
                    map.put(key, true);
                }
            }
            case Integer number -> map.put(key, number.longValue());
            case Collection<?> list -> {
                if (!list.isEmpty()) {
                    map.put(key, List.copyOf(list));
                }
            }
            case Map<?, ?> entries -> {
                if (!entries.isEmpty()) {
                    map.put(key, entries);
                }
            }
            default -> map.put(key, value);
        }
        return this;
    }

    /** Puts a flag or list even where {@link #put} would leave it out. */
    Out keep(String key, Object value) {
        map.put(key, value);
        return this;
    }

    Map<String, Object> done() {
        return map;
    }
}
