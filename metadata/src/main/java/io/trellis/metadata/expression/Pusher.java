package io.trellis.metadata.expression;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rewrites a folded condition as a {@link Predicate}; a part that cannot be is a problem. */
final class Pusher {
    private final ProblemList problems;
    private final EvaluationContext context;

    Pusher(ProblemList problems, EvaluationContext context) {
        this.problems = problems;
        this.context = context;
    }

    Predicate push(Node node) {
        return switch (node) {
            case Node.Const constant -> constant(Boolean.TRUE.equals(constant.value()));
            case Node.Field field -> new Predicate.Compare(field.path(), Predicate.Op.EQ, Boolean.TRUE);
            case Node.Not not -> Predicate.not(push(not.operand()));
            case Node.Logic logic -> {
                List<Predicate> parts = logic.parts().stream().map(this::push).toList();
                yield logic.and() ? Predicate.and(parts) : Predicate.or(parts);
            }
            case Node.Compare compare -> compare(compare.op(), compare.left(), compare.right());
            case Node.In in -> in(in);
            case Node.Call call -> call(call);
            case Node.Negate _, Node.Arithmetic _, Node.Concat _ -> refuse(node);
        };
    }

    private static Predicate constant(boolean value) {
        return value ? new Predicate.All() : new Predicate.None();
    }

    private Predicate compare(Predicate.Op op, Node left, Node right) {
        if (left instanceof Node.Const && !(right instanceof Node.Const)) {
            return compare(op.flipped(), right, left);
        }
        if (left instanceof Node.Field field && right instanceof Node.Const constant) {
            return compare(field.path(), op, constant.value());
        }
        if (left instanceof Node.Field a && right instanceof Node.Field b) {
            return new Predicate.CompareFields(a.path(), op, b.path());
        }
        if (right instanceof Node.Const constant && left instanceof Node.Call call) {
            String name = call.function().name();
            Node argument = call.arguments().isEmpty() ? null : call.arguments().getFirst();
            if (name.equals("DATEVALUE")
                    && argument instanceof Node.Field field
                    && field.type() == Type.Simple.DATETIME) {
                return day(field.path(), op, (LocalDate) constant.value());
            }
            if (name.equals("COALESCE")) {
                return coalesce(op, call.arguments(), constant);
            }
        }
        if (right instanceof Node.Const constant && isTwoValued(left)) {
            boolean equal = op == Predicate.Op.EQ;
            return constant.value() instanceof Boolean flag
                    ? flag == equal ? push(left) : Predicate.not(push(left))
                    : constant(!equal);
        }
        refuse(left);
        return refuse(right);
    }

    private static Predicate compare(Predicate.Path path, Predicate.Op op, Object value) {
        if (!Values.isNull(value)) {
            return new Predicate.Compare(path, op, value);
        }
        return switch (op) {
            case EQ -> new Predicate.IsNull(path);
            case NE -> Predicate.not(new Predicate.IsNull(path));
            case LT, LE, GT, GE -> new Predicate.None();
        };
    }

    /** A moment's day against a day: the moment against the day's two ends. */
    private Predicate day(Predicate.Path path, Predicate.Op op, LocalDate day) {
        if (day == null) {
            return compare(path, op, null);
        }
        Object start = Dates.moment(day, context);
        Object end = Dates.moment(day.plusDays(1), context);
        Predicate.Compare from = new Predicate.Compare(path, Predicate.Op.GE, start);
        Predicate.Compare before = new Predicate.Compare(path, Predicate.Op.LT, end);
        return switch (op) {
            case EQ -> Predicate.and(from, before);
            case NE -> Predicate.not(Predicate.and(from, before));
            case LT -> new Predicate.Compare(path, Predicate.Op.LT, start);
            case LE -> before;
            case GT -> new Predicate.Compare(path, Predicate.Op.GE, end);
            case GE -> from;
        };
    }

    /** The first value that is there decides: each alternative holds where all before it are null. */
    private Predicate coalesce(Predicate.Op op, List<Node> values, Node.Const constant) {
        List<Predicate> alternatives = new ArrayList<>();
        List<Predicate> missing = new ArrayList<>();
        for (Node value : values) {
            List<Predicate> parts = new ArrayList<>(missing);
            if (value instanceof Node.Field field) {
                missing.add(new Predicate.IsNull(field.path()));
                parts.add(Predicate.not(new Predicate.IsNull(field.path())));
                parts.add(compare(field.path(), op, constant.value()));
                alternatives.add(Predicate.and(parts));
            } else if (value instanceof Node.Const other) {
                if (Values.isNull(other.value())) {
                    continue;
                }
                parts.add(constant(PredicateTester.compare(other.value(), op, constant.value())));
                alternatives.add(Predicate.and(parts));
                return Predicate.or(alternatives);
            } else {
                return refuse(value);
            }
        }
        missing.add(constant(PredicateTester.compare(null, op, constant.value())));
        alternatives.add(Predicate.and(missing));
        return Predicate.or(alternatives);
    }

    /** Whether a condition can never give null, so that comparing it with FALSE is the same as NOT. */
    private static boolean isTwoValued(Node node) {
        return node instanceof Node.Compare
                || node instanceof Node.In
                || node instanceof Node.Logic
                || node instanceof Node.Not
                || node instanceof Node.Call call
                        && switch (call.function().name()) {
                            case "ISNULL", "ISBLANK", "CONTAINS", "STARTSWITH", "ENDSWITH", "INCLUDES" -> true;
                            default -> false;
                        };
    }

    private Predicate in(Node.In in) {
        List<Object> values = new ArrayList<>();
        List<Predicate> alternatives = new ArrayList<>();
        for (Node option : in.options()) {
            if (in.item() instanceof Node.Field && option instanceof Node.Const constant && constant.value() != null) {
                values.add(constant.value());
            } else {
                alternatives.add(compare(Predicate.Op.EQ, in.item(), option));
            }
        }
        if (!values.isEmpty()) {
            alternatives.addFirst(new Predicate.In(((Node.Field) in.item()).path(), values));
        }
        Predicate any = Predicate.or(alternatives);
        return in.negated() ? Predicate.not(any) : any;
    }

    private Predicate call(Node.Call call) {
        List<Node> arguments = call.arguments();
        return switch (call.function().name()) {
            case "ISNULL" ->
                arguments.getFirst() instanceof Node.Field field
                        ? new Predicate.IsNull(field.path())
                        : refuse(arguments.getFirst());
            case "ISBLANK" ->
                arguments.getFirst() instanceof Node.Field field ? blank(field) : refuse(arguments.getFirst());
            case "CONTAINS" -> text(call, Predicate.TextOp.CONTAINS);
            case "STARTSWITH" -> text(call, Predicate.TextOp.STARTS);
            case "ENDSWITH" -> text(call, Predicate.TextOp.ENDS);
            case "INCLUDES" -> {
                if (arguments.get(0) instanceof Node.Field field && arguments.get(1) instanceof Node.Const constant) {
                    yield constant.value() == null
                            ? new Predicate.None()
                            : new Predicate.Includes(field.path(), constant.value());
                }
                yield refuse(call);
            }
            case "IF" -> {
                Predicate condition = push(arguments.get(0));
                Predicate otherwise = arguments.size() > 2 ? push(arguments.get(2)) : new Predicate.None();
                yield Predicate.or(
                        Predicate.and(condition, push(arguments.get(1))),
                        Predicate.and(Predicate.not(condition), otherwise));
            }
            default -> refuse(call);
        };
    }

    private static Predicate blank(Node.Field field) {
        Predicate missing = new Predicate.IsNull(field.path());
        return field.type().isTextual()
                ? Predicate.or(missing, new Predicate.Compare(field.path(), Predicate.Op.EQ, ""))
                : missing;
    }

    private Predicate text(Node.Call call, Predicate.TextOp op) {
        Node text = call.arguments().get(0);
        Node part = call.arguments().get(1);
        if (part instanceof Node.Const constant && constant.value() == null) {
            return new Predicate.None();
        }
        return text instanceof Node.Field field && part instanceof Node.Const constant
                ? new Predicate.Text(field.path(), op, (String) constant.value())
                : refuse(text instanceof Node.Field ? part : text);
    }

    /** Reports what stands in the way; constants and fields by themselves never do. */
    private Predicate refuse(Node node) {
        String reason =
                switch (node) {
                    case Node.Negate _, Node.Arithmetic _ -> "arithmetic";
                    case Node.Concat _ -> "concatenation";
                    case Node.Call call -> call.function().name();
                    case Node.Compare _, Node.In _, Node.Logic _, Node.Not _ -> "condition";
                    case Node.Const _, Node.Field _ -> null;
                };
        if (reason != null) {
            problems.add("NOT_FILTERABLE", node.range(), Map.of("reason", reason));
        }
        return new Predicate.None();
    }
}
