package io.trellis.platform.store;

import static io.trellis.platform.store.StoreContract.all;
import static io.trellis.platform.store.StoreContract.eq;
import static io.trellis.platform.store.StoreContract.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.AggregateQuery.Bucket;
import io.trellis.platform.store.AggregateQuery.Function;
import io.trellis.platform.store.AggregateQuery.Group;
import io.trellis.platform.store.AggregateQuery.Measure;
import io.trellis.platform.store.AggregateQuery.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Group-by, exact to the last digit. */
interface AggregateContract extends StoreContract {
    private List<Map<String, Object>> run(Predicate filter, List<Group> groups, Measure... measures) {
        return run(filter, groups, List.of(), 10_000, "UTC", measures);
    }

    private List<Map<String, Object>> run(
            Predicate filter, List<Group> groups, List<Order> sort, int limit, String zone, Measure... measures) {
        return store().aggregate(
                        realm(),
                        "thing",
                        new AggregateQuery(filter, groups, List.of(measures), sort, limit, ZoneId.of(zone)));
    }

    private static Group by(String path) {
        return new Group(path(path), Bucket.NONE, path);
    }

    private static Measure measure(Function function, String path) {
        return new Measure(
                function, path == null ? null : path(path), function.name().toLowerCase());
    }

    private static Map<String, Object> row(Object... entries) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            row.put((String) entries[i], entries[i + 1]);
        }
        return row;
    }

    @Test
    default void measuresEqualThoseComputedInJava() {
        var things = new RandomThings(11);
        things.fill(this, 120);
        for (String group :
                List.of("name", "flag", "count", "day", "parent", "owner", "parent.name", "time", "related.name")) {
            for (String field : List.of("price", "cost", "count", "parent.price")) {
                for (int round = 0; round < 3; round++) {
                    Predicate filter = round == 0 ? all() : things.predicate(2);
                    check(things, filter, group, field);
                }
            }
        }
    }

    private void check(RandomThings things, Predicate filter, String group, String field) {
        Map<Object, java.util.List<BigDecimal>> expected = new java.util.HashMap<>();
        things.records.keySet().stream()
                .filter(id -> id.startsWith("thing") && filter.test(things.view(id)))
                .forEach(id -> expected.computeIfAbsent(
                                things.view(id).apply(path(group)), _ -> new java.util.ArrayList<>())
                        .add((BigDecimal) things.view(id).apply(path(field))));
        var rows = run(
                filter,
                List.of(new Group(path(group), Bucket.NONE, "key")),
                measure(Function.COUNT, null),
                measure(Function.SUM, field),
                measure(Function.AVG, field),
                measure(Function.MIN, field),
                measure(Function.MAX, field),
                measure(Function.COUNT_DISTINCT, field));
        assertThat(rows).hasSize(expected.size());
        for (Map<String, Object> row : rows) {
            Object key = row.get("key") instanceof Long whole ? BigDecimal.valueOf(whole) : row.get("key");
            List<BigDecimal> all = expected.get(key);
            List<BigDecimal> values = all.stream().filter(Objects::nonNull).toList();
            assertThat(row.get("count")).isEqualTo((long) all.size());
            if (values.isEmpty()) {
                assertThat(row)
                        .containsEntry("sum", null)
                        .containsEntry("avg", null)
                        .containsEntry("min", null);
                continue;
            }
            BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(new BigDecimal(row.get("sum").toString())).isEqualByComparingTo(sum);
            assertThat((BigDecimal) row.get("avg"))
                    .isEqualByComparingTo(sum.divide(BigDecimal.valueOf(values.size()), 10, RoundingMode.HALF_UP));
            assertThat(new BigDecimal(row.get("min").toString()))
                    .isEqualByComparingTo(
                            values.stream().min(BigDecimal::compareTo).orElseThrow());
            assertThat(new BigDecimal(row.get("max").toString()))
                    .isEqualByComparingTo(
                            values.stream().max(BigDecimal::compareTo).orElseThrow());
            assertThat(row.get("count_distinct")).isEqualTo((long) new HashSet<>(
                            values.stream().map(BigDecimal::stripTrailingZeros).toList())
                    .size());
        }
    }

    @Test
    default void sumsNeverOverflow() {
        var largest = new BigDecimal("999999999999.999999");
        for (int i = 0; i < 30; i++) {
            thing("t" + i, Map.of("price", largest, "count", Long.MAX_VALUE));
        }
        var row = run(all(), List.of(), measure(Function.SUM, "price")).getFirst();
        assertThat(row.get("sum"))
                .isEqualTo(largest.multiply(BigDecimal.valueOf(30)).stripTrailingZeros());
        row = run(all(), List.of(), measure(Function.SUM, "count"), measure(Function.AVG, "count"))
                .getFirst();
        assertThat(row.get("sum")).isEqualTo(BigDecimal.valueOf(Long.MAX_VALUE).multiply(BigDecimal.valueOf(30)));
        assertThat((BigDecimal) row.get("avg")).isEqualByComparingTo(BigDecimal.valueOf(Long.MAX_VALUE));
    }

    @Test
    default void sumsOfCentsAreExact() {
        for (int i = 0; i < 10; i++) {
            thing("t" + i, Map.of("price", new BigDecimal("0.1"), "count", 3L));
        }
        var row = run(all(), List.of(), measure(Function.SUM, "price"), measure(Function.AVG, "price"))
                .getFirst();
        assertThat(row.get("sum")).isEqualTo(BigDecimal.ONE);
        assertThat(row.get("avg")).isEqualTo(new BigDecimal("0.1000000000"));
        assertThat(run(all(), List.of(), measure(Function.SUM, "count"))
                        .getFirst()
                        .get("sum"))
                .isEqualTo(30L);
    }

    @Test
    default void noRecordsGiveOneRowWithoutGroupsAndNoneWithGroups() {
        var row = run(all(), List.of(), measure(Function.COUNT, null), measure(Function.SUM, "price"))
                .getFirst();
        assertThat(row).isEqualTo(row("count", 0L, "sum", null));
        assertThat(run(all(), List.of(by("name")), measure(Function.COUNT, null)))
                .isEmpty();
    }

    @Test
    default void gathersDaysIntoBuckets() {
        thing("t1", Map.of("day", LocalDate.parse("2025-12-29")));
        thing("t2", Map.of("day", LocalDate.parse("2026-01-31")));
        thing("t3", Map.of("day", LocalDate.parse("2026-04-01")));
        thing("t4", Map.of());
        assertThat(buckets("day", "UTC", Bucket.DAY)).containsExactly(null, "2025-12-29", "2026-01-31", "2026-04-01");
        assertThat(buckets("day", "UTC", Bucket.WEEK)).containsExactly(null, "2026-W01", "2026-W05", "2026-W14");
        assertThat(buckets("day", "UTC", Bucket.MONTH)).containsExactly(null, "2025-12", "2026-01", "2026-04");
        assertThat(buckets("day", "UTC", Bucket.QUARTER)).containsExactly(null, "2025-Q4", "2026-Q1", "2026-Q2");
        assertThat(buckets("day", "UTC", Bucket.YEAR)).containsExactly(null, "2025", "2026");
    }

    @Test
    default void bucketsMeasureAsTheirDaysDo() {
        var things = new RandomThings(5);
        things.fill(this, 100);
        for (String field : List.of("day", "moment")) {
            for (Bucket bucket : List.of(Bucket.WEEK, Bucket.MONTH, Bucket.QUARTER, Bucket.YEAR)) {
                List<Group> groups = List.of(new Group(path(field), bucket, "b"), by("flag"));
                Measure[] measures = {
                    measure(Function.COUNT, null),
                    measure(Function.SUM, "price"),
                    measure(Function.AVG, "cost"),
                    measure(Function.MIN, "name"),
                    measure(Function.MAX, "day")
                };
                var inOneStep = java.util.Arrays.copyOf(measures, 6);
                inOneStep[5] = measure(Function.COUNT_DISTINCT, "price");
                var expected = run(all(), groups, inOneStep);
                expected.forEach(row -> row.remove("count_distinct"));
                assertThat(run(all(), groups, measures)).isEqualTo(expected);
            }
        }
    }

    private List<Object> buckets(String field, String zone, Bucket bucket) {
        return run(
                        all(),
                        List.of(new Group(path(field), bucket, "b")),
                        List.of(),
                        1000,
                        zone,
                        measure(Function.COUNT, null))
                .stream()
                .map(row -> row.get("b"))
                .toList();
    }

    @Test
    default void gathersMomentsByTheZonesOwnCalendar() {
        thing("t1", Map.of("moment", Instant.parse("2026-03-31T15:59:59.999Z")));
        thing("t2", Map.of("moment", Instant.parse("2026-03-31T16:00:00Z")));
        assertThat(buckets("moment", "Asia/Shanghai", Bucket.MONTH)).containsExactly("2026-03", "2026-04");
        assertThat(buckets("moment", "Asia/Shanghai", Bucket.QUARTER)).containsExactly("2026-Q1", "2026-Q2");
        assertThat(buckets("moment", "UTC", Bucket.MONTH)).containsExactly("2026-03");
        assertThat(buckets("moment", "UTC", Bucket.WEEK)).containsExactly("2026-W14");
        assertThat(buckets("moment", "UTC", Bucket.YEAR)).containsExactly("2026");
    }

    @Test
    default void knowsSummerTimeAndTheTimeBefore1970() {
        List<String> moments = List.of(
                "2026-03-08T04:59:59Z",
                "2026-03-08T05:00:00Z",
                "2026-07-01T03:59:59Z",
                "2026-07-01T04:00:00Z",
                "2026-11-01T03:59:59.999Z",
                "2026-12-01T04:59:59Z",
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00Z");
        for (int i = 0; i < moments.size(); i++) {
            thing("t" + i, Map.of("moment", Instant.parse(moments.get(i))));
        }
        for (String zone : List.of("America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC")) {
            List<String> expected = moments.stream()
                    .map(moment -> Instant.parse(moment)
                            .atZone(ZoneId.of(zone))
                            .toLocalDate()
                            .toString())
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(buckets("moment", zone, Bucket.DAY)).as(zone).isEqualTo(expected);
        }
    }

    @Test
    default void groupsThroughLinksAndByTwoKeys() {
        commit(StoreFixtures.create("parent", "parent_1", Map.of("name", "p")));
        thing("t1", Map.of("parent", "parent_1", "flag", true, "price", BigDecimal.ONE));
        thing("t2", Map.of("parent", "parent_1", "flag", false, "price", BigDecimal.TEN));
        thing("t3", Map.of("flag", true, "price", BigDecimal.TEN));
        var rows = run(all(), List.of(by("parent.name"), by("flag")), measure(Function.SUM, "price"));
        assertThat(rows)
                .containsExactly(
                        row("parent.name", null, "flag", true, "sum", BigDecimal.TEN),
                        row("parent.name", "p", "flag", false, "sum", BigDecimal.TEN),
                        row("parent.name", "p", "flag", true, "sum", BigDecimal.ONE));
    }

    @Test
    default void sortsByMeasuresAndLimits() {
        for (int i = 0; i < 6; i++) {
            thing("t" + i, Map.of("name", "n" + i % 3, "price", BigDecimal.valueOf(i)));
        }
        var rows = run(
                all(), List.of(by("name")), List.of(new Order("sum", true)), 2, "UTC", measure(Function.SUM, "price"));
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("n2", "n1");
        rows = run(all(), List.of(by("name")), List.of(), 2, "UTC", measure(Function.SUM, "price"));
        assertThat(rows).extracting(row -> row.get("name")).containsExactly("n0", "n1");
    }

    @Test
    default void leavesDeletedRecordsOut() {
        thing("t1", Map.of("price", BigDecimal.ONE));
        thing("t2", Map.of("price", BigDecimal.ONE));
        commit(StoreFixtures.delete("thing", "t1", 1, Map.of("price", BigDecimal.ONE)));
        assertThat(run(eq("price", BigDecimal.ONE), List.of(), measure(Function.COUNT, null)))
                .containsExactly(row("count", 1L));
    }

    @Test
    default void valuesComeInTheirOwnTypes() {
        thing(
                "t1",
                Map.of("day", LocalDate.parse("2026-01-02"), "moment", StoreFixtures.NOW, "count", 5L, "name", "x"));
        var row = run(
                        all(),
                        List.of(by("day"), by("moment"), by("count"), by("name")),
                        new Measure(Function.MIN, path("moment"), "first"),
                        new Measure(Function.MAX, path("name"), "last"),
                        new Measure(Function.MAX, path("count"), "most"))
                .getFirst();
        assertThat(row)
                .isEqualTo(row(
                        "day",
                        LocalDate.parse("2026-01-02"),
                        "moment",
                        StoreFixtures.NOW,
                        "count",
                        5L,
                        "name",
                        "x",
                        "first",
                        StoreFixtures.NOW,
                        "last",
                        "x",
                        "most",
                        5L));
    }

    @Test
    default void refusesWhatCannotBeAddedUpOrGrouped() {
        for (Measure measure : Arrays.asList(
                measure(Function.SUM, "name"),
                measure(Function.AVG, "day"),
                measure(Function.SUM, null),
                measure(Function.MIN, "tags"),
                measure(Function.SUM, "nothing"))) {
            assertThatThrownBy(() -> run(all(), List.of(), measure)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> run(all(), List.of(by("tags")), measure(Function.COUNT, null)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> buckets("name", "UTC", Bucket.MONTH)).isInstanceOf(IllegalArgumentException.class);
    }
}
