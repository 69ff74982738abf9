package io.trellis.platform.record;

import io.trellis.metadata.catalog.Rollup;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.record.RollupPlan.Share;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.AggregateQuery.Function;
import io.trellis.platform.store.AggregateQuery.Group;
import io.trellis.platform.store.AggregateQuery.Measure;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Computes roll-ups from all children, with one question to the store for many parents, as they will be once the children of the
 * write at hand are stored.
 */
final class Gatherer {
    private static final int PARENTS = 500;
    /** Digits after the point of an average before it is rounded to those of its field. */
    private static final int AVERAGE_SCALE = 10;

    private final RecordStore store;
    private final Realm realm;
    private final Instant now;

    Gatherer(RecordStore store, Realm realm, Instant now) {
        this.now = now;
        this.store = store;
        this.realm = realm;
    }

    /**
     * What this write does to one parent's children.
     *
     * @param without ids of stored children whose contribution ends or changes
     * @param less what those contributed
     * @param more what children contribute from now on
     */
    record Shift(Set<String> without, List<Share> less, List<Share> more) {
        Shift() {
            this(new HashSet<>(), new ArrayList<>(), new ArrayList<>());
        }

        static final Shift NONE = new Shift(Set.of(), List.of(), List.of());
    }

    /** Values as they are stored, by parent; a parent whose value is nothing is left out. */
    Map<String, Object> gather(RollupPlan plan, Map<String, Shift> parents) {
        Map<String, Object> values = new HashMap<>();
        List<String> ids = List.copyOf(parents.keySet());
        for (int from = 0; from < ids.size(); from += PARENTS) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + PARENTS));
            switch (plan.rollup.function()) {
                case COUNT, SUM, AVG -> total(plan, some, parents, values);
                case MIN, MAX -> extreme(plan, some, parents, values);
                case COUNT_DISTINCT -> some.forEach(id -> distinct(plan, id, parents.get(id), values));
            }
        }
        values.replaceAll((_, result) -> result == null ? null : plan.stored(result));
        values.values().removeIf(java.util.Objects::isNull);
        return values;
    }

    /** Sums and counts are corrected by what changes. */
    private void total(RollupPlan plan, List<String> ids, Map<String, Shift> parents, Map<String, Object> values) {
        List<Measure> measures = new ArrayList<>();
        boolean count = plan.rollup.function() == Rollup.Function.COUNT;
        measures.add(new Measure(Function.COUNT, count ? null : path(plan), "count"));
        if (!count) {
            measures.add(new Measure(Function.SUM, path(plan), "sum"));
        }
        Map<Object, Map<String, Object>> rows = ask(plan, ids, Set.of(), measures);
        for (String id : ids) {
            Map<String, Object> row = rows.getOrDefault(id, Map.of());
            BigDecimal number = number(row.get("count"));
            BigDecimal sum = number(row.get("sum"));
            for (Share share : parents.get(id).less()) {
                number = number.subtract(one(count, share));
                sum = sum.subtract(number(share.value()));
            }
            for (Share share : parents.get(id).more()) {
                number = number.add(one(count, share));
                sum = sum.add(number(share.value()));
            }
            values.put(
                    id,
                    switch (plan.rollup.function()) {
                        case COUNT -> number;
                        case AVG ->
                            number.signum() == 0 ? null : sum.divide(number, AVERAGE_SCALE, RoundingMode.HALF_UP);
                        case SUM, COUNT_DISTINCT, MIN, MAX -> sum;
                    });
        }
    }

    private static BigDecimal one(boolean all, Share share) {
        return all || share.value() != null ? BigDecimal.ONE : BigDecimal.ZERO;
    }

    private static BigDecimal number(Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Long whole -> BigDecimal.valueOf(whole);
            case null, default -> BigDecimal.ZERO;
        };
    }

    /** The store is asked without the children that change, since the extreme may be one of them. */
    private void extreme(RollupPlan plan, List<String> ids, Map<String, Shift> parents, Map<String, Object> values) {
        Function function = plan.rollup.function() == Rollup.Function.MIN ? Function.MIN : Function.MAX;
        Set<String> without = new HashSet<>();
        ids.forEach(id -> without.addAll(parents.get(id).without()));
        Map<Object, Map<String, Object>> rows =
                ask(plan, ids, without, List.of(new Measure(function, path(plan), "value")));
        for (String id : ids) {
            Object best =
                    RecordValues.forExpression(rows.getOrDefault(id, Map.of()).get("value"));
            for (Share share : parents.get(id).more()) {
                best = better(plan.rollup.function(), best, share.value());
            }
            values.put(id, best);
        }
    }

    /** The less of two values, or the greater; nothing is no candidate. */
    static Object better(Rollup.Function function, Object left, Object right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        int order = Predicate.order(left, right);
        return (function == Rollup.Function.MIN ? order <= 0 : order >= 0) ? left : right;
    }

    /** The different values of the children that stay, and those of this write that are not among them. */
    private void distinct(RollupPlan plan, String id, Shift shift, Map<String, Object> values) {
        List<String> ids = List.of(id);
        Map<Object, Map<String, Object>> rows =
                ask(plan, ids, shift.without(), List.of(new Measure(Function.COUNT_DISTINCT, path(plan), "count")));
        Set<Object> more = new HashSet<>();
        shift.more().stream()
                .map(Share::value)
                .filter(java.util.Objects::nonNull)
                .forEach(value -> more.add(key(value)));
        long known = 0;
        List<Object> asked = List.copyOf(more);
        for (int from = 0; from < asked.size(); from += PARENTS) {
            List<Object> some = asked.subList(from, Math.min(asked.size(), from + PARENTS));
            Predicate filter = and(where(plan, ids, shift.without()), new Predicate.In(path(plan), some));
            known += store.aggregate(
                            realm,
                            plan.rollup.child().name(),
                            query(
                                    filter,
                                    List.of(new Group(path(plan), AggregateQuery.Bucket.NONE, "value")),
                                    List.of(new Measure(Function.COUNT, null, "count"))))
                    .size();
        }
        BigDecimal stay = number(rows.getOrDefault(id, Map.of()).get("count"));
        values.put(id, stay.add(BigDecimal.valueOf(more.size() - known)));
    }

    private static Object key(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    private static Predicate.Path path(RollupPlan plan) {
        return Predicate.Path.of(plan.rollup.value().orElseThrow().name());
    }

    private Map<Object, Map<String, Object>> ask(
            RollupPlan plan, List<String> ids, Set<String> without, List<Measure> measures) {
        Predicate.Path via = Predicate.Path.of(plan.rollup.via().name());
        Map<Object, Map<String, Object>> rows = new HashMap<>();
        store.aggregate(
                        realm,
                        plan.rollup.child().name(),
                        query(
                                where(plan, ids, without),
                                List.of(new Group(via, AggregateQuery.Bucket.NONE, "parent")),
                                measures))
                .forEach(row -> rows.put(row.get("parent"), row));
        return rows;
    }

    private static AggregateQuery query(Predicate filter, List<Group> groups, List<Measure> measures) {
        return new AggregateQuery(filter, groups, measures, List.of(), 10_000, Deriver.ZONE);
    }

    private Predicate where(RollupPlan plan, List<String> ids, Collection<String> without) {
        Predicate own = plan.where(now);
        Predicate.Path via = Predicate.Path.of(plan.rollup.via().name());
        Predicate parents = ids.size() == 1
                ? new Predicate.Compare(via, Predicate.Op.EQ, ids.getFirst())
                : new Predicate.In(via, List.copyOf(ids));
        Predicate filter = own instanceof Predicate.All ? parents : and(parents, own);
        return without.isEmpty()
                ? filter
                : and(filter, new Predicate.Not(new Predicate.In(Predicate.Path.of("id"), List.copyOf(without))));
    }

    private static Predicate and(Predicate left, Predicate right) {
        return new Predicate.And(List.of(left, right));
    }
}
