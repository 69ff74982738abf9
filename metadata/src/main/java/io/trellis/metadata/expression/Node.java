package io.trellis.metadata.expression;

import java.util.List;

/** A checked expression: every part has a type, every literal its final value, every call its function. */
sealed interface Node {

    Type type();

    Range range();

    record Const(Object value, Type type, Range range) implements Node {}

    record Field(Predicate.Path path, Type type, Range range) implements Node {}

    record Negate(Node operand, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.NUMBER;
        }
    }

    /** {@code + - * / ^} of two numbers. */
    record Arithmetic(Expr.Operator operator, Node left, Node right, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.NUMBER;
        }
    }

    record Concat(Node left, Node right, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.TEXT;
        }
    }

    record Compare(Predicate.Op op, Node left, Node right, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.BOOLEAN;
        }
    }

    record In(Node item, List<Node> options, boolean negated, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.BOOLEAN;
        }
    }

    record Logic(boolean and, List<Node> parts, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.BOOLEAN;
        }
    }

    record Not(Node operand, Range range) implements Node {
        @Override
        public Type type() {
            return Type.Simple.BOOLEAN;
        }
    }

    record Call(FunctionDefinition function, List<Node> arguments, Type type, Range range) implements Node {}

    /** The parts directly below, left to right. */
    default List<Node> children() {
        return switch (this) {
            case Const _, Field _ -> List.of();
            case Negate negate -> List.of(negate.operand());
            case Arithmetic arithmetic -> List.of(arithmetic.left(), arithmetic.right());
            case Concat concat -> List.of(concat.left(), concat.right());
            case Compare compare -> List.of(compare.left(), compare.right());
            case In in -> {
                List<Node> all = new java.util.ArrayList<>(in.options());
                all.addFirst(in.item());
                yield all;
            }
            case Logic logic -> logic.parts();
            case Not not -> List.of(not.operand());
            case Call call -> call.arguments();
        };
    }

    /** The same part over other children, given in the order of {@link #children}. */
    default Node withChildren(List<Node> children) {
        return switch (this) {
            case Const _, Field _ -> this;
            case Negate negate -> new Negate(children.getFirst(), negate.range());
            case Arithmetic a -> new Arithmetic(a.operator(), children.get(0), children.get(1), a.range());
            case Concat concat -> new Concat(children.get(0), children.get(1), concat.range());
            case Compare compare -> new Compare(compare.op(), children.get(0), children.get(1), compare.range());
            case In in -> new In(children.getFirst(), children.subList(1, children.size()), in.negated(), in.range());
            case Logic logic -> new Logic(logic.and(), children, logic.range());
            case Not not -> new Not(children.getFirst(), not.range());
            case Call call -> new Call(call.function(), children, call.type(), call.range());
        };
    }
}
