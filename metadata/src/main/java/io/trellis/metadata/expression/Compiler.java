package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.List;

/** Turns a checked expression into closures; nothing of the tree is looked at during evaluation. */
final class Compiler {

    private Compiler() {}

    static Evaluator compile(Node node) {
        return switch (node) {
            case Node.Const constant -> {
                Object value = constant.value();
                yield _ -> value;
            }
            case Node.Field field -> {
                Predicate.Path path = field.path();
                yield context -> Values.ofRecord(context.value(path));
            }
            case Node.Negate negate -> {
                Evaluator operand = compile(negate.operand());
                yield context -> operand.evaluate(context) instanceof BigDecimal number ? number.negate() : null;
            }
            case Node.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Node.Concat concat -> {
                Evaluator left = compile(concat.left());
                Evaluator right = compile(concat.right());
                yield context -> Texts.limited(
                        Texts.of(left.evaluate(context), context).concat(Texts.of(right.evaluate(context), context)));
            }
            case Node.Compare compare -> compare(compare);
            case Node.In in -> in(in);
            case Node.Logic logic -> logic(logic.and(), all(logic.parts()));
            case Node.Not not -> {
                Evaluator operand = compile(not.operand());
                yield context -> !Boolean.TRUE.equals(operand.evaluate(context));
            }
            case Node.Call call -> call.function().body().compile(List.of(all(call.arguments())));
        };
    }

    private static Evaluator[] all(List<Node> nodes) {
        return nodes.stream().map(Compiler::compile).toArray(Evaluator[]::new);
    }

    private static Evaluator arithmetic(Node.Arithmetic arithmetic) {
        Evaluator left = compile(arithmetic.left());
        Evaluator right = compile(arithmetic.right());
        Expr.Operator operator = arithmetic.operator();
        return context ->
                Numbers.apply(operator, (BigDecimal) left.evaluate(context), (BigDecimal) right.evaluate(context));
    }

    private static Evaluator compare(Node.Compare compare) {
        Evaluator left = compile(compare.left());
        Evaluator right = compile(compare.right());
        Predicate.Op op = compare.op();
        return context -> PredicateTester.compare(left.evaluate(context), op, right.evaluate(context));
    }

    private static Evaluator in(Node.In in) {
        Evaluator item = compile(in.item());
        Evaluator[] options = all(in.options());
        boolean negated = in.negated();
        return context -> {
            Object value = item.evaluate(context);
            for (Evaluator option : options) {
                if (Values.same(value, option.evaluate(context))) {
                    return !negated;
                }
            }
            return negated;
        };
    }

    private static Evaluator logic(boolean and, Evaluator[] parts) {
        return context -> {
            for (Evaluator part : parts) {
                if (Boolean.TRUE.equals(part.evaluate(context)) != and) {
                    return !and;
                }
            }
            return and;
        };
    }
}
