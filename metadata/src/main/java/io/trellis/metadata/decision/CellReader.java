package io.trellis.metadata.decision;

import io.trellis.metadata.decision.Cell.Operand;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads cells. A cell is {@code -}, or tests with commas between them, or {@code not(tests)}; a test is a value, a comparison
 * such as {@code >= 5}, a range such as {@code [1..5)}, or a condition. In columns of booleans only TRUE and FALSE are values.
 */
public final class CellReader {
    static final EvaluationContext NOWHERE = EvaluationContext.of(_ -> null, Instant.EPOCH, ZoneOffset.UTC, null, null);
    /** Functions of literals that give the same always and everywhere. */
    private static final Set<String> STEADY = Set.of("DATE", "DATEVALUE", "TIMEVALUE");

    private static final String RANGE = "..";

    private final String source;
    private final Type type;
    private final TypeScope scope;
    private final List<ExpressionProblem> problems;

    private CellReader(String source, Type type, TypeScope scope, List<ExpressionProblem> problems) {
        this.source = source;
        this.type = type;
        this.scope = scope;
        this.problems = problems;
    }

    /**
     * @param type of the input
     * @param scope the names conditions and operands may use
     * @param problems takes everything wrong; places are within the cell
     * @return empty exactly when there were problems
     */
    public static Optional<Cell> read(String source, Type type, TypeScope scope, List<ExpressionProblem> problems) {
        int before = problems.size();
        Cell cell = new CellReader(source, type, scope, problems).cell();
        return problems.size() == before ? Optional.of(cell) : Optional.empty();
    }

    private Cell cell() {
        int from = skip(0);
        int to = trimmed(source.length());
        if (from >= to || to - from == 1 && source.charAt(from) == '-') {
            return new Cell.Any();
        }
        if (source.regionMatches(true, from, "not", 0, 3)) {
            int open = skip(from + 3);
            if (open < to && source.charAt(open) == '(' && close(open + 1) == to - 1) {
                return new Cell.Tests(true, tests(open + 1, to - 1));
            }
        }
        return new Cell.Tests(false, tests(from, to));
    }

    private List<Cell.Test> tests(int from, int to) {
        var tests = new ArrayList<Cell.Test>();
        int at = from;
        while (at <= to) {
            int start = skip(at);
            int end = isRange(start, to) ? rangeEnd(start, to) : find(start, to, ",");
            if (start >= end) {
                problem("CELL_TEST_EMPTY", start, 0, Map.of());
                return tests;
            }
            test(start, end).ifPresent(tests::add);
            int next = skip(end);
            if (next < to && source.charAt(next) != ',') {
                problem(
                        "UNEXPECTED_TOKEN",
                        next,
                        1,
                        Map.of("found", source.substring(next, next + 1), "expected", ","));
                return tests;
            }
            at = next + 1;
            if (next >= to) {
                break;
            }
        }
        return tests;
    }

    private boolean isRange(int start, int to) {
        if (start >= to) {
            return false;
        }
        char c = source.charAt(start);
        if (c == '[' || c == ']') {
            return true;
        }
        int stop = c == '(' ? find(start + 1, to, RANGE) : to;
        return stop < to && source.startsWith(RANGE, stop);
    }

    /** Just after the bracket that ends a range; {@code to} when there is none. */
    private int rangeEnd(int start, int to) {
        int dots = find(start + 1, to, RANGE);
        int end = find(Math.min(dots + 2, to), to, "[]");
        return Math.min(end + 1, to);
    }

    private Optional<Cell.Test> test(int start, int end) {
        if (isRange(start, end)) {
            return range(start, end);
        }
        for (var op : List.of(
                Map.entry("<=", Predicate.Op.LE),
                Map.entry(">=", Predicate.Op.GE),
                Map.entry("<>", Predicate.Op.NE),
                Map.entry("!=", Predicate.Op.NE),
                Map.entry("<", Predicate.Op.LT),
                Map.entry(">", Predicate.Op.GT),
                Map.entry("=", Predicate.Op.EQ))) {
            if (source.startsWith(op.getKey(), start)) {
                return comparison(op.getValue(), start, op.getKey().length(), end);
            }
        }
        return value(start, end);
    }

    private Optional<Cell.Test> comparison(Predicate.Op op, int start, int length, int end) {
        boolean ordering = op != Predicate.Op.EQ && op != Predicate.Op.NE;
        if (ordering && !type.isOrdered() || op == Predicate.Op.NE && type instanceof Type.Many) {
            problem("CELL_NO_ORDER", start, length, Map.of("type", type.label()));
            return Optional.empty();
        }
        return operand(start + length, end).map(operand -> new Cell.Compare(op, operand));
    }

    private Optional<Cell.Test> range(int start, int end) {
        int dots = find(start + 1, end, RANGE);
        char last = source.charAt(end - 1);
        if (!source.startsWith(RANGE, dots) || end - 1 < dots + 2 || "[])".indexOf(last) < 0) {
            problem("CELL_RANGE", start, end - start, Map.of());
            return Optional.empty();
        }
        if (!type.isOrdered()) {
            problem("CELL_NO_ORDER", start, end - start, Map.of("type", type.label()));
            return Optional.empty();
        }
        Optional<Operand> lower = operand(start + 1, dots);
        Optional<Operand> upper = operand(dots + 2, end - 1);
        return lower.isPresent() && upper.isPresent()
                ? Optional.of(new Cell.Between(lower.get(), source.charAt(start) == '[', upper.get(), last == ']'))
                : Optional.empty();
    }

    private Optional<Cell.Test> value(int start, int end) {
        String text = source.substring(start, end);
        Optional<Expr> expr = Expressions.parse(text).expr();
        boolean condition = expr.isPresent()
                && !(expr.get() instanceof Expr.Literal)
                && (type == Type.Simple.BOOLEAN
                        || Expressions.check(text, scope, Optional.empty()).type() == Type.Simple.BOOLEAN);
        if (!condition) {
            return operand(start, end).map(operand -> new Cell.Compare(Predicate.Op.EQ, operand));
        }
        Checked checked = Expressions.checkCondition(text, scope);
        shifted(checked.problems(), start);
        return checked.ok() ? Optional.of(new Cell.Condition(checked)) : Optional.empty();
    }

    private Optional<Operand> operand(int start, int end) {
        Type wanted = type instanceof Type.Many many ? many.of() : type;
        String text = source.substring(start, end);
        Checked checked = Expressions.check(text, scope, Optional.of(wanted));
        shifted(checked.problems(), start);
        if (!checked.ok()) {
            return Optional.empty();
        }
        boolean constant = Expressions.parse(text)
                .expr()
                .filter(expr -> constant(expr, wanted))
                .isPresent();
        return Optional.of(
                new Operand(checked, constant, constant ? checked.compile().evaluate(NOWHERE) : null));
    }

    /** A moment written without its offset is another one in every zone. */
    private static boolean constant(Expr expr, Type type) {
        return switch (expr) {
            case Expr.Literal literal ->
                type != Type.Simple.DATETIME
                        || !(literal.value() instanceof String text)
                        || text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)");
            case Expr.Negate negate -> constant(negate.operand(), type);
            case Expr.Call call ->
                type != Type.Simple.DATETIME
                        && STEADY.contains(call.name().toUpperCase(Locale.ROOT))
                        && call.arguments().stream().allMatch(argument -> constant(argument, Type.Simple.ANY));
            case Expr.Name _, Expr.Not _, Expr.Binary _, Expr.Logic _, Expr.In _ -> false;
        };
    }

    /** The first place from {@code from} where one of the signs (or {@code ..}) stands outside texts and brackets, else {@code to}. */
    private int find(int from, int to, String signs) {
        int depth = 0;
        for (int at = from; at < to; at++) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                at = textEnd(at, to);
            } else if (depth == 0 && (signs.equals(RANGE) ? source.startsWith(RANGE, at) : found(c, signs))) {
                return at;
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                if (depth == 0) {
                    return signs.equals("[]") ? at : to;
                }
                depth--;
            }
        }
        return to;
    }

    private static boolean found(char c, String signs) {
        return signs.indexOf(c) >= 0;
    }

    /** The bracket that closes, or -1. */
    private int close(int from) {
        int depth = 0;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                at = textEnd(at, source.length());
            } else if ("([]".indexOf(c) >= 0 && isRange(at, source.length())) {
                // The round bracket of a half-open range closes nothing.
                at = rangeEnd(at, source.length()) - 1;
            } else if (c == '(' || c == ')') {
                if (c == ')' && depth == 0) {
                    return at;
                }
                depth += c == '(' ? 1 : -1;
            }
        }
        return -1;
    }

    private int textEnd(int start, int to) {
        char quote = source.charAt(start);
        int at = start + 1;
        while (at < to && source.charAt(at) != quote) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, to);
    }

    private int skip(int from) {
        int at = from;
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        return at;
    }

    private int trimmed(int to) {
        int at = to;
        while (at > 0 && Character.isWhitespace(source.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private void shifted(List<ExpressionProblem> found, int by) {
        for (ExpressionProblem problem : found) {
            problems.add(new ExpressionProblem(
                    problem.code(),
                    problem.params(),
                    problem.offset() + by,
                    problem.length(),
                    problem.line(),
                    problem.column() + by));
        }
    }

    private void problem(String code, int offset, int length, Map<String, Object> params) {
        problems.add(new ExpressionProblem(code, params, offset, length, 1, offset + 1));
    }
}
