package io.trellis.platform.store;

import io.trellis.metadata.expression.Predicate;
import java.time.ZoneId;
import java.util.List;

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
