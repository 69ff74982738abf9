package io.trellis.metadata.expression;

import io.trellis.metadata.expression.FunctionDefinition.Nulls;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Several values at once: the values of many-valued fields, and lists made of texts. */
final class ListFunctions {
    /** So many parts at most, since lists are compared element by element. */
    private static final int MAX_PARTS = 1_000;

    private ListFunctions() {}

    static List<FunctionDefinition> all() {
        return new Definitions(FunctionDefinition.Category.LIST)
                .add(
                        "LIST([value: T]+): list<T>",
                        "由各个值组成列表，跳过空值",
                        "A list of the values; empty ones are passed over",
                        "LIST(3, NULL, 1) → 3, 1",
                        Definitions.skipping(ListFunctions::some))
                .nulls(Nulls.SKIPPED)
                .add(
                        "SPLIT(text: text, separator: text): list<text>",
                        "按分隔符拆成列表，各项去掉首尾空白并跳过空项；超过一千项为空",
                        "The parts between the separators, trimmed, without empty ones; empty beyond 1,000",
                        "SPLIT(\"a, b,,c\", \",\") → a, b, c",
                        Definitions.strict(a -> split(a.text(0), a.text(1))))
                .add(
                        "JOIN(list: list<E>, separator: text): text",
                        "把列表各项用分隔符连成文本",
                        "The elements as one text with the separator between them",
                        "JOIN(LIST(1, 2, 3), \"/\") → 1/2/3",
                        Definitions.strict(ListFunctions::join))
                .add(
                        "TEXTJOIN(separator: text, [value: any]+): text",
                        "用分隔符连接各个值，跳过空值与空文本",
                        "The values as one text with the separator between them, without empty ones",
                        "TEXTJOIN(\" \", \"浙江\", NULL, \"杭州\") → 浙江 杭州",
                        ListFunctions::textJoin)
                .nulls(Nulls.SKIPPED)
                .trait(FunctionDefinition.Trait.CONTEXTUAL)
                .add(
                        "SIZE(list: list<E>): number",
                        "列表有几项；空值为 0",
                        "How many elements the list has; 0 for an empty value",
                        "SIZE(SPLIT(\"a,b,c\", \",\")) → 3",
                        arguments -> {
                            Evaluator list = arguments.getFirst();
                            return context -> list.evaluate(context) instanceof List<?> items
                                    ? BigDecimal.valueOf(items.size())
                                    : BigDecimal.ZERO;
                        })
                .nulls(Nulls.OWN)
                .add(
                        "FIRST(list: list<E>): E",
                        "列表的第一项",
                        "The first element",
                        "FIRST(SPLIT(\"a,b,c\", \",\")) → a",
                        Definitions.strict(a -> a.list(0).getFirst()))
                .add(
                        "LAST(list: list<E>): E",
                        "列表的最后一项",
                        "The last element",
                        "LAST(SPLIT(\"a,b,c\", \",\")) → c",
                        Definitions.strict(a -> a.list(0).getLast()))
                .add(
                        "ITEM(list: list<E>, place: number): E",
                        "列表的第几项（从 1 起，负数从末尾数），没有则为空",
                        "The element at a place (from 1; from the end when negative); empty when there is none",
                        "ITEM(SPLIT(\"a,b,c\", \",\"), -1) → c",
                        Definitions.strict(a -> item(a.list(0), a.whole(1))))
                .add(
                        "INDEXOF(list: list<E>, item: E): number",
                        "该项在列表中的位置（从 1 起），没有为 0",
                        "The place of an element (from 1), 0 when it is not there",
                        "INDEXOF(SPLIT(\"a,b,c\", \",\"), \"b\") → 2",
                        Definitions.count(a -> indexOf(a.list(0), a.value(1)) + 1))
                .add(
                        "INCLUDESANY(list: list<E>, [item: E]+): boolean",
                        "多值字段包含其中任意一个值",
                        "True when the list has at least one of the values",
                        "INCLUDESANY(SPLIT(\"a,b\", \",\"), \"b\", \"c\") → TRUE",
                        arguments -> includes(arguments, false))
                .nulls(Nulls.OWN)
                .add(
                        "INCLUDESALL(list: list<E>, [item: E]+): boolean",
                        "多值字段包含全部这些值",
                        "True when the list has every one of the values",
                        "INCLUDESALL(SPLIT(\"a,b\", \",\"), \"b\", \"c\") → FALSE",
                        arguments -> includes(arguments, true))
                .nulls(Nulls.FALSE)
                .add(
                        "DISTINCT(list: list<E>): list<E>",
                        "去掉重复项，保留第一次出现的",
                        "Without repeated elements; the first of each stays",
                        "DISTINCT(SPLIT(\"b,a,b\", \",\")) → b, a",
                        Definitions.strict(a -> changed(a.list(0), ListFunctions::distinct)))
                .add(
                        "SORT(list: list<E>): list<E>",
                        "从小到大排序；没有大小之分的值按原样",
                        "From the least to the greatest; values without an order stay as they are",
                        "SORT(LIST(10, 9, 1)) → 1, 9, 10",
                        Definitions.strict(a -> changed(a.list(0), ListFunctions::sorted)))
                .add(
                        "REVERSELIST(list: list<E>): list<E>",
                        "倒过来的列表",
                        "The elements from the last to the first",
                        "REVERSELIST(LIST(1, 2, 3)) → 3, 2, 1",
                        Definitions.strict(a -> changed(a.list(0), List::reversed)))
                .add(
                        "UNION(a: list<E>, b: list<E>): list<E>",
                        "两个列表的并集，空列表视为没有项",
                        "What stands in either list, each once; an empty value has no elements",
                        "UNION(LIST(1, 2), LIST(2, 3)) → 1, 2, 3",
                        arguments -> combined(arguments, (a, b) -> {
                            List<Object> both = new ArrayList<>(a);
                            both.addAll(b);
                            return distinct(both);
                        }))
                .nulls(Nulls.OWN)
                .add(
                        "INTERSECT(a: list<E>, b: list<E>): list<E>",
                        "两个列表都有的项",
                        "What stands in both lists, each once",
                        "INTERSECT(LIST(1, 2), LIST(2, 3)) → 2",
                        arguments -> combined(
                                arguments,
                                (a, b) -> distinct(a.stream()
                                        .filter(item -> indexOf(b, item) >= 0)
                                        .toList())))
                .add(
                        "EXCEPT(a: list<E>, b: list<E>): list<E>",
                        "第一个列表中去掉第二个列表的项",
                        "What stands in the first list but not in the second, each once",
                        "EXCEPT(LIST(1, 2), LIST(2, 3)) → 1",
                        arguments -> combined(
                                arguments,
                                (a, b) -> distinct(a.stream()
                                        .filter(item -> indexOf(b, item) < 0)
                                        .toList())))
                .nulls(Nulls.OWN)
                .toList();
    }

    /** An empty list is no value. */
    private static List<?> some(List<?> items) {
        return items.isEmpty() ? null : List.copyOf(items);
    }

    private static String join(Arguments a) {
        StringBuilder joined = new StringBuilder();
        String separator = "";
        for (Object item : a.list(0)) {
            joined.append(separator).append(Texts.of(item, a.context()));
            separator = a.text(1);
            if (joined.length() > Texts.MAX_LENGTH) {
                return null;
            }
        }
        return joined.toString();
    }

    static List<?> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = separator.isEmpty() ? -1 : text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(Texts.trim(text.substring(from, at)));
            from = at + separator.length();
        }
        parts.add(Texts.trim(text.substring(from)));
        parts.removeIf(String::isEmpty);
        return parts.size() > MAX_PARTS ? null : some(parts);
    }

    private static Evaluator textJoin(List<Evaluator> arguments) {
        Evaluator[] parts = arguments.toArray(Evaluator[]::new);
        return context -> {
            if (!(parts[0].evaluate(context) instanceof String separator)) {
                return null;
            }
            StringBuilder joined = new StringBuilder();
            boolean first = true;
            for (int i = 1; i < parts.length; i++) {
                Object value = parts[i].evaluate(context);
                if (LogicFunctions.isBlank(value)) {
                    continue;
                }
                joined.append(first ? "" : separator).append(Texts.of(value, context));
                first = false;
                if (joined.length() > Texts.MAX_LENGTH) {
                    return null;
                }
            }
            return first ? null : joined.toString();
        };
    }

    private static Object item(List<?> items, int place) {
        long index = place > 0 ? place - 1L : (long) items.size() + place;
        return place == 0 || index < 0 || index >= items.size() ? null : items.get((int) index);
    }

    static int indexOf(List<?> items, Object wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (Values.same(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** An empty item is in no list. */
    private static Evaluator includes(List<Evaluator> arguments, boolean all) {
        Evaluator[] parts = arguments.toArray(Evaluator[]::new);
        return context -> {
            if (!(parts[0].evaluate(context) instanceof List<?> items)) {
                return false;
            }
            for (int i = 1; i < parts.length; i++) {
                Object wanted = parts[i].evaluate(context);
                if ((wanted != null && indexOf(items, wanted) >= 0) != all) {
                    return !all;
                }
            }
            return all;
        };
    }

    private static Object changed(List<?> items, UnaryOperator<List<Object>> change) {
        return change.apply(List.copyOf(items));
    }

    static List<Object> distinct(List<Object> items) {
        LinkedHashSet<Object> seen = new LinkedHashSet<>();
        List<Object> kept = new ArrayList<>();
        for (Object item : items) {
            Object key = item instanceof BigDecimal number ? number.stripTrailingZeros() : item;
            if (seen.add(key)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static List<Object> sorted(List<Object> items) {
        Class<?> kind = items.getFirst().getClass();
        return items.stream().allMatch(kind::isInstance)
                ? items.stream().sorted(Values::order).toList()
                : items;
    }

    @FunctionalInterface
    private interface Combination {
        List<Object> apply(List<Object> a, List<Object> b);
    }

    private static Evaluator combined(List<Evaluator> arguments, Combination combination) {
        Evaluator a = arguments.get(0);
        Evaluator b = arguments.get(1);
        return context -> some(combination.apply(items(a.evaluate(context)), items(b.evaluate(context))));
    }

    private static List<Object> items(Object value) {
        return value instanceof List<?> items ? List.copyOf(items) : List.of();
    }
}
