package io.trellis.metadata.expression;

import java.util.List;
import java.util.Optional;

/**
 * What became of pushing a condition down.
 *
 * @param predicate present exactly when there are no problems
 * @param problems one {@code NOT_FILTERABLE} for each part a store cannot answer, with the {@code reason}
 */
public record Pushdown(Optional<Predicate> predicate, List<ExpressionProblem> problems) {
    public Pushdown {
        problems = List.copyOf(problems);
    }

    /** The predicate; an {@link java.util.NoSuchElementException} when there are problems. */
    public Predicate get() {
        return predicate.orElseThrow();
    }
}
