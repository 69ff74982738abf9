package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Fits the arguments of one call to its parameters and finds what the signature's type variables stand for. */
final class Binding {
    private final Coercion coercion;
    private final ProblemList problems;
    private final Map<String, Type> variables = new HashMap<>();

    Binding(Coercion coercion, ProblemList problems) {
        this.coercion = coercion;
        this.problems = problems;
    }

    List<Node> bind(List<Signature.Parameter> parameters, List<Node> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Signature.Parameter parameter = parameters.get(i);
            if (arguments.get(i).type() instanceof Type.Many many
                    && parameter.element().filter(Binding::isVariable).isPresent()) {
                variables.merge(parameter.element().get(), many.of(), Binding::first);
            } else if (parameter.isVariable()) {
                Type type = arguments.get(i).type();
                // What is matched (S) or looked for (E) decides alone: its options then check the text literals.
                boolean firstDecides =
                        parameter.type().equals("S") || parameter.type().equals("E");
                variables.merge(parameter.type(), type, firstDecides ? Binding::first : Binding::common);
            }
        }
        List<Node> bound = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Signature.Parameter parameter = parameters.get(i);
            Node argument = arguments.get(i);
            bound.add(
                    parameter.isVariable()
                            ? variable(parameter.type(), argument)
                            : coercion.to(named(parameter.type()), argument));
        }
        return bound;
    }

    Type resultType(String result) {
        return Signature.elementOf(result)
                .<Type>map(element -> new Type.Many(resultType(element)))
                .orElseGet(() -> isVariable(result) ? variables.getOrDefault(result, Type.Simple.ANY) : named(result));
    }

    private static boolean isVariable(String name) {
        return name.length() == 1;
    }

    private static Type first(Type a, Type b) {
        return a == Type.Simple.ANY ? b : a;
    }

    /** The type of alternatives: a text literal among dates may still become a date. */
    private static Type common(Type a, Type b) {
        if (a == Type.Simple.ANY || a.equals(b)) {
            return b;
        }
        if (a == Type.Simple.TEXT && b.isTemporal()) {
            return b;
        }
        if (a instanceof Type.Link && b instanceof Type.Link) {
            return new Type.Link(List.of());
        }
        return a.isTextual() && b.isTextual() ? Type.Simple.TEXT : a;
    }

    private Node variable(String name, Node argument) {
        Type type = variables.get(name);
        return switch (name) {
            case "O" -> type.isOrdered() ? coercion.to(type, argument) : refuse(argument, "number, text, date");
            case "D" -> {
                boolean literal =
                        type == Type.Simple.TEXT || type == Type.Simple.ANY && argument.type() == Type.Simple.TEXT;
                Node day = literal ? dayLiteral(argument) : coercion.to(type, argument);
                Type found = day.type();
                variables.put(name, found);
                yield isDay(found) ? day : refuse(argument, "date, datetime");
            }
            case "H" ->
                type == Type.Simple.DATETIME || type == Type.Simple.TIME || type == Type.Simple.ANY
                        ? coercion.to(type, argument)
                        : refuse(argument, "datetime, time");
            case "P" -> isDay(type) || type.isTextual() ? argument : refuse(argument, "date, datetime, text");
            default -> coercion.to(type, argument);
        };
    }

    private static boolean isDay(Type type) {
        return type == Type.Simple.DATE || type == Type.Simple.DATETIME || type == Type.Simple.ANY;
    }

    private Node dayLiteral(Node argument) {
        boolean moment = argument instanceof Node.Const constant
                && constant.value() instanceof String text
                && Literals.moment(text).isPresent();
        return argument instanceof Node.Const
                ? coercion.literal(moment ? Type.Simple.DATETIME : Type.Simple.DATE, argument)
                : argument;
    }

    private Node refuse(Node argument, String expected) {
        problems.add(
                "TYPE_MISMATCH",
                argument.range(),
                Map.of("expected", expected, "found", argument.type().label()));
        return Checker.unknown(argument.range());
    }

    private static Type named(String name) {
        return Signature.elementOf(name)
                .<Type>map(element -> new Type.Many(isVariable(element) ? Type.Simple.ANY : named(element)))
                .orElseGet(() -> Type.Simple.valueOf(name.toUpperCase(Locale.ROOT)));
    }
}
