package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes random well-typed expressions and random records for the fields {@link #TYPES}. */
final class RandomExpressions {
    static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("n", Type.Simple.NUMBER),
            Map.entry("m", Type.Simple.NUMBER),
            Map.entry("t", Type.Simple.TEXT),
            Map.entry("u", Type.Simple.TEXT),
            Map.entry("f", Type.Simple.BOOLEAN),
            Map.entry("g", Type.Simple.BOOLEAN),
            Map.entry("d", Type.Simple.DATE),
            Map.entry("e", Type.Simple.DATE),
            Map.entry("w", Type.Simple.DATETIME),
            Map.entry("o", Type.Simple.TIME),
            Map.entry("s", new Type.Choice(List.of("a", "b", "ab"))),
            Map.entry("k", new Type.Link(List.of("thing"))),
            Map.entry("k.n", Type.Simple.NUMBER),
            Map.entry("l", new Type.Many(new Type.Choice(List.of("a", "b", "ab")))));

    private static final List<String> TEXTS = List.of("", "a", "b", "ab", "A", "aB", "客", "😀", "'");
    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    /** Small domains, so that equal values and nulls meet often. */
    Map<String, Object> record() {
        Map<String, Object> values = new HashMap<>();
        new java.util.TreeMap<>(TYPES)
                .forEach((name, type) -> values.put(name, random.nextInt(4) == 0 ? null : value(type)));
        return values;
    }

    private Object value(Type type) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case NUMBER -> new BigDecimal(number());
                    case TEXT, ANY -> any(TEXTS);
                    case BOOLEAN -> random.nextBoolean();
                    case DATE -> LocalDate.parse(date());
                    case DATETIME -> Instant.parse(moment());
                    case TIME -> LocalTime.parse(time());
                };
            case Type.Choice choice -> any(choice.options());
            case Type.Link _ -> any(List.of("a", "b"));
            case Type.Many many ->
                IntStream.range(0, random.nextInt(3))
                        .mapToObj(_ -> value(many.of()))
                        .distinct()
                        .toList();
        };
    }

    /** A condition of the kind filters are made of; most of them can be pushed down. */
    String condition(int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            return switch (random.nextInt(8)) {
                case 0, 1 -> "(" + condition(depth - 1) + " AND " + condition(depth - 1) + ")";
                case 2, 3 -> "(" + condition(depth - 1) + " OR " + condition(depth - 1) + ")";
                case 4 -> "NOT (" + condition(depth - 1) + ")";
                case 5 ->
                    "IF(" + condition(depth - 1) + ", " + condition(depth - 1) + ", " + condition(depth - 1) + ")";
                case 6 -> "(" + condition(depth - 1) + ") = " + flag();
                default -> "AND(" + condition(depth - 1) + ", " + condition(depth - 1) + ", TRUE)";
            };
        }
        return switch (random.nextInt(14)) {
            case 0 -> any(List.of("n", "k.n")) + op() + orNull(constantNumber());
            case 1 -> any(List.of("n", "m")) + op() + any(List.of("m", "k.n"));
            case 2 -> any(List.of("t", "u")) + op() + orNull(text());
            case 3 -> "t" + op() + "u";
            case 4 -> any(List.of("f", "g"));
            case 5 ->
                any(List.of("d", "e"))
                        + op()
                        + orNull(any(
                                List.of("\"" + date() + "\"", "TODAY()", "ADDDAYS(TODAY(), -1)", "MONTHSTART()", "e")));
            case 6 -> "w" + op() + any(List.of("\"" + moment() + "\"", "\"" + date() + "\"", "NOW()"));
            case 7 -> "DATEVALUE(w)" + op() + orNull("\"" + date() + "\"");
            case 8 -> any(List.of("s", "k")) + any(List.of(" = ", " <> ")) + orNull(any(List.of("\"a\"", "\"b\"")));
            case 9 -> any(List.of("ISNULL", "ISBLANK")) + "(" + any(List.of("n", "t", "f", "d", "s", "l", "k.n")) + ")";
            case 10 ->
                any(List.of("CONTAINS", "STARTSWITH", "ENDSWITH")) + "(" + any(List.of("t", "u")) + ", "
                        + orNull(text()) + ")";
            case 11 -> "INCLUDES(l, " + any(List.of("\"a\"", "\"ab\"")) + ")";
            case 12 -> "n" + any(List.of(" IN (", " NOT IN (")) + number() + ", " + orNull(number()) + ", m)";
            default ->
                "COALESCE(n, " + any(List.of("m", "NULL", number())) + ", " + number() + ")" + op() + orNull(number());
        };
    }

    /** An expression of any type, with nearly everything the language has. */
    String expression(int depth) {
        if (depth <= 0) {
            return any(List.of(
                    number(),
                    text(),
                    flag(),
                    "NULL",
                    any(TYPES.keySet().stream().sorted().toList())));
        }
        return switch (random.nextInt(6)) {
            case 0 ->
                expression(depth - 1) + any(List.of(" + ", " - ", " * ", " / ", " ^ ", " & ")) + expression(depth - 1);
            case 1 -> "(" + expression(depth - 1) + ")" + op() + "(" + expression(depth - 1) + ")";
            case 2 -> "-" + expression(depth - 1);
            case 3 -> condition(depth);
            case 4 -> {
                FunctionDefinition function = any(FunctionLibrary.standard().list());
                yield function.name()
                        + IntStream.range(0, random.nextInt(4))
                                .mapToObj(_ -> expression(depth - 2))
                                .collect(Collectors.joining(", ", "(", ")"));
            }
            default -> "(" + expression(depth - 1) + ")";
        };
    }

    private String op() {
        return any(List.of(" = ", " <> ", " < ", " <= ", " > ", " >= "));
    }

    private String orNull(String text) {
        return random.nextInt(8) == 0 ? "NULL" : text;
    }

    private String number() {
        return any(List.of("0", "1", "1.0", "2", "2.5", "10"));
    }

    private String constantNumber() {
        return any(List.of(number(), "(1 + 1)", "-1", "5 / 2", "LEN(\"ab\")"));
    }

    private String text() {
        return Expressions.quote(any(TEXTS));
    }

    private String flag() {
        return random.nextBoolean() ? "TRUE" : "FALSE";
    }

    private String date() {
        return any(List.of("2026-05-01", "2026-05-20", "2026-05-21", "2026-05-22"));
    }

    private String moment() {
        return any(List.of(
                "2026-05-20T15:59:59.999Z", "2026-05-20T16:00:00Z", "2026-05-21T16:00:00Z", "2026-05-20T23:00:00Z"));
    }

    private String time() {
        return any(List.of("08:00:00", "09:30:00"));
    }

    <T> T any(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
