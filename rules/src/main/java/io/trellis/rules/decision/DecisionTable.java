package io.trellis.rules.decision;

import io.trellis.metadata.decision.Table;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.definition.DecisionDefinition.HitPolicy;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A decision table, compiled: evaluating it looks at no definition and changes nothing. Immutable, thread-safe. */
public final class DecisionTable {
    private static final int HIT = -1;

    private final Table table;
    private final CellTest[][] tests;
    private final Evaluator[][] results;
    private final Map<Predicate.Path, Integer> places = new HashMap<>();
    private final HitRule rule;

    private DecisionTable(Table table) {
        this.table = table;
        this.tests = table.rows().stream()
                .map(row -> row.when().stream().map(CellTest::of).toArray(CellTest[]::new))
                .toArray(CellTest[][]::new);
        this.results = table.rows().stream()
                .map(row -> row.then().stream()
                        .map(expression -> expression == null ? null : expression.compile())
                        .toArray(Evaluator[]::new))
                .toArray(Evaluator[][]::new);
        for (int i = 0; i < table.inputs().size(); i++) {
            places.put(Predicate.Path.of(table.inputs().get(i).name()), i);
        }
        this.rule = new HitRule(table);
    }

    public static DecisionTable compile(Table table) {
        return new DecisionTable(table);
    }

    public Table table() {
        return table;
    }

    public DecisionDefinition definition() {
        return table.definition();
    }

    /** Whether an evaluation may give several results. */
    public boolean several() {
        return definition().hitPolicy().many() && definition().aggregation() == DecisionDefinition.Aggregation.LIST;
    }

    /**
     * @param inputs values in the order of the table's inputs, as expressions have them; null for none
     * @param surroundings the moment, the zone and the person
     */
    public Outcome evaluate(List<?> inputs, EvaluationContext surroundings) {
        Object[] values = inputs.toArray();
        EvaluationContext context = surroundings.with(valuesOf(values));
        int[] failed = new int[tests.length];
        List<Integer> hits = new ArrayList<>(4);
        boolean firstOnly = table.definition().hitPolicy() == HitPolicy.FIRST;
        int tested = 0;
        while (tested < tests.length) {
            failed[tested] = failing(tests[tested], values, context);
            if (failed[tested++] == HIT) {
                hits.add(tested - 1);
                if (firstOnly) {
                    break;
                }
            }
        }
        Outcome.Trace trace = new Outcome.Trace(Arrays.asList(values), Arrays.copyOf(failed, tested), hits);
        List<List<Object>> found = new ArrayList<>(hits.size());
        for (int hit : hits) {
            found.add(results(hit, context));
        }
        return rule.decide(hits, found, surroundings, trace);
    }

    private Function<Predicate.Path, Object> valuesOf(Object[] values) {
        return path -> {
            Integer place = places.get(path);
            return place == null ? null : values[place];
        };
    }

    /** The first cell that doesn't fit, or {@link #HIT}. */
    private static int failing(CellTest[] row, Object[] values, EvaluationContext context) {
        for (int i = 0; i < row.length; i++) {
            if (!row[i].fits(values[i], context)) {
                return i;
            }
        }
        return HIT;
    }

    private List<Object> results(int row, EvaluationContext context) {
        Object[] values = new Object[results[row].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = results[row][i] == null ? null : results[row][i].evaluate(context);
        }
        return Arrays.asList(values);
    }
}
