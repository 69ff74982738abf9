package io.trellis.rules.decision;

import io.trellis.metadata.decision.Cell;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import java.util.List;

/** A cell, compiled. Thread-safe. */
@FunctionalInterface
public interface CellTest {
    CellTest ANY = (_, _) -> true;

    /**
     * @param value of the cell's input, as expressions have it
     * @param inputs with the values of all inputs by name
     */
    boolean fits(Object value, EvaluationContext inputs);

    static CellTest of(Cell cell) {
        return switch (cell) {
            case Cell.Any _ -> ANY;
            case Cell.Tests tests -> {
                CellTest any = any(tests.tests().stream().map(CellTest::of).toArray(CellTest[]::new));
                yield tests.negated() ? (value, inputs) -> !any.fits(value, inputs) : any;
            }
        };
    }

    private static CellTest any(CellTest[] tests) {
        if (tests.length == 1) {
            return tests[0];
        }
        return (value, inputs) -> {
            for (CellTest test : tests) {
                if (test.fits(value, inputs)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static CellTest of(Cell.Test test) {
        return switch (test) {
            case Cell.Compare compare -> {
                Evaluator operand = of(compare.operand());
                Predicate.Op op = compare.op();
                yield (value, inputs) -> compare(value, op, operand.evaluate(inputs));
            }
            case Cell.Between between -> {
                Evaluator lower = of(between.lower());
                Evaluator upper = of(between.upper());
                Predicate.Op above = between.withLower() ? Predicate.Op.GE : Predicate.Op.GT;
                Predicate.Op below = between.withUpper() ? Predicate.Op.LE : Predicate.Op.LT;
                yield (value, inputs) ->
                        compare(value, above, lower.evaluate(inputs)) && compare(value, below, upper.evaluate(inputs));
            }
            case Cell.Condition condition -> {
                Evaluator evaluator = condition.condition().compile();
                yield (_, inputs) -> Boolean.TRUE.equals(evaluator.evaluate(inputs));
            }
        };
    }

    private static Evaluator of(Cell.Operand operand) {
        Object value = operand.value();
        return operand.constant() ? _ -> value : operand.expression().compile();
    }

    /** As the expression language compares: an order with null never holds, {@code <>} is the negation of {@code =}. */
    private static boolean compare(Object value, Predicate.Op op, Object operand) {
        if (value instanceof List<?> list) {
            return operand == null ? list.isEmpty() : list.contains(operand);
        }
        if (op == Predicate.Op.EQ || op == Predicate.Op.NE) {
            boolean same = value == null || operand == null ? value == operand : Predicate.order(value, operand) == 0;
            return same == (op == Predicate.Op.EQ);
        }
        if (value == null || operand == null) {
            return false;
        }
        int order = Predicate.order(value, operand);
        return switch (op) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case EQ, NE -> throw new IllegalArgumentException(op.name());
        };
    }
}
