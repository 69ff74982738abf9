package io.trellis.metadata.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a table's rows say about each other, as far as it can be told without running it: rows whose cells are all constants are
 * compared as regions of the inputs' values. What depends on conditions is left to the evaluation, which checks it again.
 */
public final class TableCheck {
    /** Problems of one kind beyond which the rest is of no help. */
    private static final int MAX_PROBLEMS = 50;
    /** Gaps beyond which the rest is of no help. */
    private static final int MAX_GAPS = 20;
    /** Rows beyond which pairs are not compared: their number grows with the square. */
    private static final int MAX_ROWS = 1000;

    private final Table table;
    /** By row; an empty one where a cell depends on more than its input. */
    private final List<List<Optional<Region>>> rows = new ArrayList<>();

    private TableCheck(Table table) {
        this.table = table;
        List<Region> possible = table.inputs().stream()
                .map(input -> Region.possible(input.type()))
                .toList();
        for (Table.Row row : table.rows()) {
            var regions = new ArrayList<Optional<Region>>();
            for (int i = 0; i < row.when().size(); i++) {
                Cell cell = row.when().get(i);
                if (cell instanceof Cell.Any) {
                    regions.add(Optional.of(possible.get(i)));
                } else if (table.inputs().get(i).type() instanceof Type.Many) {
                    regions.add(Optional.empty());
                } else {
                    regions.add(Regions.of(cell).map(possible.get(i)::and));
                }
            }
            rows.add(regions);
        }
    }

    /** What forbids that the table is published. Rows in parameters are counted from 1, as people see them. */
    public static void check(Table table, Consumer<Problem> problems) {
        if (table.rows().size() <= MAX_ROWS) {
            new TableCheck(table).check(problems);
        }
    }

    /** What should be looked at: values for which no row is meant. */
    public static List<Problem> warnings(Table table) {
        var warnings = new ArrayList<Problem>();
        if (table.rows().size() <= MAX_ROWS) {
            new TableCheck(table).gaps(warnings::add);
        }
        return warnings;
    }

    private void check(Consumer<Problem> problems) {
        never(problems);
        HitPolicy policy = table.definition().hitPolicy();
        if (policy == HitPolicy.UNIQUE || policy == HitPolicy.ANY) {
            pairs(policy, problems);
        } else if (policy == HitPolicy.FIRST) {
            unreachable(problems);
        }
    }

    private void never(Consumer<Problem> problems) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                if (rows.get(row).get(column).filter(Region::isEmpty).isPresent()) {
                    problems.accept(Problem.of("DECISION_CELL_NEVER", "/rows/" + row + "/when/" + column));
                }
            }
        }
    }

    private void pairs(HitPolicy policy, Consumer<Problem> problems) {
        int found = 0;
        for (int later = 1; later < rows.size(); later++) {
            for (int earlier = 0; earlier < later && found < MAX_PROBLEMS; earlier++) {
                if (overlap(rows.get(earlier), rows.get(later))
                        && (policy == HitPolicy.UNIQUE || disagree(earlier, later))) {
                    problems.accept(new Problem(
                            policy == HitPolicy.UNIQUE ? "DECISION_ROWS_OVERLAP" : "DECISION_ROWS_DISAGREE",
                            "/rows/" + later,
                            Map.of("row", later + 1, "other", earlier + 1)));
                    found++;
                }
            }
        }
    }

    /** Surely: a cell that depends on more may keep two rows apart. */
    private static boolean overlap(List<Optional<Region>> a, List<Optional<Region>> b) {
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).isEmpty()
                    || b.get(i).isEmpty()
                    || a.get(i).get().and(b.get(i).get()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Sources that differ may still mean the same value, unless they are constants. */
    private boolean disagree(int earlier, int later) {
        for (int i = 0; i < table.outputs().size(); i++) {
            Checked a = table.rows().get(earlier).then().get(i);
            Checked b = table.rows().get(later).then().get(i);
            boolean same = a == null || b == null
                    ? a == b
                    : a.source().equals(b.source())
                            || !(a.references().isEmpty() && b.references().isEmpty())
                            || Objects.equals(constant(a), constant(b));
            if (!same) {
                return true;
            }
        }
        return false;
    }

    private static String constant(Checked checked) {
        Object value = checked.compile().evaluate(CellReader.NOWHERE);
        return value instanceof java.math.BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private void unreachable(Consumer<Problem> problems) {
        var budget = new Regions.Budget();
        var before = new ArrayList<List<Region>>();
        for (int row = 0; row < rows.size(); row++) {
            List<Region> most = most(row);
            if (!before.isEmpty()
                    && most.stream().noneMatch(Region::isEmpty)
                    && Regions.minus(most, before, budget).filter(List::isEmpty).isPresent()) {
                problems.accept(Problem.of("DECISION_ROW_UNREACHABLE", "/rows/" + row, "row", row + 1));
            }
            if (rows.get(row).stream().allMatch(Optional::isPresent)) {
                before.add(most);
            }
        }
    }

    /** What may hit the row at most: a cell that depends on more than its input may fit everything. */
    private List<Region> most(int row) {
        var most = new ArrayList<Region>();
        for (int i = 0; i < rows.get(row).size(); i++) {
            Type type = table.inputs().get(i).type();
            most.add(rows.get(row).get(i).orElseGet(() -> Region.possible(type)));
        }
        return most;
    }

    private void gaps(Consumer<Problem> warnings) {
        boolean certain = rows.stream().allMatch(row -> row.stream().allMatch(Optional::isPresent));
        boolean covered =
                table.outputs().stream().allMatch(output -> output.otherwise().isPresent());
        if (!certain || covered || table.definition().hitPolicy().many()) {
            return;
        }
        List<Region> all = table.inputs().stream()
                .map(input -> Region.domain(input.type()))
                .toList();
        List<List<Region>> taken = rows.stream()
                .map(row -> row.stream().map(Optional::orElseThrow).toList())
                .toList();
        Optional<List<List<Region>>> left = Regions.minus(all, taken, new Regions.Budget());
        if (left.isEmpty()) {
            warnings.accept(Problem.of("DECISION_GAPS_UNKNOWN", "/rows"));
            return;
        }
        left.get().stream()
                .limit(MAX_GAPS)
                .forEach(gap -> warnings.accept(Problem.of("DECISION_GAP", "/rows", "values", describe(gap))));
    }

    private String describe(List<Region> gap) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < gap.size(); i++) {
            if (!gap.get(i).equals(Region.domain(table.inputs().get(i).type()))) {
                parts.add(table.inputs().get(i).name() + ": "
                        + gap.get(i).spans().stream().map(TableCheck::text).collect(Collectors.joining(", ")));
            }
        }
        return parts.isEmpty() ? "-" : String.join("; ", parts);
    }

    /** As it would be written in a cell. */
    private static String text(Region.Span span) {
        if (span.low() != null && span.high() != null) {
            return Predicate.order(span.low(), span.high()) == 0
                    ? literal(span.low())
                    : (span.withLow() ? "[" : "(") + literal(span.low()) + ".." + literal(span.high())
                            + (span.withHigh() ? "]" : ")");
        }
        return span.low() != null
                ? (span.withLow() ? ">= " : "> ") + literal(span.low())
                : span.high() != null ? (span.withHigh() ? "<= " : "< ") + literal(span.high()) : "-";
    }

    private static String literal(Object value) {
        return switch (value) {
            case java.math.BigDecimal number -> number.toPlainString();
            case Boolean flag -> flag ? "TRUE" : "FALSE";
            default -> "\"" + value + "\"";
        };
    }
}
