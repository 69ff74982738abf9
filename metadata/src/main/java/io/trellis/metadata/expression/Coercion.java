package io.trellis.metadata.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits a part to the type its place demands: reads text literals as dates, checks options, refuses the rest. */
final class Coercion {
    private final FunctionLibrary library;
    private final ProblemList problems;

    Coercion(FunctionLibrary library, ProblemList problems) {
        this.library = library;
        this.problems = problems;
    }

    /** The part as a {@code target}, or a problem. */
    Node to(Type target, Node node) {
        Node read = literal(target, node);
        if (target.accepts(read.type())) {
            return read;
        }
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("expected", target.label());
        params.put("found", read.type().label());
        if (target == Type.Simple.NUMBER && read.type().isTextual()) {
            params.put("hint", "VALUE(…), &");
        } else if (target == Type.Simple.DATE && read.type() == Type.Simple.DATETIME) {
            params.put("hint", "DATEVALUE(…)");
        } else if (target == Type.Simple.TEXT) {
            params.put("hint", "TEXT(…)");
        }
        problems.add("TYPE_MISMATCH", node.range(), params);
        return Checker.unknown(node.range());
    }

    /** A text literal read as {@code target} where that is a temporal type or a choice; anything else unchanged. */
    Node literal(Type target, Node node) {
        if (!(node instanceof Node.Const constant) || !(constant.value() instanceof String text)) {
            return node;
        }
        Range range = node.range();
        return switch (target) {
            case Type.Simple simple ->
                switch (simple) {
                    case DATE -> read(Literals.date(text), target, text, range);
                    case TIME -> read(Literals.time(text), target, text, range);
                    case DATETIME -> moment(text, node);
                    case NUMBER, TEXT, BOOLEAN, ANY -> node;
                };
            case Type.Choice choice -> {
                if (!choice.options().isEmpty() && !choice.options().contains(text)) {
                    problems.add("UNKNOWN_OPTION", range, Suggestions.params(text, choice.options()));
                    yield Checker.unknown(range);
                }
                yield new Node.Const(text, choice, range);
            }
            case Type.Link _, Type.Many _ -> node;
        };
    }

    private Node moment(String text, Node node) {
        if (Literals.moment(text).isEmpty() && Literals.local(text).isPresent()) {
            // Without an offset it is a moment only in the context's zone.
            return new Node.Call(library.get("DATETIMEVALUE"), List.of(node), Type.Simple.DATETIME, node.range());
        }
        return read(Literals.moment(text), Type.Simple.DATETIME, text, node.range());
    }

    private Node read(Optional<?> value, Type type, String text, Range range) {
        if (value.isEmpty()) {
            problems.add("INVALID_LITERAL", range, Map.of("value", text, "type", type.label()));
            return Checker.unknown(range);
        }
        return new Node.Const(value.get(), type, range);
    }
}
