package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Numbers written for people, and read from what people have written. */
final class FormatFunctions {
    private static final int MAX_DIGITS = 20;
    private static final Set<String> YES = Set.of("true", "yes", "y", "1", "on", "是", "真", "有", "对");
    private static final Set<String> NO = Set.of("false", "no", "n", "0", "off", "否", "假", "无", "错");

    private FormatFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.TEXT)
                .add(
                        "FORMATNUMBER(number: number, digits?: number): text",
                        "千分位分组、固定小数位（默认 2 位，四舍五入）",
                        "With thousands grouped and a fixed number of decimals (2 when left out), rounded half up",
                        "FORMATNUMBER(1234567.891) → 1,234,567.89",
                        Definitions.strict(a -> grouped(a.number(0), a.whole(1, 2))))
                .add(
                        "FORMATMONEY(number: number, sign?: text): text",
                        "货币符号（默认 ¥）、千分位、两位小数",
                        "With the sign of a currency (¥ when left out), grouped, 2 decimals",
                        "FORMATMONEY(-1234.5) → -¥1,234.50",
                        Definitions.strict(FormatFunctions::money))
                .add(
                        "FORMATPERCENT(number: number, digits?: number): text",
                        "写成百分数，固定小数位（默认 0 位）",
                        "As percent with a fixed number of decimals (0 when left out)",
                        "FORMATPERCENT(0.1256, 1) → 12.6%",
                        Definitions.strict(a -> fixed(a.number(0).movePointRight(2), a.whole(1, 0)) + "%"))
                .add(
                        "FORMATFIXED(number: number, digits: number): text",
                        "固定小数位，不分组",
                        "With a fixed number of decimals, not grouped",
                        "FORMATFIXED(1234.5, 2) → 1234.50",
                        Definitions.strict(a -> fixed(a.number(0), a.whole(1))))
                .add(
                        "FORMATSIZE(bytes: number): text",
                        "文件大小，如 1.5 MB（以 1024 进位）",
                        "The size of a file such as 1.5 MB (1 KB is 1,024 bytes)",
                        "FORMATSIZE(1572864) → 1.5 MB",
                        Definitions.strict(a -> size(a.number(0))))
                .add(
                        "PARSENUMBER(text: text): number",
                        "读出人写的数字：千分位、货币符号、百分号、万、亿、全角；读不出则为空",
                        "The number a person has written: grouped, with a currency sign, %, 万, 亿 or wide digits; empty when it is none",
                        "PARSENUMBER(\"￥1,234.50\") → 1234.5",
                        Definitions.strict(a -> parse(a.text(0))))
                .also("PARSENUMBER(\"12.5%\") → 0.125")
                .also("PARSENUMBER(\"3.2万\") → 32000")
                .add(
                        "BOOLEANVALUE(text: text): boolean",
                        "文本表示的真假（true、yes、y、1、on、是、真、有、对及其反义），其他为空",
                        "What a text says of true and false (true, yes, y, 1, on, 是, 真, 有, 对 and their opposites); empty for others",
                        "BOOLEANVALUE(\"是\") → TRUE",
                        Definitions.strict(a -> flag(Texts.trim(a.text(0)).toLowerCase(Locale.ROOT))))
                .add(
                        "NUMBEROF(flag: boolean): number",
                        "真为 1，假为 0",
                        "1 for TRUE, 0 for FALSE",
                        "NUMBEROF(TRUE) → 1",
                        Definitions.count(a -> a.flag(0) ? 1 : 0))
                .add(
                        "TOBASE(number: number, base: number): text",
                        "整数写成 2 至 36 进制（大写字母），其他为空",
                        "A whole number in base 2 to 36, in capitals; empty for others",
                        "TOBASE(255, 16) → FF",
                        Definitions.strict(a -> Numbers.isWhole(a.number(0)) && a.whole(1) >= 2 && a.whole(1) <= 36
                                ? a.number(0)
                                        .toBigInteger()
                                        .toString(a.whole(1))
                                        .toUpperCase(Locale.ROOT)
                                : null))
                .toList();
    }

    static String fixed(BigDecimal number, int digits) {
        return number.setScale(Math.clamp(digits, 0, MAX_DIGITS), RoundingMode.HALF_UP)
                .toPlainString();
    }

    static String grouped(BigDecimal number, int digits) {
        String plain = fixed(number.abs(), digits);
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        StringBuilder out = new StringBuilder(
                number.setScale(Math.clamp(digits, 0, MAX_DIGITS), RoundingMode.HALF_UP)
                                        .signum()
                                < 0
                        ? "-"
                        : "");
        for (int i = 0; i < whole.length(); i++) {
            out.append(i > 0 && (whole.length() - i) % 3 == 0 ? "," : "").append(whole.charAt(i));
        }
        return out.append(point < 0 ? "" : plain.substring(point)).toString();
    }

    private static String money(Arguments a) {
        String written = grouped(a.number(0), 2);
        return written.startsWith("-") ? "-" + a.text(1, "¥") + written.substring(1) : a.text(1, "¥") + written;
    }

    private static String size(BigDecimal bytes) {
        BigDecimal step = BigDecimal.valueOf(1024);
        List<String> units = List.of("B", "KB", "MB", "GB", "TB", "PB");
        BigDecimal left = bytes;
        int unit = 0;
        while (left.abs().compareTo(step) >= 0 && unit < units.size() - 1) {
            left = left.divide(step, Numbers.SCALE, RoundingMode.HALF_UP);
            unit++;
        }
        return Numbers.plain(left.setScale(1, RoundingMode.HALF_UP)) + " " + units.get(unit);
    }

    private static BigDecimal parse(String text) {
        String rest = narrow(text);
        BigDecimal factor = BigDecimal.ONE;
        if (rest.endsWith("%")) {
            factor = new BigDecimal("0.01");
        } else if (rest.endsWith("万")) {
            factor = BigDecimal.valueOf(10_000);
        } else if (rest.endsWith("亿")) {
            factor = BigDecimal.valueOf(100_000_000);
        }
        String digits = factor.equals(BigDecimal.ONE) ? rest : rest.substring(0, rest.length() - 1);
        BigDecimal number = Numbers.read(digits);
        return number == null ? null : number.multiply(factor);
    }

    /** Without signs of currencies, group marks and spaces; wide digits and signs made narrow. */
    private static String narrow(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            char narrow = c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
            if (!Texts.isSpace(narrow) && "¥￥$€£,元".indexOf(narrow) < 0) {
                out.append(narrow);
            }
        }
        return out.toString();
    }

    private static Boolean flag(String text) {
        return YES.contains(text) ? Boolean.TRUE : NO.contains(text) ? Boolean.FALSE : null;
    }
}
