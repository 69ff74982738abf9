package io.trellis.metadata.expression;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Cutting, filling and tidying texts. */
final class EditFunctions {
    private EditFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.TEXT)
                .add(
                        "REPLACE(text: text, start: number, count: number, new: text): text",
                        "从第几个字符（从 1 起）起的若干字符换成新文本",
                        "With the characters from a place (the first is 1) replaced",
                        "REPLACE(\"13800138000\", 4, 4, \"****\") → 138****8000",
                        Definitions.strict(EditFunctions::replace))
                .add(
                        "SEARCH(part: text, text: text, start?: number): number",
                        "第一次出现的位置（从 1 起，不分英文大小写），没有为 0",
                        "The place of the first occurrence (from 1), A–Z and a–z alike; 0 when there is none",
                        "SEARCH(\"tech\", \"Trellis Tech\") → 9",
                        Definitions.count(a -> Texts.find(fold(a.text(0)), fold(a.text(1)), a.whole(2, 1))))
                .add(
                        "PROPER(text: text): text",
                        "每个单词首字母大写，其余小写",
                        "Each word with a capital and small letters",
                        "PROPER(\"li MING\") → Li Ming",
                        Definitions.strict(a -> Texts.limited(proper(a.text(0)))))
                .add(
                        "PADLEFT(text: text, length: number, fill?: text): text",
                        "在左边补字符（默认空格）至指定长度",
                        "Filled on the left (with spaces, when left out) up to a length",
                        "PADLEFT(\"42\", 6, \"0\") → 000042",
                        Definitions.strict(a -> padded(a, true)))
                .add(
                        "PADRIGHT(text: text, length: number, fill?: text): text",
                        "在右边补字符（默认空格）至指定长度",
                        "Filled on the right (with spaces, when left out) up to a length",
                        "PADRIGHT(\"42\", 5, \".\") → 42...",
                        Definitions.strict(a -> padded(a, false)))
                .add(
                        "LTRIM(text: text): text",
                        "去掉开头空白",
                        "Without spaces at the start",
                        "LTRIM(\"  a\") → a",
                        Definitions.strict(a -> Texts.trimStart(a.text(0))))
                .add(
                        "RTRIM(text: text): text",
                        "去掉结尾空白",
                        "Without spaces at the end",
                        "RTRIM(\"a  \") & \"!\" → a!",
                        Definitions.strict(a -> Texts.trimEnd(a.text(0))))
                .add(
                        "SQUEEZE(text: text): text",
                        "去掉首尾空白，中间连续空白合为一个空格",
                        "Without spaces at both ends, and with one space for several in between",
                        "SQUEEZE(\"  a   b \") → a b",
                        Definitions.strict(a -> squeezed(a.text(0))))
                .add(
                        "CLEAN(text: text): text",
                        "去掉控制字符（换行、制表符等）",
                        "Without control characters such as line breaks and tabs",
                        "CLEAN(\"a\\nb\") → ab",
                        Definitions.strict(a -> kept(a.text(0), c -> c >= ' ' && c != 0x7f)))
                .add(
                        "DIGITS(text: text): text",
                        "只留数字 0 至 9",
                        "Only the digits 0 to 9",
                        "DIGITS(\"(0571) 8888-6666\") → 057188886666",
                        Definitions.strict(a -> kept(a.text(0), c -> c >= '0' && c <= '9')))
                .add(
                        "REVERSE(text: text): text",
                        "倒过来的文本",
                        "From the last character to the first",
                        "REVERSE(\"abc\") → cba",
                        Definitions.strict(
                                a -> new StringBuilder(a.text(0)).reverse().toString()))
                .add(
                        "EXACT(a: text, b: text): boolean",
                        "完全相同（区分大小写）",
                        "True when both are exactly the same",
                        "EXACT(\"a\", \"A\") → FALSE",
                        Definitions.test(a -> a.text(0).equals(a.text(1))))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "SAMETEXT(a: text, b: text): boolean",
                        "相同（不分英文大小写，忽略首尾空白）",
                        "True when both are the same but for A–Z, a–z and spaces at the ends",
                        "SAMETEXT(\"Li \", \"LI\") → TRUE",
                        Definitions.test(a -> fold(Texts.trim(a.text(0))).equals(fold(Texts.trim(a.text(1))))))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "CHAR(code: number): text",
                        "编码（Unicode）对应的字符，没有则为空",
                        "The character of a code point; empty when there is none",
                        "CHAR(23458) → 客",
                        Definitions.strict(a -> character(a.whole(0))))
                .add(
                        "CODE(text: text): number",
                        "第一个字符的编码（Unicode），空文本为空",
                        "The code point of the first character; empty for an empty text",
                        "CODE(\"客户\") → 23458",
                        Definitions.count(
                                a -> a.text(0).isEmpty() ? null : a.text(0).codePointAt(0)))
                .add(
                        "SPLITPART(text: text, separator: text, place: number): text",
                        "按分隔符拆开后的第几段（从 1 起，负数从末尾数），没有则为空",
                        "The part at a place between separators (from 1; from the end when negative); empty when there is none",
                        "SPLITPART(\"zj/hz/xh\", \"/\", 2) → hz",
                        Definitions.strict(EditFunctions::part))
                .add(
                        "TEXTBEFORE(text: text, part: text): text",
                        "第一次出现之前的文本，没有则为空",
                        "What stands before the first occurrence; empty when there is none",
                        "TEXTBEFORE(\"li@example.cn\", \"@\") → li",
                        Definitions.strict(a -> before(a.text(0), a.text(1))))
                .add(
                        "TEXTAFTER(text: text, part: text): text",
                        "第一次出现之后的文本，没有则为空",
                        "What stands after the first occurrence; empty when there is none",
                        "TEXTAFTER(\"li@example.cn\", \"@\") → example.cn",
                        Definitions.strict(a -> after(a.text(0), a.text(1))))
                .add(
                        "TEXTBETWEEN(text: text, from: text, to: text): text",
                        "两个标记之间的文本，没有则为空",
                        "What stands between two marks; empty when there is none",
                        "TEXTBETWEEN(\"价格[12]元\", \"[\", \"]\") → 12",
                        Definitions.strict(a -> {
                            String rest = after(a.text(0), a.text(1));
                            return rest == null ? null : before(rest, a.text(2));
                        }))
                .add(
                        "OCCURRENCES(text: text, part: text): number",
                        "出现的次数（不重叠）",
                        "How often a part occurs, without overlaps",
                        "OCCURRENCES(\"banana\", \"an\") → 2",
                        Definitions.count(a -> occurrences(a.text(0), a.text(1))))
                .add(
                        "INITIALS(text: text): text",
                        "各单词的首字母，转为大写",
                        "The first letter of each word, in capitals",
                        "INITIALS(\"big blue machine\") → BBM",
                        Definitions.strict(EditFunctions::initials))
                .add(
                        "LENB(text: text): number",
                        "UTF-8 字节数",
                        "The number of bytes in UTF-8",
                        "LENB(\"客户A\") → 7",
                        Definitions.count(a -> a.text(0).getBytes(StandardCharsets.UTF_8).length))
                .add(
                        "ENCODEURL(text: text): text",
                        "按网址参数编码（空格为 %20）",
                        "Written as it may stand in a link (%20 for a space)",
                        "ENCODEURL(\"a b&客\") → a%20b%26%E5%AE%A2",
                        Definitions.strict(a -> Texts.limited(encoded(a.text(0)))))
                .add(
                        "HALFWIDTH(text: text): text",
                        "全角字母、数字、符号与空格转为半角",
                        "With wide letters, digits, signs and spaces made narrow",
                        "HALFWIDTH(\"ＡＢ１２（中）\") → AB12(中)",
                        Definitions.strict(a -> mapped(a.text(0), EditFunctions::narrow)))
                .add(
                        "FULLWIDTH(text: text): text",
                        "半角字母、数字、符号与空格转为全角",
                        "With narrow letters, digits, signs and spaces made wide",
                        "FULLWIDTH(\"AB 1\") → ＡＢ　１",
                        Definitions.strict(a -> mapped(a.text(0), EditFunctions::wide)))
                .toList();
    }

    static String fold(String text) {
        return mapped(text, Values::lower);
    }

    private static String replace(Arguments a) {
        int start = Math.max(0, a.whole(1) - 1);
        int length = Texts.length(a.text(0));
        String head = Texts.slice(a.text(0), 0, start);
        long from = Math.min((long) start + Math.max(0, a.whole(2)), length);
        return Texts.limited(head + a.text(3) + Texts.slice(a.text(0), (int) from, length));
    }

    private static String proper(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            String letter = Character.toString(point);
            out.append(inWord ? letter.toLowerCase(Locale.ROOT) : letter.toUpperCase(Locale.ROOT));
            inWord = Character.isLetter(point);
            at += letter.length();
        }
        return out.toString();
    }

    private static String padded(Arguments a, boolean left) {
        int missing = a.whole(1) - Texts.length(a.text(0));
        String fill = a.text(2, " ");
        if (missing <= 0 || fill.isEmpty()) {
            return a.text(0);
        }
        if (missing > Texts.MAX_LENGTH) {
            return null;
        }
        String filling = Texts.slice(fill.repeat(missing / Texts.length(fill) + 1), 0, missing);
        return Texts.limited(left ? filling + a.text(0) : a.text(0) + filling);
    }

    private static String squeezed(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : Texts.trim(text).toCharArray()) {
            boolean space = Texts.isSpace(c);
            if (!space) {
                out.append(c);
            } else if (out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString();
    }

    @FunctionalInterface
    private interface Kept {
        boolean test(char c);
    }

    private static String kept(String text, Kept kept) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (kept.test(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String character(int code) {
        boolean known = code > 0 && Character.isValidCodePoint(code) && (code < 0xd800 || code > 0xdfff);
        return known ? Character.toString(code) : null;
    }

    private static Object part(Arguments a) {
        List<String> parts = List.of(a.text(0).split(java.util.regex.Pattern.quote(a.text(1)), -1));
        int place = a.whole(2);
        long index = place > 0 ? place - 1L : (long) parts.size() + place;
        return a.text(1).isEmpty() || place == 0 || index < 0 || index >= parts.size() ? null : parts.get((int) index);
    }

    private static String before(String text, String part) {
        int at = text.indexOf(part);
        return at < 0 ? null : text.substring(0, at);
    }

    private static String after(String text, String part) {
        int at = text.indexOf(part);
        return at < 0 ? null : text.substring(at + part.length());
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        int at = part.isEmpty() ? -1 : text.indexOf(part);
        while (at >= 0) {
            count++;
            at = text.indexOf(part, at + part.length());
        }
        return count;
    }

    private static String initials(Arguments a) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int at = 0; at < a.text(0).length(); ) {
            String letter = Character.toString(a.text(0).codePointAt(at));
            boolean space = Texts.isSpace(letter.charAt(0));
            if (!space && !inWord) {
                out.append(letter.toUpperCase(Locale.ROOT));
            }
            inWord = !space;
            at += letter.length();
        }
        return Texts.limited(out.toString());
    }

    private static String encoded(String text) {
        // What URLEncoder leaves of forms rather than links is put right; lone surrogates become "?" there.
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @FunctionalInterface
    private interface Mapping {
        char apply(char c);
    }

    private static String mapped(String text, Mapping mapping) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = mapping.apply(chars[i]);
        }
        return new String(chars);
    }

    private static char narrow(char c) {
        return c == '\u3000' ? ' ' : c >= '\uff01' && c <= '\uff5e' ? (char) (c - 0xfee0) : c;
    }

    private static char wide(char c) {
        return c == ' ' ? '\u3000' : c >= '!' && c <= '~' ? (char) (c + 0xfee0) : c;
    }
}
