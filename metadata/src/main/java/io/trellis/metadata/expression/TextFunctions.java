package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** Texts: lengths and places count code points. */
final class TextFunctions {
    private static final int PART = 4_096;

    private TextFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.TEXT)
                .add(
                        "LEN(text: text): number",
                        "字符数；空值为 0",
                        "The number of characters; 0 for an empty value",
                        "LEN(\"客户 A\") → 4",
                        arguments -> {
                            Evaluator text = arguments.getFirst();
                            return context -> text.evaluate(context) instanceof String s
                                    ? BigDecimal.valueOf(Texts.length(s))
                                    : BigDecimal.ZERO;
                        })
                .nulls(FunctionDefinition.Nulls.OWN)
                .add(
                        "LEFT(text: text, count: number): text",
                        "开头的若干字符",
                        "The first characters",
                        "LEFT(\"Trellis\", 3) → Tre",
                        Definitions.two((String text, BigDecimal count) -> Texts.slice(text, 0, Numbers.toInt(count))))
                .add(
                        "RIGHT(text: text, count: number): text",
                        "结尾的若干字符",
                        "The last characters",
                        "RIGHT(\"13800138000\", 4) → 8000",
                        Definitions.two((String text, BigDecimal count) -> {
                            int wanted = Math.clamp(Numbers.toInt(count), 0, Texts.length(text));
                            return Texts.slice(text, Texts.length(text) - wanted, wanted);
                        }))
                .add(
                        "MID(text: text, start: number, count: number): text",
                        "从第几个字符（从 1 起）取若干字符",
                        "Characters from a place (the first is 1)",
                        "MID(\"CN-0042\", 4, 4) → 0042",
                        Definitions.three((text, start, count) -> Texts.slice(
                                (String) text,
                                Math.max(0, Numbers.toInt((BigDecimal) start) - 1),
                                Numbers.toInt((BigDecimal) count))))
                .add(
                        "UPPER(text: text): text",
                        "转为大写",
                        "In capitals",
                        "UPPER(\"abc\") → ABC",
                        Definitions.one((String text) -> inParts(text, part -> part.toUpperCase(Locale.ROOT))))
                .add(
                        "LOWER(text: text): text",
                        "转为小写",
                        "In small letters",
                        "LOWER(\"Li@Example.CN\") → li@example.cn",
                        Definitions.one((String text) -> inParts(text, part -> part.toLowerCase(Locale.ROOT))))
                .add(
                        "TRIM(text: text): text",
                        "去掉首尾空白",
                        "Without spaces at both ends",
                        "TRIM(\"  a b \") → a b",
                        Definitions.one(Texts::trim))
                .add(
                        "SUBSTITUTE(text: text, old: text, new: text): text",
                        "替换全部出现处",
                        "With every occurrence replaced",
                        "SUBSTITUTE(\"138-0013-8000\", \"-\", \"\") → 13800138000",
                        Definitions.three((text, old, replacement) ->
                                substitute((String) text, (String) old, (String) replacement)))
                .add(
                        "CONTAINS(text: text, part: text): boolean",
                        "包含（不分英文大小写）",
                        "True when the part occurs; A–Z and a–z are alike",
                        "CONTAINS(\"Trellis Tech\", \"tech\") → TRUE",
                        search(Values::contains))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "STARTSWITH(text: text, part: text): boolean",
                        "以此开头（不分英文大小写）",
                        "True when the text starts so; A–Z and a–z are alike",
                        "STARTSWITH(\"A-17\", \"a-\") → TRUE",
                        search(Values::startsWith))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "ENDSWITH(text: text, part: text): boolean",
                        "以此结尾（不分英文大小写）",
                        "True when the text ends so; A–Z and a–z are alike",
                        "ENDSWITH(\"li@example.cn\", \".cn\") → TRUE",
                        search(Values::endsWith))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "FIND(part: text, text: text, start?: number): number",
                        "第一次出现的位置（从 1 起），没有为 0",
                        "The place of the first occurrence (from 1), 0 when there is none",
                        "FIND(\"@\", \"li@example.cn\") → 3",
                        arguments -> {
                            Evaluator part = arguments.get(0);
                            Evaluator text = arguments.get(1);
                            Evaluator start = Definitions.optional(arguments, 2, _ -> BigDecimal.ONE);
                            return context -> part.evaluate(context) instanceof String p
                                            && text.evaluate(context) instanceof String t
                                            && start.evaluate(context) instanceof BigDecimal s
                                    ? BigDecimal.valueOf(Texts.find(p, t, Numbers.toInt(s)))
                                    : null;
                        })
                .add(
                        "TEXT(value: any): text",
                        "转为文本；数字去掉末尾的零，时间按所在时区",
                        "As text; numbers without trailing zeros, moments in the local zone",
                        "TEXT(12.50) → 12.5",
                        arguments -> {
                            Evaluator value = arguments.getFirst();
                            return context -> {
                                Object found = value.evaluate(context);
                                return Values.isNull(found) ? null : Texts.of(found, context);
                            };
                        })
                .add(
                        "VALUE(text: text): number",
                        "文本表示的数字，不是数字则为空",
                        "The number a text says; empty when it says none",
                        "VALUE(\"12.5\") → 12.5",
                        Definitions.one(Numbers::read))
                .add(
                        "CONCAT([value: any]+): text",
                        "连接为一个文本，空值视为空文本",
                        "All values joined; an empty one counts as an empty text",
                        "CONCAT(\"No. \", 7) → No. 7",
                        arguments -> context -> {
                            StringBuilder joined = new StringBuilder();
                            for (Evaluator argument : arguments) {
                                joined.append(Texts.of(argument.evaluate(context), context));
                                if (joined.length() > Texts.MAX_LENGTH) {
                                    return null;
                                }
                            }
                            return joined.toString();
                        })
                .nulls(FunctionDefinition.Nulls.EMPTY_TEXT)
                .add(
                        "REPT(text: text, count: number): text",
                        "重复若干次",
                        "Repeated",
                        "REPT(\"*\", 3) → ***",
                        Definitions.two((String text, BigDecimal count) -> {
                            int times = Math.max(0, Numbers.toInt(count));
                            return (long) times * text.length() > Texts.MAX_LENGTH ? null : text.repeat(times);
                        }))
                .toList();
    }

    private static String substitute(String text, String old, String replacement) {
        if (old.isEmpty()) {
            return text;
        }
        long grown = (long) text.length() / old.length() * Math.max(0, replacement.length() - old.length());
        if (text.length() + grown > Texts.MAX_LENGTH) {
            StringBuilder out = new StringBuilder();
            int from = 0;
            for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
                out.append(text, from, at).append(replacement);
                from = at + old.length();
                if (out.length() > Texts.MAX_LENGTH) {
                    return null;
                }
            }
            return Texts.limited(out.append(text, from, text.length()).toString());
        }
        return text.replace(old, replacement);
    }

    private static FunctionDefinition.Body search(BiPredicate<String, String> test) {
        return arguments -> {
            Evaluator text = arguments.get(0);
            Evaluator part = arguments.get(1);
            return context -> text.evaluate(context) instanceof String t
                    && part.evaluate(context) instanceof String p
                    && test.test(t, p);
        };
    }

    /** The JDK's change of case is quadratic where characters become several (ß), so long texts are taken part by part. */
    private static String inParts(String text, UnaryOperator<String> change) {
        if (text.length() <= PART) {
            return change.apply(text);
        }
        var result = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(from + PART, text.length());
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
                to++;
            }
            result.append(change.apply(text.substring(from, to)));
            from = to;
        }
        return result.toString();
    }
}
