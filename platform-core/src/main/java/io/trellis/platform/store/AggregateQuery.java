package io.trellis.platform.store;

import io.trellis.metadata.expression.Predicate;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Group-by over live records. Rows come as maps from each group's and measure's {@code as} to the value: sums, minima and
 * maxima are exact BigDecimals (WHOLE sums are Longs where they fit), averages have scale 10 HALF_UP, buckets are texts
 * ({@code 2026}, {@code 2026-Q1}, {@code 2026-01}, {@code 2026-W05}, {@code 2026-01-31}).
 *
 * @param groups empty gives one row
 * @param sort by {@code as} names; empty sorts by the groups
 * @param limit most rows, 1 to 10,000
 */
public record AggregateQuery(
        Predicate filter, List<Group> groups, List<Measure> measures, List<Order> sort, int limit, ZoneId zone) {
    public AggregateQuery {
        groups = List.copyOf(groups);
        measures = List.copyOf(measures);
        sort = List.copyOf(sort);
    }

    private static final int MOST = 10_000;

    /** @throws IllegalArgumentException when the limit is out of bounds or nothing is asked */
    public void check() {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST);
        }
        if (groups.isEmpty() && measures.isEmpty()) {
            throw new IllegalArgumentException("Nothing to group by and nothing to measure");
        }
    }

    /** Rows that a store gave in the order of the groups, in the order asked for, and no more of them than the limit. */
    public List<Map<String, Object>> sorted(List<Map<String, Object>> rows) {
        if (sort.isEmpty()) {
            return rows;
        }
        Comparator<Map<String, Object>> order = (_, _) -> 0;
        for (Order one : sort) {
            if (!rows.isEmpty() && !rows.getFirst().containsKey(one.as)) {
                throw new IllegalArgumentException("Can't sort by " + one.as);
            }
            Comparator<Map<String, Object>> by = (a, b) -> compare(a.get(one.as), b.get(one.as));
            order = order.thenComparing(one.descending ? by.reversed() : by);
        }
        for (Group group : groups) {
            order = order.thenComparing((a, b) -> compare(a.get(group.as), b.get(group.as)));
        }
        return rows.stream().sorted(order).limit(limit).toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object a, Object b) {
        if (a == null || b == null) {
            return a == b ? 0 : a == null ? -1 : 1;
        }
        if (a instanceof String left && b instanceof String right) {
            return Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        }
        if (a instanceof Number && b instanceof Number && a.getClass() != b.getClass()) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        return ((Comparable) a).compareTo(b);
    }

    public enum Bucket {
        NONE,
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }

    public enum Function {
        COUNT,
        COUNT_DISTINCT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    public record Group(Predicate.Path path, Bucket bucket, String as) {}

    /** @param path null only for COUNT of records */
    public record Measure(Function function, Predicate.Path path, String as) {}

    public record Order(String as, boolean descending) {}
}
