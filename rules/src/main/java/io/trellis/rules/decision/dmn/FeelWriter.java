package io.trellis.rules.decision.dmn;

import io.trellis.metadata.decision.Cell;
import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The expression language as FEEL, with brackets wherever one might ask. */
final class FeelWriter {
    private final Map<String, Type> types;
    private final Map<String, String> sources;

    /**
     * @param types of the names that may occur
     * @param sources what FEEL knows a name by, where it is another
     */
    FeelWriter(Map<String, Type> types, Map<String, String> sources) {
        this.types = types;
        this.sources = sources;
    }

    /** @param type of the value: a text where a day is expected is a day */
    String expression(String source, Type type) throws FeelFailure {
        return write(Expressions.parse(source).expr().orElseThrow(() -> new FeelFailure(source)), type);
    }

    String cell(Cell cell, Type type) throws FeelFailure {
        return switch (cell) {
            case Cell.Any _ -> "-";
            case Cell.Tests tests -> {
                var written = new ArrayList<String>();
                for (Cell.Test test : tests.tests()) {
                    written.add(test(test, type instanceof Type.Many many ? many.of() : type));
                }
                String list = String.join(", ", written);
                yield tests.negated() ? "not(" + list + ")" : list;
            }
        };
    }

    private String test(Cell.Test test, Type type) throws FeelFailure {
        return switch (test) {
            case Cell.Compare compare -> {
                String operand = expression(compare.operand().expression().source(), type);
                yield switch (compare.op()) {
                    case EQ -> operand;
                    // A negated test within a list has no sign of its own in all versions.
                    case NE -> "? != " + operand;
                    case LT -> "< " + operand;
                    case LE -> "<= " + operand;
                    case GT -> "> " + operand;
                    case GE -> ">= " + operand;
                };
            }
            case Cell.Between between ->
                (between.withLower() ? "[" : "(")
                        + expression(between.lower().expression().source(), type)
                        + ".."
                        + expression(between.upper().expression().source(), type)
                        + (between.withUpper() ? "]" : ")");
            case Cell.Condition condition -> expression(condition.condition().source(), Type.Simple.BOOLEAN);
        };
    }

    private String write(Expr expr, Type type) throws FeelFailure {
        return switch (expr) {
            case Expr.Literal literal -> literal(literal.value(), type);
            case Expr.Name name ->
                sources.getOrDefault(name.path().toString(), name.path().toString());
            case Expr.Negate negate -> "-" + inner(negate.operand(), type);
            case Expr.Not not -> "not(" + write(not.operand(), Type.Simple.BOOLEAN) + ")";
            case Expr.Binary binary -> binary(binary, type);
            case Expr.Logic logic -> {
                var parts = new ArrayList<String>();
                for (Expr part : logic.parts()) {
                    parts.add(inner(part, Type.Simple.BOOLEAN));
                }
                yield String.join(logic.and() ? " and " : " or ", parts);
            }
            case Expr.In in -> {
                Type item = known(in.item()).orElse(Type.Simple.ANY);
                String test = inner(in.item(), item) + " in (" + list(in.options(), item) + ")";
                yield in.negated() ? "not(" + test + ")" : test;
            }
            case Expr.Call call -> call(call, type);
        };
    }

    private String binary(Expr.Binary binary, Type type) throws FeelFailure {
        Expr.Operator operator = binary.operator();
        if (operator == Expr.Operator.CONCAT) {
            return text(binary.left()) + " + " + text(binary.right());
        }
        String sign =
                switch (operator) {
                    case NE -> "!=";
                    case POWER -> "**";
                    default -> operator.symbol();
                };
        Type operands = known(binary.left()).or(() -> known(binary.right())).orElse(Type.Simple.ANY);
        return inner(binary.left(), operands) + " " + sign + " " + inner(binary.right(), operands);
    }

    /** FEEL adds texts to texts only. */
    private String text(Expr expr) throws FeelFailure {
        boolean text = expr instanceof Expr.Literal literal && literal.value() instanceof String
                || expr instanceof Expr.Binary binary && binary.operator() == Expr.Operator.CONCAT
                || expr instanceof Expr.Call call && call.name().equalsIgnoreCase("TEXT");
        return text ? write(expr, Type.Simple.TEXT) : "string(" + write(expr, Type.Simple.ANY) + ")";
    }

    private String call(Expr.Call call, Type type) throws FeelFailure {
        List<Expr> arguments = call.arguments();
        String name = call.name().toUpperCase(Locale.ROOT);
        if (name.equals("IF") && arguments.size() == 3) {
            return "if " + write(arguments.get(0), Type.Simple.BOOLEAN) + " then " + inner(arguments.get(1), type)
                    + " else " + inner(arguments.get(2), type);
        }
        if (List.of("AND", "OR").contains(name)) {
            var parts = new ArrayList<String>();
            for (Expr argument : arguments) {
                parts.add(inner(argument, Type.Simple.BOOLEAN));
            }
            return "(" + String.join(" " + name.toLowerCase(Locale.ROOT) + " ", parts) + ")";
        }
        if (name.equals("DATE") || name.equals("DATEVALUE")) {
            return "date(" + list(arguments, Type.Simple.ANY) + ")";
        }
        String feel = FeelFunctions.feel(name).orElseThrow(() -> new FeelFailure(name));
        return feel + "(" + list(arguments, Type.Simple.ANY) + ")";
    }

    /** The type of what can be told at once; literals next to it are read as of the same. */
    private Optional<Type> known(Expr expr) {
        return switch (expr) {
            case Expr.Name name -> Optional.ofNullable(types.get(name.path().toString()));
            case Expr.Call call ->
                switch (call.name().toUpperCase(Locale.ROOT)) {
                    case "TODAY", "DATE", "DATEVALUE" -> Optional.of(Type.Simple.DATE);
                    case "NOW" -> Optional.of(Type.Simple.DATETIME);
                    default -> Optional.empty();
                };
            case Expr.Literal _, Expr.Negate _, Expr.Not _, Expr.Binary _, Expr.Logic _, Expr.In _ -> Optional.empty();
        };
    }

    private String list(List<Expr> items, Type type) throws FeelFailure {
        var written = new ArrayList<String>();
        for (Expr item : items) {
            written.add(write(item, type));
        }
        return String.join(", ", written);
    }

    private String inner(Expr expr, Type type) throws FeelFailure {
        boolean simple = expr instanceof Expr.Literal
                || expr instanceof Expr.Name
                || expr instanceof Expr.Not
                || expr instanceof Expr.Call call && !call.name().equalsIgnoreCase("IF");
        return simple ? write(expr, type) : "(" + write(expr, type) + ")";
    }

    private static String literal(Object value, Type type) {
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number.toPlainString();
            default -> {
                String quoted = quote(value.toString());
                yield type == Type.Simple.DATE
                        ? "date(" + quoted + ")"
                        : type == Type.Simple.DATETIME
                                ? "date and time(" + quoted + ")"
                                : type == Type.Simple.TIME ? "time(" + quoted + ")" : quoted;
            }
        };
    }

    static String quote(String value) {
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + "\"";
    }
}
