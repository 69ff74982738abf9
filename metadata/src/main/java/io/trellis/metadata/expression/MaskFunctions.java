package io.trellis.metadata.expression;

import java.util.List;

/** What may be shown of a value that should not be shown whole. */
final class MaskFunctions {
    private MaskFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.CHINA)
                .add(
                        "MASK(text: text, start: number, end: number, sign?: text): text",
                        "保留开头与结尾的若干字符，其余换成 *（或给定符号）",
                        "With so many characters kept at the start and the end and * (or the sign given) for the rest",
                        "MASK(\"secret\", 1, 2) → s***et",
                        Definitions.strict(
                                a -> Texts.limited(masked(a.text(0), a.whole(1), a.whole(2), sign(a.text(3, "*"))))))
                .add(
                        "MASKPHONE(text: text): text",
                        "电话保留前三位与后四位，短号码只留后两位",
                        "A phone number with its first three and last four digits; the last two of a short one",
                        "MASKPHONE(\"13800138000\") → 138****8000",
                        Definitions.strict(a -> Texts.length(a.text(0)) > 7
                                ? masked(a.text(0), 3, 4, "*")
                                : masked(a.text(0), 0, 2, "*")))
                .add(
                        "MASKIDCARD(text: text): text",
                        "身份证号保留前三位与后四位",
                        "An identity number with its first three and last four characters",
                        "MASKIDCARD(\"11010519491231002X\") → 110***********002X",
                        Definitions.strict(a -> masked(a.text(0), 3, 4, "*")))
                .add(
                        "MASKBANKCARD(text: text): text",
                        "银行卡号只留后四位",
                        "A card's number with its last four digits",
                        "MASKBANKCARD(\"6222021234567890128\") → ***************0128",
                        Definitions.strict(a -> masked(a.text(0), 0, 4, "*")))
                .add(
                        "MASKNAME(text: text): text",
                        "姓名只留首字，三字及以上再留尾字；外文名每个单词留首字母",
                        "A Chinese name with its first character and, from three on, its last; the first letter of each word of others",
                        "MASKNAME(\"欧阳小明\") → 欧**明",
                        Definitions.strict(a -> name(a.text(0))))
                .also("MASKNAME(\"John Smith\") → J*** S****")
                .add(
                        "MASKEMAIL(text: text): text",
                        "邮箱 @ 之前只留首字符",
                        "An e-mail address with the first character before the @",
                        "MASKEMAIL(\"lihua@example.cn\") → l****@example.cn",
                        Definitions.strict(a -> email(a.text(0))))
                .add(
                        "MASKADDRESS(text: text): text",
                        "地址保留前六个字符",
                        "An address with its first six characters",
                        "MASKADDRESS(\"浙江省杭州市西湖区文三路\") → 浙江省杭州市******",
                        Definitions.strict(a -> masked(a.text(0), 6, 0, "*")))
                .toList();
    }

    /** One character only: a long one repeated for each of a long text would eat the machine. */
    private static String sign(String text) {
        return text.isEmpty() ? "*" : Texts.slice(text, 0, 1);
    }

    private static String masked(String text, int start, int end, String sign) {
        int length = Texts.length(text);
        int head = Math.clamp(start, 0, length);
        int tail = Math.clamp(end, 0, length);
        if ((long) head + tail >= length) {
            // Nothing would be hidden: hide all of it.
            return sign.repeat(length);
        }
        return Texts.slice(text, 0, head) + sign.repeat(length - head - tail) + Texts.slice(text, length - tail, tail);
    }

    private static String name(String text) {
        String name = Texts.trim(text);
        int length = Texts.length(name);
        if (ChineseFunctions.han(name) > 0) {
            return length < 2 ? "*".repeat(length) : masked(name, 1, length > 2 ? 1 : 0, "*");
        }
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int at = 0; at < name.length(); ) {
            String letter = Character.toString(name.codePointAt(at));
            boolean space = Texts.isSpace(letter.charAt(0));
            out.append(space || !inWord ? letter : "*");
            inWord = !space;
            at += letter.length();
        }
        return out.toString();
    }

    private static String email(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return masked(text, 0, 0, "*");
        }
        return Texts.slice(text, 0, Math.min(1, at))
                + "*".repeat(Math.max(0, Texts.length(text.substring(0, at)) - 1))
                + text.substring(at);
    }
}
