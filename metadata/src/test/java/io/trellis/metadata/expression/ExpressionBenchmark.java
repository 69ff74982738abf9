package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Measures evaluations per second on one core; a main, so that the build stays quiet. */
public final class ExpressionBenchmark {
    private static final String FORMULA = "IF(AND(amount > 1000, industry = \"retail\"), amount * (1 - discount), 0)";

    private ExpressionBenchmark() {}

    /** Prints {@code expression_evaluations_per_second <figure> 1/s}. */
    public static void main(String[] arguments) {
        TypeScope scope = TypeScope.of(
                Map.of("amount", Type.Simple.NUMBER, "discount", Type.Simple.NUMBER, "industry", Type.Simple.TEXT));
        Evaluator evaluator = Expressions.check(FORMULA, scope, Optional.of(Type.Simple.NUMBER))
                .compile();
        Map<String, Object> values =
                Map.of("amount", new BigDecimal("1200.50"), "discount", new BigDecimal("0.1"), "industry", "retail");
        EvaluationContext context =
                EvaluationContext.of(path -> values.get(path.first()), Instant.EPOCH, ZoneOffset.UTC, "usr_1", "dep_1");
        double best = 0;
        long sink = 0;
        for (int round = 0; round < 5; round++) {
            int count = 5_000_000;
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sink += ((BigDecimal) evaluator.evaluate(context)).scale();
            }
            best = Math.max(best, count / ((System.nanoTime() - start) / 1e9));
        }
        if (sink == 0) {
            throw new IllegalStateException("nothing was computed");
        }
        System.out.printf("expression_evaluations_per_second %.0f 1/s%n", best);
    }
}
