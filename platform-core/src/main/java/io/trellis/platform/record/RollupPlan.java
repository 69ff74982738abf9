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
    /** The filter as the store understands it. */
    final Predicate where;

    private final boolean exact;

    RollupPlan(Rollup rollup) {
        this.rollup = rollup;
        via = rollup.via().name();
        value = rollup.value().map(field -> field.name()).orElse(null);
        filter = rollup.filter().map(checked -> checked.compile()).orElse(null);
        where = rollup.filter()
                .map(checked -> checked.pushdown(context(_ -> null)).predicate().orElseThrow())
                .orElseGet(Predicate.All::new);
        exact = exact(rollup);
    }

    /** Filters neither read a clock nor know a person; the zone is that of all stored values. */
    private static EvaluationContext context(Function<Predicate.Path, Object> values) {
        return EvaluationContext.of(values, Instant.EPOCH, Deriver.ZONE, null, null);
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
     * @param child its values as expressions see them, by field
     * @return null when it is not gathered
     */
    Share share(Function<String, Object> child) {
        Object parent = child.apply(via);
        if (parent == null || !(parent instanceof String id)) {
            return null;
        }
        if (filter != null && !Boolean.TRUE.equals(filter.evaluate(context(path -> child.apply(path.first()))))) {
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
