package io.trellis.rules.duplicate;

import io.trellis.metadata.definition.DuplicateRuleDefinition.By;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** What of a value counts: two values are alike when this is the same for both. */
final class Likeness {
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]+");
    /** Whatever follows the number: an extension. */
    private static final Pattern EXTENSION = Pattern.compile("(?i)(ext\\.?|extension|转|分机|[#;]).*$");

    private static final Pattern CHINA = Pattern.compile("^(\\+|00)86|^86(?=1[3-9]\\d{9}$)");
    private static final Pattern TRUNK = Pattern.compile("^0(?=\\d{9,11}$)");
    private static final int SHORTEST_PHONE = 5;

    private static final Pattern PLACE = Pattern.compile("^(\\p{IsHan}{2,3}?)(?:省|市|自治区)");
    private static final Pattern CHINESE_FORM =
            Pattern.compile("(?:集团)?(?:股份有限公司|有限责任公司|有限公司|有限合伙|普通合伙|股份公司|集团公司|总公司|分公司|公司|集团)+$");
    private static final Pattern WESTERN_FORM = Pattern.compile(
            "(?:\\b(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|kg|sa|sas|srl|bv|nv|pte|pty|holdings?|group)\\b[\\s.,]*)+$");
    private static final Pattern BRACKETS = Pattern.compile("[()\\[\\]【】〔〕《》「」]");

    private Likeness() {}

    /**
     * @param value as expressions see it
     * @return null where there is nothing to compare
     */
    static String of(By by, Object value) {
        if (value == null) {
            return null;
        }
        String normal = value instanceof String text ? ofText(by, text) : plain(value);
        return normal == null || normal.isEmpty() ? null : normal;
    }

    private static String plain(Object value) {
        return switch (value) {
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            default -> value.toString();
        };
    }

    private static String ofText(By by, String text) {
        return switch (by) {
            case EXACT -> Normalizer.normalize(text, Normalizer.Form.NFC).strip();
            case TEXT -> letters(folded(text));
            case PHONE -> phone(folded(text));
            case EMAIL -> folded(text).strip();
            case COMPANY -> company(folded(text).strip());
        };
    }

    /** Wide forms and small letters; {@code ß} and its like as they are written large. */
    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static String letters(String text) {
        return NO_LETTER.matcher(text).replaceAll("");
    }

    private static String phone(String text) {
        String number = EXTENSION.matcher(text).replaceAll("");
        boolean abroad = number.strip().startsWith("+");
        String digits = (abroad ? "+" : "") + NO_DIGIT.matcher(number).replaceAll("");
        String home = CHINA.matcher(digits).replaceFirst("");
        // 010-… with and without its trunk zero; numbers of other countries keep their country code.
        String national = TRUNK.matcher(home).replaceFirst("");
        return national.length() < SHORTEST_PHONE ? null : national;
    }

    private static String company(String text) {
        String open = BRACKETS.matcher(text).replaceAll(" ").strip();
        String western = WESTERN_FORM.matcher(open).replaceFirst("");
        String bare = letters(western.isBlank() ? open : western);
        String name = CHINESE_FORM.matcher(bare).replaceFirst("");
        return PLACE.matcher(name.isEmpty() ? bare : name).replaceFirst("$1");
    }
}
