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

    /** A problem of a part of a source, which knows where its line begins. */
    public static ExpressionProblem at(String source, Range range, String code, Map<String, Object> params) {
        int line = 1;
        int lineStart = 0;
        int offset = Math.min(range.offset(), source.length());
        for (int i = 0; i < offset; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new ExpressionProblem(code, params, offset, range.length(), line, offset - lineStart + 1);
    }
}
