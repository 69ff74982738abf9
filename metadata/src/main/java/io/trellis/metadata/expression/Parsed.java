package io.trellis.metadata.expression;

import java.util.List;
import java.util.Optional;

/**
 * The result of reading a source.
 *
 * @param expr present exactly when there are no problems
 * @param problems the first place that could not be read
 */
public record Parsed(Optional<Expr> expr, List<ExpressionProblem> problems) {
    public Parsed {
        problems = List.copyOf(problems);
    }
}
