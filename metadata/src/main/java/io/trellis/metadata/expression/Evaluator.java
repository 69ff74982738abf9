package io.trellis.metadata.expression;

/** A compiled expression. Thread-safe, has no effects, and throws nothing for values of the checked types. */
@FunctionalInterface
public interface Evaluator {

    /** The value of the expression; null for none. */
    Object evaluate(EvaluationContext context);
}
