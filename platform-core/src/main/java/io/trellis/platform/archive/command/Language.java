package io.trellis.platform.archive.command;

import java.util.Locale;
import java.util.Map;

/** Which of the product's languages somebody at a terminal reads. */
final class Language {
    private Language() {}

    /** @return {@code zh-CN} or {@code en-US} */
    static String of(Map<String, String> environment) {
        String language = environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", ""));
        return language.toLowerCase(Locale.ROOT).startsWith("zh") ? "zh-CN" : "en-US";
    }
}
