// How many formulas a core computes in a second: three of them, from small to large, over values as a record gives them, with the classes of the
// server's jar on the class path. `java -cp LIB/* Formulas.java [seconds=3]` prints one `name value` a line.

import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

static final Map<String, Object> RECORD = new HashMap<>(Map.of(
        "amount", new BigDecimal("12500.50"), "discount", new BigDecimal("0.15"), "quantity", new BigDecimal("12"), "status", "open", "name", "Pump 7",
        "day", LocalDate.of(2026, 3, 1), "probability", new BigDecimal("40")));

static final Map<String, Type> TYPES = Map.of(
        "amount", Type.Simple.NUMBER, "discount", Type.Simple.NUMBER, "quantity", Type.Simple.NUMBER, "status", Type.Simple.TEXT, "name", Type.Simple.TEXT,
        "day", Type.Simple.DATE, "probability", Type.Simple.NUMBER);

static final Map<String, String> FORMULAS = new TreeMap<>(Map.of(
        "small", "amount * quantity",
        "middle", "IF(AND(amount > 1000, status = \"open\"), amount * (1 - discount), 0)",
        "large", "ROUND(IF(status = \"won\", amount, IF(AND(probability >= 40, amount > 1000), amount * probability / 100, 0))"
                + " * (1 - IF(quantity > 10, discount, 0)) + IF(ISBLANK(name), 0, LEN(name)) * 0.01, 2)"));

static final class Fields implements TypeScope {
    @Override
    public Optional<Type> findType(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    @Override
    public Optional<TypeScope> findNext(String name) {
        return Optional.empty();
    }

    @Override
    public Collection<String> names() {
        return TYPES.keySet();
    }
}

static Object sink;

void main(String[] args) {
    long seconds = args.length == 0 ? 3 : Long.parseLong(args[0].substring(args[0].indexOf('=') + 1));
    EvaluationContext context = EvaluationContext.of(path -> RECORD.get(path.first()), Instant.now(), ZoneOffset.UTC, null, null);
    double least = Double.MAX_VALUE;
    for (Map.Entry<String, String> formula : FORMULAS.entrySet()) {
        Checked checked = Expressions.check(formula.getValue(), new Fields(), Optional.empty());
        if (!checked.ok()) {
            throw new IllegalStateException(checked.problems().toString());
        }
        Evaluator evaluator = checked.compile();
        run(evaluator, context, seconds * 300_000_000L);
        double rate = run(evaluator, context, seconds * 1_000_000_000L);
        least = Math.min(least, rate);
        System.out.printf(Locale.ROOT, "%s %.0f%n", formula.getKey(), rate);
    }
    System.out.printf(Locale.ROOT, "least %.0f%n", least);
    System.out.println("last " + sink);
}

/** Evaluations a second of CPU time of this thread. */
static double run(Evaluator evaluator, EvaluationContext context, long nanos) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long done = 0;
    long used;
    do {
        for (int i = 0; i < 20_000; i++) {
            sink = evaluator.evaluate(context);
        }
        done += 20_000;
        used = threads.getCurrentThreadCpuTime() - start;
    } while (used < nanos);
    return done * 1e9 / used;
}
