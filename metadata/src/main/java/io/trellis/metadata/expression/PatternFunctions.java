package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** Searching with patterns; see {@link Regex} for what a pattern may say and how its time is bounded. */
final class PatternFunctions {
    /** Code points of a text that is searched; a longer one gives no value. */
    private static final int MAX_TEXT = 20_000;

    private PatternFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.TEXT)
                .add(
                        "REGEXMATCH(text: text, pattern: text): boolean",
                        "文本中有符合正则表达式的部分（整体匹配用 ^…$）",
                        "True when a part of the text fits the pattern (^…$ for the whole)",
                        "REGEXMATCH(\"CN-0042\", \"^[A-Z]{2}-\\\\d+$\") → TRUE",
                        searching((search, a) -> search.find(0) != null, false))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .add(
                        "REGEXEXTRACT(text: text, pattern: text, group?: number): text",
                        "第一处符合的文本，或其中第几组；没有则为空",
                        "The first part that fits, or one of its groups; empty when there is none",
                        "REGEXEXTRACT(\"CN-0042\", \"([A-Z]+)-(\\\\d+)\", 2) → 0042",
                        searching(PatternFunctions::extract, null))
                .add(
                        "REGEXREPLACE(text: text, pattern: text, new: text): text",
                        "替换每一处符合的文本，新文本中 $1 等代表各组、$0 代表整处、$$ 代表 $",
                        "With every part that fits replaced; $1 … stand for the groups, $0 for the part, $$ for $",
                        "REGEXREPLACE(\"2026-05-21\", \"(\\\\d+)-(\\\\d+)-(\\\\d+)\", \"$3/$2/$1\") → 21/05/2026",
                        searching(PatternFunctions::replace, null))
                .add(
                        "REGEXCOUNT(text: text, pattern: text): number",
                        "符合的处数（不重叠）",
                        "How many parts fit, without overlaps",
                        "REGEXCOUNT(\"a1b22c\", \"\\\\d+\") → 2",
                        searching(PatternFunctions::count, null))
                .add(
                        "REGEXALL(text: text, pattern: text): list<text>",
                        "所有符合的文本，最多一千处",
                        "All parts that fit, a thousand at most",
                        "REGEXALL(\"a1b22c\", \"\\\\d+\") → 1, 22",
                        searching(PatternFunctions::all, null))
                .add(
                        "LIKE(text: text, pattern: text): boolean",
                        "整体符合通配符（* 任意多个字符，? 一个字符，不分英文大小写）",
                        "True when the whole text fits wildcards (* any characters, ? one; A–Z and a–z are alike)",
                        "LIKE(\"Trellis Tech\", \"trellis*\") → TRUE",
                        Definitions.test(a -> like(
                                EditFunctions.fold(a.text(0)).codePoints().toArray(),
                                EditFunctions.fold(a.text(1)).codePoints().toArray())))
                .nulls(FunctionDefinition.Nulls.FALSE)
                .toList();
    }

    @FunctionalInterface
    private interface Searching {
        Object apply(Regex.Search search, Arguments a);
    }

    /** A pattern is compiled once for as long as it stays the same; a wrong one gives no value. */
    private static FunctionDefinition.Body searching(Searching searching, Object forNull) {
        record Compiled(String pattern, Regex regex) {}
        return arguments -> {
            Compiled[] last = {new Compiled("", null)};
            Function<Arguments, Object> function = a -> {
                Compiled compiled = last[0];
                if (!compiled.pattern().equals(a.text(1)) || compiled.regex() == null) {
                    compiled = new Compiled(a.text(1), compile(a.text(1)));
                    last[0] = compiled;
                }
                if (compiled.regex() == null
                        || a.text(0).codePointCount(0, a.text(0).length()) > MAX_TEXT) {
                    return forNull;
                }
                Regex.Search search = compiled.regex().over(a.text(0));
                Object result = searching.apply(search, a);
                return search.exhausted() ? forNull : result;
            };
            return Definitions.of(function, forNull).compile(arguments);
        };
    }

    private static Regex compile(String pattern) {
        try {
            return Regex.compile(pattern);
        } catch (Regex.Invalid wrong) {
            return null;
        }
    }

    private static Object extract(Regex.Search search, Arguments a) {
        int[] found = search.find(0);
        int group = a.whole(2, 0);
        return found == null || group < 0 || 2 * group >= found.length || found[2 * group] < 0
                ? null
                : search.slice(found[2 * group], found[2 * group + 1]);
    }

    private static Object replace(Regex.Search search, Arguments a) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int[] found = search.find(0); found != null; found = after(search, found)) {
            out.append(search.slice(from, found[0]));
            expand(out, a.text(2), search, found);
            from = found[1];
            if (out.length() > Texts.MAX_LENGTH) {
                return null;
            }
        }
        return Texts.limited(out.append(search.slice(from, search.length())).toString());
    }

    private static void expand(StringBuilder out, String template, Regex.Search search, int[] found) {
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            char next = i + 1 < template.length() ? template.charAt(i + 1) : 0;
            if (c == '$' && next == '$') {
                out.append('$');
                i++;
            } else if (c == '$' && next >= '0' && next <= '9') {
                int group = next - '0';
                if (2 * group < found.length && found[2 * group] >= 0) {
                    out.append(search.slice(found[2 * group], found[2 * group + 1]));
                }
                i++;
            } else {
                out.append(c);
            }
        }
    }

    /** The next match; after an empty one the search goes on one character further. */
    private static int[] after(Regex.Search search, int[] found) {
        int from = found[1] == found[0] ? found[1] + 1 : found[1];
        return from > search.length() ? null : search.find(from);
    }

    private static Object count(Regex.Search search, Arguments a) {
        int count = 0;
        for (int[] found = search.find(0); found != null; found = after(search, found)) {
            count++;
        }
        return BigDecimal.valueOf(count);
    }

    private static Object all(Regex.Search search, Arguments a) {
        List<String> parts = new java.util.ArrayList<>();
        for (int[] found = search.find(0); found != null && parts.size() < 1_000; found = after(search, found)) {
            parts.add(search.slice(found[0], found[1]));
        }
        return parts.isEmpty() ? null : List.copyOf(parts);
    }

    /** Going back to the last star only is enough, so that the time is at most the product of the lengths. */
    private static boolean like(int[] text, int[] pattern) {
        if ((long) text.length * pattern.length > Regex.MAX_STEPS) {
            return false;
        }
        int t = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == text[t])) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length && pattern[p] == '*') {
            p++;
        }
        return p == pattern.length;
    }
}
