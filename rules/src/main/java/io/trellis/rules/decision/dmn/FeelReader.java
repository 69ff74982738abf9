package io.trellis.rules.decision.dmn;

import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the part of FEEL that has the same meaning in the expression language, as its tree. From loose to tight: if; or; and;
 * comparisons, between, in; + -; * /; **; unary minus.
 */
final class FeelReader {
    private static final Range NOWHERE = new Range(0, 0);
    private static final int MAX_DEPTH = 100;

    private final FeelText text;
    private final Map<String, String> names;
    private final List<String> longestFirst;
    private final boolean open;
    /** What {@code ?} stands for; null where it may not be. */
    private final String self;

    private int depth;

    /**
     * @param names FEEL names to ours; FEEL's may have spaces
     * @param open whether other plain names are taken as they are
     */
    FeelReader(FeelText text, Map<String, String> names, boolean open, String self) {
        this.text = text;
        this.names = names;
        this.longestFirst = names.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.open = open;
        this.self = self;
    }

    /** A whole text as one expression. */
    static Expr read(String source, Map<String, String> names, boolean open) throws FeelFailure {
        FeelText text = new FeelText(source);
        Expr expr = new FeelReader(text, names, open, null).expression();
        if (!text.atEnd()) {
            throw text.unexpected();
        }
        return expr;
    }

    String self() {
        return self;
    }

    Expr expression() throws FeelFailure {
        if (++depth > MAX_DEPTH) {
            throw text.unexpected();
        }
        try {
            return text.takeWords("if") ? conditional() : or();
        } finally {
            depth--;
        }
    }

    private Expr conditional() throws FeelFailure {
        Expr condition = expression();
        words("then");
        Expr then = expression();
        words("else");
        return call("IF", condition, then, expression());
    }

    private void words(String words) throws FeelFailure {
        if (!text.takeWords(words)) {
            throw text.unexpected();
        }
    }

    private Expr or() throws FeelFailure {
        List<Expr> parts = new ArrayList<>(List.of(and()));
        while (text.takeWords("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expr.Logic(false, parts, NOWHERE);
    }

    private Expr and() throws FeelFailure {
        List<Expr> parts = new ArrayList<>(List.of(comparison()));
        while (text.takeWords("and")) {
            parts.add(comparison());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expr.Logic(true, parts, NOWHERE);
    }

    private Expr comparison() throws FeelFailure {
        Expr left = sum();
        if (text.takeWords("between")) {
            Expr low = sum();
            words("and");
            return both(binary(Expr.Operator.GE, left, low), binary(Expr.Operator.LE, left, sum()));
        }
        if (text.takeWords("in")) {
            return in(left);
        }
        Optional<Expr.Operator> operator = operator();
        return operator.isEmpty() ? left : binary(operator.get(), left, sum());
    }

    private Expr in(Expr item) throws FeelFailure {
        if (text.peek() == '(') {
            int before = text.at;
            text.expect("(");
            List<Expr> options = new ArrayList<>(List.of(expression()));
            while (text.take(",")) {
                options.add(expression());
            }
            if (text.take(")")) {
                return new Expr.In(item, options, false, NOWHERE);
            }
            text.at = before;
        }
        Interval interval = interval().orElseThrow(text::unexpected);
        return both(
                binary(interval.withLow ? Expr.Operator.GE : Expr.Operator.GT, item, interval.low),
                binary(interval.withHigh ? Expr.Operator.LE : Expr.Operator.LT, item, interval.high));
    }

    record Interval(Expr low, boolean withLow, Expr high, boolean withHigh) {}

    /** A range when one comes next; else the text is where it was. */
    Optional<Interval> interval() throws FeelFailure {
        int before = text.at;
        boolean closed = text.looking("[");
        if (!text.take("[") && !text.take("]") && !text.take("(")) {
            return Optional.empty();
        }
        Expr low = expression();
        if (!text.take("..")) {
            text.at = before;
            return Optional.empty();
        }
        Expr high = expression();
        boolean withHigh = text.looking("]");
        if (!text.take("]") && !text.take("[") && !text.take(")")) {
            throw text.unexpected();
        }
        return Optional.of(new Interval(low, closed, high, withHigh));
    }

    Optional<Expr.Operator> operator() {
        for (var known : List.of(
                Map.entry("<=", Expr.Operator.LE),
                Map.entry(">=", Expr.Operator.GE),
                Map.entry("!=", Expr.Operator.NE),
                Map.entry("<", Expr.Operator.LT),
                Map.entry(">", Expr.Operator.GT),
                Map.entry("=", Expr.Operator.EQ))) {
            if (text.take(known.getKey())) {
                return Optional.of(known.getValue());
            }
        }
        return Optional.empty();
    }

    /** FEEL writes + between texts as well; next to a literal it can be told. */
    private Expr sum() throws FeelFailure {
        Expr left = product();
        while (true) {
            if (text.take("+")) {
                Expr right = product();
                boolean texts = isText(left) || isText(right);
                left = binary(texts ? Expr.Operator.CONCAT : Expr.Operator.ADD, left, right);
            } else if (text.take("-")) {
                left = binary(Expr.Operator.SUBTRACT, left, product());
            } else {
                return left;
            }
        }
    }

    private static boolean isText(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> literal.value() instanceof String;
            case Expr.Binary binary -> binary.operator() == Expr.Operator.CONCAT;
            case Expr.Call call -> List.of("TEXT", "UPPER", "LOWER", "MID").contains(call.name());
            case Expr.Name _, Expr.Negate _, Expr.Not _, Expr.Logic _, Expr.In _ -> false;
        };
    }

    private Expr product() throws FeelFailure {
        Expr left = power();
        while (true) {
            if (!text.looking("**") && text.take("*")) {
                left = binary(Expr.Operator.MULTIPLY, left, power());
            } else if (text.take("/")) {
                left = binary(Expr.Operator.DIVIDE, left, power());
            } else {
                return left;
            }
        }
    }

    private Expr power() throws FeelFailure {
        Expr left = unary();
        while (text.take("**")) {
            left = binary(Expr.Operator.POWER, left, unary());
        }
        return left;
    }

    private Expr unary() throws FeelFailure {
        if (!text.take("-")) {
            return primary();
        }
        if (++depth > MAX_DEPTH) {
            throw text.unexpected();
        }
        Expr operand = new Expr.Negate(unary(), NOWHERE);
        depth--;
        return operand;
    }

    private Expr primary() throws FeelFailure {
        char next = text.peek();
        if (next == '"') {
            return new Expr.Literal(text.quoted(), NOWHERE);
        }
        if (FeelText.isDigit(next) || next == '.') {
            return new Expr.Literal(text.number(), NOWHERE);
        }
        if (text.take("(")) {
            Expr inner = expression();
            text.expect(")");
            return inner;
        }
        if (text.take("@")) {
            return temporal(text.quoted());
        }
        if (self != null && text.take("?")) {
            return name(self);
        }
        return named();
    }

    private Expr named() throws FeelFailure {
        for (String known : longestFirst) {
            if (text.takeWords(known)) {
                return name(names.get(known));
            }
        }
        for (var word : List.of("true", "false", "null")) {
            if (text.takeWords(word)) {
                return new Expr.Literal(word.equals("null") ? null : Boolean.valueOf(word), NOWHERE);
            }
        }
        for (String date : List.of("date and time", "date", "time")) {
            if (text.takeWords(date)) {
                return moment(date);
            }
        }
        if (text.takeWords("not")) {
            text.expect("(");
            Expr inner = expression();
            text.expect(")");
            return new Expr.Not(inner, NOWHERE);
        }
        for (String function : FeelFunctions.names()) {
            if (text.takeWords(function)) {
                return call(
                        FeelFunctions.ours(function).orElseThrow(), arguments().toArray(Expr[]::new));
            }
        }
        String path = text.takePath();
        if (path == null || !open || text.peek() == '(' || !path.matches("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*")) {
            throw path == null ? text.unexpected() : new FeelFailure(path);
        }
        return name(path);
    }

    private Expr moment(String function) throws FeelFailure {
        List<Expr> arguments = arguments();
        if (arguments.size() == 1
                && arguments.getFirst() instanceof Expr.Literal literal
                && literal.value() instanceof String value) {
            return temporal(value);
        }
        if (function.equals("date") && arguments.size() == 3) {
            return call("DATE", arguments.toArray(Expr[]::new));
        }
        if (function.equals("date") && arguments.size() == 1) {
            return call("DATEVALUE", arguments.toArray(Expr[]::new));
        }
        throw new FeelFailure(function);
    }

    /** The language reads a text as a day, a moment or a time where one is expected; a duration it doesn't have. */
    private static Expr temporal(String value) throws FeelFailure {
        if (!value.matches(
                "\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?|\\d\\d:\\d\\d(:\\d\\d)?")) {
            throw new FeelFailure(value);
        }
        return new Expr.Literal(value, NOWHERE);
    }

    private List<Expr> arguments() throws FeelFailure {
        text.expect("(");
        List<Expr> arguments = new ArrayList<>();
        if (text.take(")")) {
            return arguments;
        }
        do {
            arguments.add(expression());
        } while (text.take(","));
        text.expect(")");
        return arguments;
    }

    private static Expr both(Expr a, Expr b) {
        return new Expr.Logic(true, List.of(a, b), NOWHERE);
    }

    private static Expr binary(Expr.Operator operator, Expr left, Expr right) {
        return new Expr.Binary(operator, left, right, NOWHERE);
    }

    private static Expr call(String name, Expr... arguments) {
        return new Expr.Call(name, List.of(arguments), NOWHERE, NOWHERE);
    }

    private static Expr name(String name) {
        return new Expr.Name(Predicate.Path.of(name), NOWHERE);
    }
}
