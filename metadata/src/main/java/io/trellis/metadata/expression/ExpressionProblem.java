package io.trellis.metadata.expression;

import java.util.Map;

/**
 * Something wrong with an expression, as data.
 *
 * @param code stable, upper snake case; the texts are in the platform's message files
 * @param params what the text names, such as {@code name}, {@code expected}, {@code found}, {@code suggestion}
 * @param offset first character concerned, in UTF-16 units from 0
 * @param length number of UTF-16 units concerned; may be 0 at the end of the source
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record ExpressionProblem(String code, Map<String, Object> params, int offset, int length, int line, int column) {
    public ExpressionProblem {
        params = Map.copyOf(params);
    }
}
