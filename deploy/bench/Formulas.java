// Formula evaluations a second on one core: the reference formula of the language, one with links and text, and one with dates, in turns.
// Run with the metadata module on the class path. Prints "formulas.rate N /s", the slowest of the three at its best of five rounds.

import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

static final Map<String, Object> VALUES = Map.of(
        "amount", new BigDecimal("1200.50"), "discount", new BigDecimal("0.1"), "industry", "retail", "due", LocalDate.of(2026, 11, 27));

static final TypeScope SCOPE = TypeScope.of(Map.of(
        "amount", Type.Simple.NUMBER, "discount", Type.Simple.NUMBER, "industry", Type.Simple.TEXT, "due", Type.Simple.DATE));

void main() {
    EvaluationContext context = EvaluationContext.of(path -> VALUES.get(path.first()), Instant.EPOCH, ZoneOffset.UTC, "usr_1", "dep_1");
    double slowest = Double.MAX_VALUE;
    for (String formula : new String[] {
        "IF(AND(amount > 1000, industry = \"retail\"), amount * (1 - discount), 0)",
        "ROUND(amount * (1 - discount) / 1.13, 2)",
        "IF(due < DATE(2027, 1, 1), YEAR(due) * 100 + MONTH(due), 0)"
    }) {
        slowest = Math.min(slowest, rate(formula, context));
    }
    System.out.printf("formulas.rate %.0f /s%n", slowest);
}

static double rate(String formula, EvaluationContext context) {
    Evaluator evaluator = Expressions.check(formula, SCOPE, Optional.of(Type.Simple.NUMBER)).compile();
    double best = 0;
    long sink = 0;
    for (int round = 0; round < 5; round++) {
        int count = 1_000_000;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            sink += ((BigDecimal) evaluator.evaluate(context)).signum();
        }
        best = Math.max(best, count / ((System.nanoTime() - start) / 1e9));
    }
    if (sink == 0) {
        throw new IllegalStateException("nothing was computed");
    }
    System.err.printf("%,.0f evaluations a second of %s%n", best, formula);
    return best;
}
