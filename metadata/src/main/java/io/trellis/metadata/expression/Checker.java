package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves names and functions and gives every part its type. A part with a problem becomes {@link #unknown}, which
 * fits everywhere, so that one mistake is reported once.
 */
final class Checker {
    private final TypeScope scope;
    private final FunctionLibrary library;
    private final ProblemList problems;
    private final Coercion coercion;
    private final Set<Predicate.Path> references = new LinkedHashSet<>();

    Checker(TypeScope scope, FunctionLibrary library, ProblemList problems) {
        this.scope = scope;
        this.library = library;
        this.problems = problems;
        this.coercion = new Coercion(library, problems);
    }

    Set<Predicate.Path> references() {
        return references;
    }

    Node check(Expr expr, Optional<Type> expected) {
        Node node = check(expr);
        return expected.map(type -> coercion.to(type, node)).orElse(node);
    }

    static Node unknown(Range range) {
        return new Node.Const(null, Type.Simple.ANY, range);
    }

    private Node check(Expr expr) {
        return switch (expr) {
            case Expr.Literal literal -> new Node.Const(literal.value(), typeOf(literal.value()), literal.range());
            case Expr.Name name -> name(name);
            case Expr.Negate negate ->
                new Node.Negate(coercion.to(Type.Simple.NUMBER, check(negate.operand())), negate.range());
            case Expr.Not not -> new Node.Not(flag(not.operand()), not.range());
            case Expr.Logic logic ->
                new Node.Logic(
                        logic.and(), logic.parts().stream().map(this::flag).toList(), logic.range());
            case Expr.Binary binary -> binary(binary);
            case Expr.In in -> in(in);
            case Expr.Call call -> call(call);
        };
    }

    private Node flag(Expr expr) {
        return coercion.to(Type.Simple.BOOLEAN, check(expr));
    }

    private static Type typeOf(Object literal) {
        return switch (literal) {
            case null -> Type.Simple.ANY;
            case Boolean _ -> Type.Simple.BOOLEAN;
            case String _ -> Type.Simple.TEXT;
            default -> Type.Simple.NUMBER;
        };
    }

    private Node name(Expr.Name name) {
        TypeScope current = scope;
        int offset = name.range().offset();
        List<String> steps = name.path().steps();
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            Range range = new Range(offset, step.length());
            Optional<Type> type = current.findType(step);
            boolean last = i == steps.size() - 1;
            if (last && type.isPresent()) {
                references.add(name.path());
                return new Node.Field(name.path(), type.get(), name.range());
            }
            Optional<TypeScope> next = current.findNext(step);
            if (type.isEmpty() && (last || next.isEmpty())) {
                problems.add("UNKNOWN_NAME", range, Suggestions.params(step, current.names()));
                return unknown(name.range());
            }
            if (next.isEmpty()) {
                problems.add("NOT_A_LINK", range, Map.of("name", step));
                return unknown(name.range());
            }
            current = next.get();
            offset += step.length() + 1;
        }
        return unknown(name.range());
    }

    private Node binary(Expr.Binary binary) {
        Node left = check(binary.left());
        Node right = check(binary.right());
        Range range = binary.range();
        return switch (binary.operator()) {
            case EQ -> compare(Predicate.Op.EQ, left, right, range);
            case NE -> compare(Predicate.Op.NE, left, right, range);
            case LT -> compare(Predicate.Op.LT, left, right, range);
            case LE -> compare(Predicate.Op.LE, left, right, range);
            case GT -> compare(Predicate.Op.GT, left, right, range);
            case GE -> compare(Predicate.Op.GE, left, right, range);
            case CONCAT -> new Node.Concat(single(left), single(right), range);
            case ADD, SUBTRACT -> sum(binary.operator(), left, right, range);
            case MULTIPLY, DIVIDE, POWER ->
                new Node.Arithmetic(
                        binary.operator(),
                        coercion.to(Type.Simple.NUMBER, left),
                        coercion.to(Type.Simple.NUMBER, right),
                        range);
        };
    }

    private Node single(Node node) {
        if (node.type() instanceof Type.Many) {
            problems.add("TYPE_MISMATCH", node.range(), Map.of("expected", "text", "found", "list"));
            return unknown(node.range());
        }
        return node;
    }

    /** Numbers, or a day plus or minus a number of days, or the days between two days. */
    private Node sum(Expr.Operator operator, Node left, Node right, Range range) {
        boolean day = left.type() == Type.Simple.DATE || left.type() == Type.Simple.DATETIME;
        if (!day) {
            return new Node.Arithmetic(
                    operator, coercion.to(Type.Simple.NUMBER, left), coercion.to(Type.Simple.NUMBER, right), range);
        }
        boolean minus = operator == Expr.Operator.SUBTRACT;
        if (minus && (right.type().isTemporal())) {
            return new Node.Call(
                    library.get("DAYSBETWEEN"),
                    List.of(coercion.to(left.type(), right), left),
                    Type.Simple.NUMBER,
                    range);
        }
        Node days = coercion.to(Type.Simple.NUMBER, right);
        return new Node.Call(
                library.get("ADDDAYS"),
                List.of(left, minus ? new Node.Negate(days, days.range()) : days),
                left.type(),
                range);
    }

    private Node compare(Predicate.Op op, Node left, Node right, Range range) {
        Node a = coercion.literal(right.type(), left);
        Node b = coercion.literal(a.type(), right);
        comparable(op, a, b, range);
        return new Node.Compare(op, a, b, range);
    }

    private void comparable(Predicate.Op op, Node left, Node right, Range range) {
        Type a = left.type();
        Type b = right.type();
        if (a == Type.Simple.ANY || b == Type.Simple.ANY) {
            return;
        }
        if (a instanceof Type.Many || b instanceof Type.Many) {
            incomparable(a, b, range, "INCLUDES(…)");
        } else if (!a.accepts(b) && !b.accepts(a)) {
            boolean dayAndMoment = a == Type.Simple.DATE && b == Type.Simple.DATETIME
                    || a == Type.Simple.DATETIME && b == Type.Simple.DATE;
            incomparable(a, b, range, dayAndMoment ? "DATEVALUE(…)" : null);
        } else if (op != Predicate.Op.EQ && op != Predicate.Op.NE && !(a.isOrdered() && b.isOrdered())) {
            problems.add("NOT_ORDERED", range, Map.of("type", (a.isOrdered() ? b : a).label()));
        }
    }

    private void incomparable(Type a, Type b, Range range, String hint) {
        problems.add(
                "INCOMPARABLE",
                range,
                hint == null
                        ? Map.of("left", a.label(), "right", b.label())
                        : Map.of("left", a.label(), "right", b.label(), "hint", hint));
    }

    private Node in(Expr.In in) {
        Node item = check(in.item());
        List<Node> options = new ArrayList<>();
        for (Expr expr : in.options()) {
            Node option = coercion.literal(item.type(), check(expr));
            comparable(Predicate.Op.EQ, item, option, expr.range());
            options.add(option);
        }
        return new Node.In(item, options, in.negated(), in.range());
    }

    private Node call(Expr.Call call) {
        List<Node> arguments = call.arguments().stream().map(this::check).toList();
        Optional<FunctionDefinition> found = library.find(call.name());
        if (found.isEmpty()) {
            problems.add("UNKNOWN_FUNCTION", call.nameRange(), Suggestions.params(call.name(), library.names()));
            return unknown(call.range());
        }
        FunctionDefinition function = found.get();
        Optional<List<Signature.Parameter>> parameters = function.signature().expand(arguments.size());
        if (parameters.isEmpty()) {
            problems.add(
                    "WRONG_ARGUMENT_COUNT",
                    call.range(),
                    Map.of(
                            "function",
                            function.name(),
                            "given",
                            arguments.size(),
                            "signature",
                            function.signature().text()));
            return unknown(call.range());
        }
        if (function.traits().contains(FunctionDefinition.Trait.BEFORE) && !scope.knowsBefore()) {
            problems.add("FUNCTION_NOT_HERE", call.nameRange(), Map.of("function", function.name()));
            return unknown(call.range());
        }
        if (function.name().equals("AND") || function.name().equals("OR")) {
            List<Node> parts = arguments.stream()
                    .map(part -> coercion.to(Type.Simple.BOOLEAN, part))
                    .toList();
            return new Node.Logic(function.name().equals("AND"), parts, call.range());
        }
        Binding binding = new Binding(coercion, problems);
        List<Node> bound = binding.bind(parameters.get(), arguments);
        checkPattern(function, bound);
        return new Node.Call(
                function, bound, binding.resultType(function.signature().result()), call.range());
    }

    /** A pattern that is written out is read at once, so that a wrong one is found before it gives no value. */
    private void checkPattern(FunctionDefinition function, List<Node> arguments) {
        if (function.name().startsWith("REGEX")
                && arguments.get(1) instanceof Node.Const constant
                && constant.value() instanceof String pattern) {
            try {
                Regex.compile(pattern);
            } catch (Regex.Invalid wrong) {
                problems.add(
                        "INVALID_PATTERN",
                        constant.range(),
                        Map.of("pattern", pattern, "at", wrong.at() + 1, "reason", wrong.getMessage()));
            }
        }
    }
}
