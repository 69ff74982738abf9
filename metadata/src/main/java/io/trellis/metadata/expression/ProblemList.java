package io.trellis.metadata.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Collects the problems of one source and knows where its lines begin. Not thread-safe. */
final class ProblemList {
    private final String source;
    private final List<ExpressionProblem> problems = new ArrayList<>();

    ProblemList(String source) {
        this.source = source;
    }

    void add(String code, Range range, Map<String, Object> params) {
        problems.add(ExpressionProblem.at(source, range, code, params));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** In the order of the source. */
    List<ExpressionProblem> toList() {
        return problems.stream()
                .sorted(Comparator.comparingInt(ExpressionProblem::offset))
                .toList();
    }
}
