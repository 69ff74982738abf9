package io.trellis.metadata.expression;

import java.util.List;

/** A parsed expression, as written. Equality ignores nothing: two trees with other ranges differ. */
public sealed interface Expr {

    /** Where this part stands in the source. */
    Range range();

    /** A number ({@code BigDecimal}), text, TRUE, FALSE or NULL. */
    record Literal(Object value, Range range) implements Expr {}

    /** A field of the record or, with several steps, of a linked one. */
    record Name(Predicate.Path path, Range range) implements Expr {}

    /** {@code -a} */
    record Negate(Expr operand, Range range) implements Expr {}

    /** {@code NOT a} */
    record Not(Expr operand, Range range) implements Expr {}

    /** {@code a + b}, {@code a = b} … */
    record Binary(Operator operator, Expr left, Expr right, Range range) implements Expr {}

    /** {@code a AND b AND c}, or the same with OR; at least two parts. */
    record Logic(boolean and, List<Expr> parts, Range range) implements Expr {
        public Logic {
            parts = List.copyOf(parts);
        }
    }

    /** {@code a IN (b, c)} or {@code a NOT IN (b, c)} */
    record In(Expr item, List<Expr> options, boolean negated, Range range) implements Expr {
        public In {
            options = List.copyOf(options);
        }
    }

    /** {@code NAME(a, b)}; the name as written. */
    record Call(String name, List<Expr> arguments, Range nameRange, Range range) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** The operators between two values, with how tightly they bind (higher is tighter). */
    enum Operator {
        EQ("=", 40),
        NE("<>", 40),
        LT("<", 40),
        LE("<=", 40),
        GT(">", 40),
        GE(">=", 40),
        CONCAT("&", 50),
        ADD("+", 60),
        SUBTRACT("-", 60),
        MULTIPLY("*", 70),
        DIVIDE("/", 70),
        POWER("^", 90);

        private final String symbol;
        private final int binding;

        Operator(String symbol, int binding) {
            this.symbol = symbol;
            this.binding = binding;
        }

        /** As it is printed. */
        public String symbol() {
            return symbol;
        }

        int binding() {
            return binding;
        }

        boolean isComparison() {
            return binding == 40;
        }
    }
}
