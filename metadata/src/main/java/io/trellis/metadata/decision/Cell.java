package io.trellis.metadata.decision;

import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Predicate;
import java.util.List;

/** What one cell asks of its input's value. Immutable. */
public sealed interface Cell {
    /** {@code -}: everything fits. */
    record Any() implements Cell {}

    /** One of the tests must hold or, negated, none of them. */
    record Tests(boolean negated, List<Test> tests) implements Cell {
        public Tests {
            tests = List.copyOf(tests);
        }
    }

    /** One test of a cell. */
    sealed interface Test {}

    /** The value compared with an operand, as the expression language compares; a list's value with {@code EQ} has it among it. */
    record Compare(Predicate.Op op, Operand operand) implements Test {}

    /** The value between two others; a null never is. */
    record Between(Operand lower, boolean withLower, Operand upper, boolean withUpper) implements Test {}

    /** A condition that may name all inputs. */
    record Condition(Checked condition) implements Test {}

    /**
     * What a value is compared with.
     *
     * @param constant whether it is the same always and everywhere
     * @param value that constant; null also when there is none
     */
    record Operand(Checked expression, boolean constant, Object value) {}

    /** Whether the test depends on nothing but the input's value. */
    default boolean constant() {
        return switch (this) {
            case Any _ -> true;
            case Tests tests ->
                tests.tests().stream().allMatch(test -> switch (test) {
                    case Compare compare -> compare.operand().constant();
                    case Between between ->
                        between.lower().constant() && between.upper().constant();
                    case Condition _ -> false;
                });
        };
    }
}
