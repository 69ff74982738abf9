package io.trellis.metadata;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text in several languages, keyed by BCP 47 tag ({@code zh-CN}, {@code en-US}). Immutable.
 *
 * @param byLocale never null, may be empty
 */
public record LocalText(Map<String, String> byLocale) {
    public static final LocalText EMPTY = new LocalText(Map.of());

    public LocalText {
        byLocale = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byLocale));
    }

    public static LocalText of(String zh, String en) {
        return new LocalText(Map.of("zh-CN", zh, "en-US", en));
    }

    public boolean isEmpty() {
        return byLocale.isEmpty();
    }

    /** The text for a locale; else another with the same language, else zh-CN, else any, else {@code fallback}. */
    public String in(String locale, String fallback) {
        String exact = byLocale.get(locale);
        if (exact != null) {
            return exact;
        }
        String language = locale.split("-", 2)[0];
        for (Map.Entry<String, String> entry : byLocale.entrySet()) {
            if (entry.getKey().startsWith(language)) {
                return entry.getValue();
            }
        }
        String chinese = byLocale.get("zh-CN");
        return chinese != null
                ? chinese
                : byLocale.values().stream().findFirst().orElse(fallback);
    }
}
