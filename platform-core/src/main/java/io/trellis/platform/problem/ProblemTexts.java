package io.trellis.platform.problem;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Problems in a person's language. The texts are in {@code messages/problems_<locale>.properties}: the key is the problem's
 * code, {@code {name}} stands for a parameter, {@code {type:name}} for one that names types of the expression language, and a part
 * in {@code []} is left out when a parameter in it has no value.
 */
public final class ProblemTexts {
    public static final String DEFAULT_LOCALE = "zh-CN";
    private static final String TYPE = "type:";
    private static final Map<String, Properties> TEXTS =
            Map.of("zh-CN", read("problems_zh_CN"), "en-US", read("problems_en_US"));

    private ProblemTexts() {}

    /** The text of a code; the code itself when it has none, which a test rules out for codes of our own. */
    public static String text(String code, String locale, Map<String, Object> params) {
        String language = supported(locale);
        String pattern = TEXTS.get(language).getProperty(code);
        return pattern == null ? code : fill(pattern, params, language);
    }

    public static String text(Problem problem, String locale) {
        return text(problem.code(), locale, problem.params());
    }

    /** Problems as they go into answers: {@code {code, path, message, params}}. */
    public static List<Map<String, Object>> describe(List<Problem> problems, String locale) {
        return problems.stream().map(problem -> describe(problem, locale)).toList();
    }

    private static Map<String, Object> describe(Problem problem, String locale) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("code", problem.code());
        entry.put("path", problem.path());
        entry.put("message", text(problem, locale));
        entry.put("params", plain(problem.params()));
        return entry;
    }

    /** Texts in several languages look like everywhere else in the API. */
    static Map<String, Object> plain(Map<String, Object> params) {
        var plain = new LinkedHashMap<String, Object>(params);
        plain.replaceAll((_, value) -> value instanceof LocalText text ? text.byLocale() : value);
        return plain;
    }

    /** The one of our locales closest to what was asked for; {@code zh-CN} when nothing is. */
    public static String supported(String locale) {
        return match(locale).orElse(DEFAULT_LOCALE);
    }

    static Optional<String> match(String locale) {
        if (locale == null) {
            return Optional.empty();
        }
        return locale.startsWith("en")
                ? Optional.of("en-US")
                : locale.startsWith("zh") ? Optional.of("zh-CN") : Optional.empty();
    }

    static boolean has(String code, String locale) {
        return TEXTS.get(locale).containsKey(code);
    }

    private static String fill(String pattern, Map<String, Object> params, String locale) {
        var out = new StringBuilder(pattern.length() + 32);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int close = c == '{' ? pattern.indexOf('}', at) : c == '[' ? pattern.indexOf(']', at) : -1;
            if (close < 0) {
                out.append(c);
                at++;
                continue;
            }
            String inside = pattern.substring(at + 1, close);
            out.append(c == '{' ? parameter(inside, params, locale) : optional(inside, params, locale));
            at = close + 1;
        }
        return out.toString();
    }

    /** A part in brackets is shown only when every parameter in it has a value. */
    private static String optional(String part, Map<String, Object> params, String locale) {
        for (int open = part.indexOf('{'); open >= 0; open = part.indexOf('{', open + 1)) {
            if (parameter(part.substring(open + 1, part.indexOf('}', open)), params, locale)
                    .isEmpty()) {
                return "";
            }
        }
        return fill(part, params, locale);
    }

    /** {@code what} and {@code needs} name a kind of thing and a permission, which have texts of their own. */
    private static String parameter(String name, Map<String, Object> params, String locale) {
        if (name.startsWith(TYPE)) {
            return types(show(params.get(name.substring(TYPE.length())), locale), locale);
        }
        Object value = params.get(name);
        if (value == null || !name.equals("what") && !name.equals("needs")) {
            return show(value, locale);
        }
        // A permission on an object is written create:visit.
        String[] parts = show(value, locale).split(":", 2);
        String text = TEXTS.get(locale).getProperty(name + "." + parts[0], parts[0]);
        return parts.length == 1 ? text : text + " " + parts[1];
    }

    /** One type of the expression language or several, as people call them; what is no type, such as a bracket, stays. */
    private static String types(String names, String locale) {
        return Arrays.stream(names.split(", "))
                .map(name -> TEXTS.get(locale).getProperty("type." + name, name))
                .collect(Collectors.joining(locale.startsWith("zh") ? "、" : ", "));
    }

    /** Long values are cut: a text must not echo megabytes back. */
    private static String show(Object value, String locale) {
        String shown =
                switch (value) {
                    case null -> "";
                    case LocalText text -> text.in(locale, "");
                    case Collection<?> many ->
                        many.stream()
                                .limit(20)
                                .map(one -> show(one, locale))
                                .collect(Collectors.joining(locale.startsWith("zh") ? "、" : ", "));
                    case Object one -> one.toString();
                };
        return shown.length() <= 300 ? shown : shown.substring(0, 300) + "…";
    }

    private static Properties read(String file) {
        var texts = new Properties();
        try (var in = ProblemTexts.class.getResourceAsStream("/messages/" + file + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
