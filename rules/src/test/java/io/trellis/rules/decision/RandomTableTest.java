package io.trellis.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableCheck;
import io.trellis.metadata.decision.TableReader;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.rules.decision.dmn.DmnReader;
import io.trellis.rules.decision.dmn.DmnWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random tables against what their cells are known to mean, over a grid that has every limit and a value on either side of it:
 * the engine must hit the rows it should, and the checks must be right about overlaps, gaps and rows that are never reached.
 * {@code -Dtrellis.random=10000} makes more of them than a build needs.
 */
class RandomTableTest {
    private static final int TABLES = Integer.getInteger("trellis.random", 400);
    private static final List<String> WORDS = List.of("a", "b", "c");

    private record Known(String source, Predicate<Object> fits) {}

    private final Random random = new Random(20261127);

    private Known number() {
        int low = random.nextInt(5);
        int high = low + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 -> new Known("-", _ -> true);
            case 1 -> new Known("< " + low, value -> value != null && order(value, low) < 0);
            case 2 -> new Known(">= " + low, value -> value != null && order(value, low) >= 0);
            case 3 ->
                new Known(
                        low + ", " + (low + 2),
                        value -> value != null && (order(value, low) == 0 || order(value, low + 2) == 0));
            case 4 ->
                new Known(
                        "[" + low + ".." + high + "]",
                        value -> value != null && order(value, low) >= 0 && order(value, high) <= 0);
            case 5 ->
                new Known(
                        "(" + low + ".." + high + "]",
                        value -> value != null && order(value, low) > 0 && order(value, high) <= 0);
            case 6 ->
                new Known(
                        "not([" + low + ".." + high + "))",
                        value -> value == null || order(value, low) < 0 || order(value, high) >= 0);
            default -> new Known("NULL, > " + low, value -> value == null || order(value, low) > 0);
        };
    }

    private static int order(Object value, int limit) {
        return ((BigDecimal) value).compareTo(BigDecimal.valueOf(limit));
    }

    private Known word() {
        String word = WORDS.get(random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> new Known("-", _ -> true);
            case 1 -> new Known("\"" + word + "\"", word::equals);
            case 2 -> new Known("not(\"" + word + "\")", value -> !word.equals(value));
            default -> new Known("\"" + word + "\", \"b\"", value -> word.equals(value) || "b".equals(value));
        };
    }

    private Known flag() {
        return switch (random.nextInt(3)) {
            case 0 -> new Known("TRUE", value -> Boolean.TRUE.equals(value));
            case 1 -> new Known("FALSE", value -> Boolean.FALSE.equals(value));
            default -> new Known("-", _ -> true);
        };
    }

    private static List<List<Object>> grid() {
        var grid = new ArrayList<List<Object>>();
        for (int half = -1; half <= 17; half++) {
            for (Object word : Arrays.asList("a", "b", "c", null)) {
                for (Object flag : Arrays.asList(true, false, null)) {
                    grid.add(Arrays.asList(half == 17 ? null : BigDecimal.valueOf(half * 5L, 1), word, flag));
                }
            }
        }
        return grid;
    }

    private static DecisionDefinition definition(HitPolicy policy, List<List<Known>> rows) {
        DecisionDefinition base = Tables.definition("""
                name: random
                inputs: [{name: n, type: number}, {name: w, type: text, values: [a, b, c]}, {name: f, type: boolean}]
                outputs: [{name: row, type: number}]
                rows: []
                """);
        return new DecisionDefinition(
                base.name(),
                base.id(),
                base.label(),
                null,
                null,
                base.inputs(),
                base.outputs(),
                policy,
                base.aggregation(),
                IntStream.range(0, rows.size())
                        .mapToObj(row -> new DecisionDefinition.Row(
                                rows.get(row).stream().map(Known::source).toList(), List.of(String.valueOf(row)), null))
                        .toList(),
                null);
    }

    private static Table read(DecisionDefinition definition) {
        var problems = new ArrayList<Problem>();
        Optional<Table> table = TableReader.read(definition, Optional.empty(), problems::add);
        assertThat(problems).as(definition.rows().toString()).isEmpty();
        return table.orElseThrow();
    }

    private static List<Integer> hits(List<List<Known>> rows, List<Object> values) {
        return IntStream.range(0, rows.size())
                .filter(row -> IntStream.range(0, values.size())
                        .allMatch(i -> rows.get(row).get(i).fits().test(values.get(i))))
                .boxed()
                .toList();
    }

    @Test
    void engineAndChecksAgreeWithWhatCellsMean() {
        List<List<Object>> grid = grid();
        for (int i = 0; i < TABLES; i++) {
            var rows = new ArrayList<List<Known>>();
            int count = 1 + random.nextInt(5);
            for (int row = 0; row < count; row++) {
                rows.add(List.of(number(), word(), flag()));
            }
            Table collect = read(definition(HitPolicy.RULE_ORDER, rows));
            DecisionTable compiled = DecisionTable.compile(collect);
            boolean[] first = new boolean[count];
            boolean[][] both = new boolean[count][count];
            boolean gap = false;
            for (List<Object> values : grid) {
                List<Integer> expected = hits(rows, values);
                assertThat(compiled.evaluate(values, Tables.SURROUNDINGS)
                                .trace()
                                .hits())
                        .as("%s %s", collect.definition().rows(), values)
                        .isEqualTo(expected);
                gap |= expected.isEmpty() && !values.contains(null);
                expected.stream().limit(1).forEach(row -> first[row] = true);
                expected.forEach(a -> expected.forEach(b -> both[a][b] = true));
            }
            checks(rows, first, both, gap);
        }
    }

    private static void checks(List<List<Known>> rows, boolean[] first, boolean[][] both, boolean gap) {
        var never = new boolean[rows.size()];
        var overlaps = new boolean[rows.size()][rows.size()];
        Table unique = read(definition(HitPolicy.UNIQUE, rows));
        TableCheck.check(unique, problem -> {
            if (problem.code().equals("DECISION_ROWS_OVERLAP")) {
                overlaps[(int) problem.params().get("row") - 1][
                        (int) problem.params().get("other") - 1] = true;
            } else {
                never[Integer.parseInt(problem.path().split("/")[2])] = true;
            }
        });
        for (int a = 0; a < rows.size(); a++) {
            for (int b = 0; b < a; b++) {
                assertThat(overlaps[a][b])
                        .as("%d and %d of %s", a, b, unique.definition().rows())
                        .isEqualTo(both[a][b]);
            }
        }
        assertThat(TableCheck.warnings(unique).stream()
                        .anyMatch(one -> one.code().equals("DECISION_GAP")))
                .as(unique.definition().rows().toString())
                .isEqualTo(gap);
        Table ordered = read(definition(HitPolicy.FIRST, rows));
        TableCheck.check(
                ordered, problem -> never[Integer.parseInt(problem.path().split("/")[2])] = true);
        for (int row = 0; row < rows.size(); row++) {
            assertThat(never[row])
                    .as("row %d of %s", row, ordered.definition().rows())
                    .isEqualTo(!first[row]);
        }
    }

    @Test
    void tablesSurviveTheWayThroughDmn() {
        List<List<Object>> grid = grid();
        for (int i = 0; i < TABLES / 4; i++) {
            var rows = new ArrayList<List<Known>>();
            for (int row = random.nextInt(4); row >= 0; row--) {
                rows.add(List.of(number(), word(), flag()));
            }
            Table table = read(definition(HitPolicy.RULE_ORDER, rows));
            var problems = new ArrayList<Problem>();
            byte[] file = DmnWriter.write(table, "en-US", problems::add);
            List<DecisionDefinition> back = DmnReader.read(file, null, problems::add);
            assertThat(problems).isEmpty();
            DecisionTable compiled = DecisionTable.compile(read(back.getFirst()));
            for (List<Object> values : grid) {
                assertThat(compiled.evaluate(values, Tables.SURROUNDINGS)
                                .trace()
                                .hits())
                        .as("%s %s", table.definition().rows(), values)
                        .isEqualTo(hits(rows, values));
            }
        }
    }

    @Test
    void damagedCellsAreReportedAndNeverThrow() {
        String signs = "-,.()[]<>=!\"' \\ant1a5?";
        for (int i = 0; i < TABLES * 20; i++) {
            StringBuilder cell = new StringBuilder(List.of("[1..5)", "not(\"a\", 'b')", "< 5, > 7", "n + 1", "(1..n]")
                    .get(random.nextInt(5)));
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                int at = random.nextInt(cell.length() + 1);
                char sign = signs.charAt(random.nextInt(signs.length()));
                if (random.nextBoolean() || at == cell.length()) {
                    cell.insert(at, sign);
                } else {
                    cell.setCharAt(at, sign);
                }
            }
            Known known = new Known(cell.toString(), _ -> true);
            Known any = new Known("-", _ -> true);
            DecisionDefinition damaged = definition(
                    HitPolicy.FIRST,
                    List.of(random.nextBoolean() ? List.of(known, any, any) : List.of(any, known, any)));
            var problems = new ArrayList<Problem>();
            TableReader.read(damaged, Optional.empty(), problems::add)
                    .ifPresentOrElse(
                            table -> {
                                TableCheck.check(table, problems::add);
                                DecisionTable.compile(table)
                                        .evaluate(Arrays.asList(BigDecimal.ONE, "a", true), Tables.SURROUNDINGS);
                            },
                            () -> assertThat(problems).as(cell.toString()).isNotEmpty());
        }
    }
}
