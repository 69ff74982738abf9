package io.trellis.platform.query;

import java.util.List;

/**
 * A group-by as it is asked for. Nothing in it has been checked yet.
 *
 * @param filter in the expression language; null for all
 * @param having a condition over the result's columns; null for none
 * @param sort column names, {@code -total} for descending; empty sorts by the groups
 * @param limit most rows, 1 to 10,000
 */
public record AggregateRequest(
        String filter, List<Group> groupBy, List<Measure> measures, String having, List<String> sort, int limit) {
    public static final int DEFAULT_LIMIT = 1_000;
    public static final int MAX_LIMIT = 10_000;

    public AggregateRequest {
        groupBy = List.copyOf(groupBy);
        measures = List.copyOf(measures);
        sort = List.copyOf(sort);
    }

    /**
     * @param field a field name or dotted path
     * @param by {@code day week month quarter year} for dates and moments; null for the value itself
     * @param as the column's name; null takes {@code field}
     */
    public record Group(String field, String by, String as) {}

    /**
     * @param function {@code count countDistinct sum avg min max}
     * @param field null counts records
     * @param as the column's name; null takes {@code function_field}, for a plain count {@code count}
     */
    public record Measure(String function, String field, String as) {}
}
