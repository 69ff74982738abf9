package io.trellis.platform.record;

import io.trellis.metadata.catalog.Rollup;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;

/** A roll-up, ready to be computed: what a child contributes, and how its parents' other children are found. Immutable. */
final class RollupPlan {
    /** What a child contributes to which parent; {@code value} is null where the child has none. */
    record Share(String parent, Object value) {
        static boolean same(Share left, Share right) {
            return left == null || right == null
                    ? left == right
                    : left.parent.equals(right.parent) && RecordValues.same(left.value, right.value);
        }
    }

    final Rollup rollup;
    private final String via;
    private final String value;
    private final Evaluator filter;
    /** The filter as the store understands it; null where it depends on the day. */
    private final Predicate steady;

    private final boolean exact;

    /** @param readsDay whether the filter reads which day it is */
    RollupPlan(Rollup rollup, boolean readsDay) {
        this.rollup = rollup;
        via = rollup.via().name();
        value = rollup.value().map(field -> field.name()).orElse(null);
        filter = rollup.filter().map(checked -> checked.compile()).orElse(null);
        steady = readsDay ? null : pushdown(Instant.EPOCH);
        exact = exact(rollup);
    }

    /** Filters know no person; the zone is that of all stored values. */
    private static EvaluationContext context(Instant now, Function<Predicate.Path, Object> values) {
        return EvaluationContext.of(values, now, Deriver.ZONE, null, null);
    }

    /** Which children are gathered, as the store understands it. */
    Predicate where(Instant now) {
        return steady == null ? pushdown(now) : steady;
    }

    private Predicate pushdown(Instant now) {
        return rollup.filter()
                .map(checked ->
                        checked.pushdown(context(now, _ -> null)).predicate().orElseThrow())
                .orElseGet(Predicate.All::new);
    }

    /** Whether the roll-up keeps every digit of its children's values, so that it may be carried on by differences. */
    private static boolean exact(Rollup rollup) {
        int kept = rollup.field().definition().whole("scale").orElse(6);
        return rollup.value()
                .map(field -> field.shape() != Shape.DECIMAL
                        || kept >= field.definition().whole("scale").orElse(6))
                .orElse(true);
    }

    boolean exact() {
        return exact;
    }

    /**
     * What a child contributes.
     *
     * @param now the moment of the write
     * @param child its values as expressions see them, by field
     * @return null when it is not gathered
     */
    Share share(Instant now, Function<String, Object> child) {
        Object parent = child.apply(via);
        if (parent == null || !(parent instanceof String id)) {
            return null;
        }
        if (filter != null && !Boolean.TRUE.equals(filter.evaluate(context(now, path -> child.apply(path.first()))))) {
            return null;
        }
        return new Share(id, value == null ? null : child.apply(value));
    }

    /**
     * A result as it is stored.
     *
     * @throws ArithmeticException when it has too many digits
     */
    Object stored(Object result) {
        Object number = result instanceof Long whole ? java.math.BigDecimal.valueOf(whole) : result;
        return RecordValues.fromExpression(rollup.field(), number);
    }

    /** What is made of no children at all. */
    Object ofNothing() {
        return switch (rollup.function()) {
            case COUNT, COUNT_DISTINCT, SUM -> stored(java.math.BigDecimal.ZERO);
            case MIN, MAX, AVG -> null;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollupPlan plan && plan.rollup.key().equals(rollup.key());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(rollup.key());
    }
}
