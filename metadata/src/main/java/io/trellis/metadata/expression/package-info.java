/**
 * The expression language of formulas, filters and conditions: parser, type check, evaluation and pushdown.
 * {@link io.trellis.metadata.expression.Predicate} is the part of it that a store can answer. The package knows
 * nothing of objects and stores: names and types come in through a scope, values through a context.
 */
package io.trellis.metadata.expression;
