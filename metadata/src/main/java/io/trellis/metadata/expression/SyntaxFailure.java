package io.trellis.metadata.expression;

import java.util.Map;

/** Ends parsing at the first place that cannot be read; never leaves the package. */
final class SyntaxFailure extends Exception {
    private final transient Range range;
    private final String code;
    private final transient Map<String, Object> params;

    SyntaxFailure(String code, Range range, Map<String, Object> params) {
        super(code, null, false, false);
        this.code = code;
        this.range = range;
        this.params = params;
    }

    void reportTo(ProblemList problems) {
        problems.add(code, range, params);
    }
}
