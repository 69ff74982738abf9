package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a cell's text as people write it into what the record service takes. What can't be read is handed on as it is: the
 * field's own check then says what is wrong with it, in the same words as everywhere.
 */
final class TextValues {
    private static final Set<String> TRUE =
            Set.of("是", "对", "真", "有", "true", "yes", "y", "t", "1", "on", "√", "✓", "x");
    private static final Set<String> FALSE =
            Set.of("否", "错", "假", "无", "false", "no", "n", "f", "0", "off", "×", "✗", "-");
    private static final Pattern MONEY_SIGN = Pattern.compile(
            "(?i)^(rmb|cny|usd|us\\$|hk\\$|eur|gbp|jpy|¥|\\$|€|£)\\s*|\\s*(rmb|cny|usd|eur|gbp|jpy|元|€)$");
    private static final Pattern PLAIN = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)");
    private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}([,' ]\\d{3})+(\\.\\d*)?");
    private static final Pattern CONTINENTAL = Pattern.compile("[-+]?\\d{1,3}(\\.\\d{3})+,\\d+");
    private static final Pattern SPLIT = Pattern.compile("[;；|,，、\\n]");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private TextValues() {}

    /**
     * @param text not blank
     * @param zone in which a moment without an offset is meant
     * @return JSON-like, never null
     */
    static Object read(CatalogField field, String text, ZoneId zone) {
        String plain = unguarded(text.strip());
        return switch (field.shape()) {
            case TEXT, LINK -> plain;
            case WHOLE, DECIMAL -> number(plain, field.type().name().equals("percent"));
            case FLAG -> flag(plain);
            case DAY -> DateTexts.day(plain).<Object>map(Object::toString).orElse(plain);
            case MOMENT ->
                DateTexts.moment(plain, zone).<Object>map(Object::toString).orElse(plain);
            case TIME -> DateTexts.time(plain).<Object>map(DateTexts::written).orElse(plain);
            case MANY -> parts(plain);
            case GROUP -> group(plain);
        };
    }

    /** The elements of a cell that holds several. */
    static List<String> parts(String text) {
        return Arrays.stream(SPLIT.split(text))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Takes off the apostrophe that keeps spreadsheets from calculating a text; our own error files have it. */
    static String unguarded(String text) {
        return text.length() > 1 && text.charAt(0) == '\'' && "=+-@".indexOf(text.charAt(1)) >= 0
                ? text.substring(1)
                : text;
    }

    private static Object flag(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Boolean.TRUE : FALSE.contains(word) ? Boolean.FALSE : text;
    }

    /** {@code ￥1,234.50}, {@code 12%}, {@code (300)}, {@code 3.5万}. */
    private static Object number(String text, boolean percentField) {
        String rest = Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replace('\u00a0', ' ');
        boolean negative = false;
        if (rest.startsWith("(") && rest.endsWith(")")) {
            negative = true;
            rest = rest.substring(1, rest.length() - 1).strip();
        }
        if (rest.startsWith("-")) {
            negative = !negative;
            rest = rest.substring(1).strip();
        }
        rest = MONEY_SIGN.matcher(rest).replaceAll("");
        int shift = 0;
        if (rest.endsWith("%")) {
            shift = percentField ? 0 : -2;
            rest = rest.substring(0, rest.length() - 1).strip();
        } else if (rest.endsWith("万")) {
            shift = 4;
            rest = rest.substring(0, rest.length() - 1).strip();
        } else if (rest.endsWith("亿")) {
            shift = 8;
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        if (rest.length() > 40) {
            return text;
        }
        if (GROUPED.matcher(rest).matches()) {
            rest = rest.replaceAll("[,' ]", "");
        } else if (CONTINENTAL.matcher(rest).matches()) {
            rest = rest.replace(".", "").replace(',', '.');
        }
        if (!PLAIN.matcher(rest).matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(rest).movePointRight(shift);
        return negative ? number.negate() : number;
    }

    /** JSON when it looks like it, e.g. from a former export; else the text, which some types can read themselves. */
    private static Object group(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            try {
                return text.startsWith("{")
                        ? JSON.readValue(text, new TypeReference<Map<String, Object>>() {})
                        : JSON.readValue(text, new TypeReference<List<Object>>() {});
            } catch (JacksonException e) {
                return text;
            }
        }
        return text;
    }

    /** Whether a cell of such a field names other records. */
    static boolean names(CatalogField field) {
        return field.shape() == Shape.LINK || field.shape() == Shape.MANY && field.links();
    }
}
