package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.definition.DecisionDefinition.Aggregation;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the rows that hit come to, by the table's hit policy; the semantics are those of DMN 1.5, chapter 8.2.10. */
final class HitRule {
    private final Table table;
    private final List<Evaluator> otherwise;

    HitRule(Table table) {
        this.table = table;
        this.otherwise = table.outputs().stream()
                .map(output -> output.otherwise().map(one -> one.compile()).orElse(null))
                .toList();
    }

    /**
     * @param rows that hit, in the order of the table
     * @param found the outputs of each
     */
    Outcome decide(List<Integer> rows, List<List<Object>> found, EvaluationContext surroundings, Outcome.Trace trace) {
        List<Problem> problems = notAllowed(rows, found);
        if (!problems.isEmpty()) {
            return new Outcome(true, List.of(), trace, problems);
        }
        return switch (table.definition().hitPolicy()) {
            case UNIQUE ->
                rows.size() > 1
                        ? contradiction("DECISION_NOT_UNIQUE", rows, trace)
                        : single(found, surroundings, trace);
            case ANY ->
                found.stream().anyMatch(one -> !same(one, found.getFirst()))
                        ? contradiction("DECISION_NOT_AGREED", rows, trace)
                        : single(found, surroundings, trace);
            case FIRST -> single(found, surroundings, trace);
            case PRIORITY -> {
                List<Integer> order = byPriority(found);
                yield single(
                        order.stream().limit(1).map(found::get).toList(),
                        surroundings,
                        ordered(trace, rows, order.stream().limit(1).toList()));
            }
            case COLLECT ->
                table.definition().aggregation() == Aggregation.LIST
                        ? many(found, surroundings, trace)
                        : aggregate(found, surroundings, trace);
            case RULE_ORDER -> many(found, surroundings, trace);
            case OUTPUT_ORDER -> {
                List<Integer> order = byPriority(found);
                yield many(order.stream().map(found::get).toList(), surroundings, ordered(trace, rows, order));
            }
        };
    }

    private List<Problem> notAllowed(List<Integer> rows, List<List<Object>> found) {
        List<Problem> problems = new ArrayList<>(0);
        for (int i = 0; i < found.size(); i++) {
            for (int column = 0; column < table.outputs().size(); column++) {
                Table.Output output = table.outputs().get(column);
                Object value = found.get(i).get(column);
                if (value != null
                        && !output.order().isEmpty()
                        && rank(output, value) == output.order().size()) {
                    problems.add(new Problem(
                            "DECISION_OUTPUT_NOT_ALLOWED",
                            "/rows/" + rows.get(i) + "/then/" + column,
                            Map.of("name", output.name(), "value", value, "row", rows.get(i) + 1)));
                }
            }
        }
        return problems;
    }

    private static Outcome contradiction(String code, List<Integer> rows, Outcome.Trace trace) {
        List<Integer> numbers = rows.stream().map(row -> row + 1).toList();
        return new Outcome(true, List.of(), trace, List.of(Problem.of(code, "", "rows", numbers)));
    }

    private Outcome single(List<List<Object>> found, EvaluationContext surroundings, Outcome.Trace trace) {
        return found.isEmpty()
                ? nothing(surroundings, trace)
                : new Outcome(true, List.of(named(found.getFirst())), trace, List.of());
    }

    private Outcome many(List<List<Object>> found, EvaluationContext surroundings, Outcome.Trace trace) {
        return found.isEmpty()
                ? nothing(surroundings, trace)
                : new Outcome(true, found.stream().map(this::named).toList(), trace, List.of());
    }

    private Outcome nothing(EvaluationContext surroundings, Outcome.Trace trace) {
        if (otherwise.stream().allMatch(Objects::isNull)) {
            return new Outcome(false, List.of(), trace, List.of());
        }
        var values = new ArrayList<Object>();
        otherwise.forEach(one -> values.add(one == null ? null : one.evaluate(surroundings)));
        return new Outcome(false, List.of(named(values)), trace, List.of());
    }

    /** Rows without a value don't count; the sum of nothing is nothing, the number of nothing is 0. */
    private Outcome aggregate(List<List<Object>> found, EvaluationContext surroundings, Outcome.Trace trace) {
        List<Object> values =
                found.stream().map(List::getFirst).filter(Objects::nonNull).toList();
        Aggregation aggregation = table.definition().aggregation();
        if (values.isEmpty() && aggregation != Aggregation.COUNT) {
            return nothing(surroundings, trace);
        }
        Comparator<Object> order = Predicate::order;
        Object value =
                switch (aggregation) {
                    case SUM -> values.stream().map(BigDecimal.class::cast).reduce(BigDecimal.ZERO, BigDecimal::add);
                    case MIN -> values.stream().min(order).orElseThrow();
                    case MAX -> values.stream().max(order).orElseThrow();
                    case COUNT -> BigDecimal.valueOf(values.size());
                    case LIST -> throw new IllegalStateException("not one value");
                };
        return new Outcome(
                !found.isEmpty(), List.of(named(java.util.Collections.singletonList(value))), trace, List.of());
    }

    /** By the first output whose values differ in rank; rows of the same rank stay in the order of the table. */
    private List<Integer> byPriority(List<List<Object>> found) {
        Comparator<Integer> order = (_, _) -> 0;
        for (int i = 0; i < table.outputs().size(); i++) {
            int column = i;
            Table.Output output = table.outputs().get(i);
            if (!output.order().isEmpty()) {
                order = order.thenComparingInt(
                        row -> rank(output, found.get(row).get(column)));
            }
        }
        return IntStream.range(0, found.size()).boxed().sorted(order).toList();
    }

    /** Place of a value among those possible; behind all of them when it is none, or null. */
    private static int rank(Table.Output output, Object value) {
        List<Object> order = output.order();
        for (int i = 0; i < order.size() && value != null; i++) {
            if (equal(order.get(i), value)) {
                return i;
            }
        }
        return order.size();
    }

    private static Outcome.Trace ordered(Outcome.Trace trace, List<Integer> rows, List<Integer> order) {
        return new Outcome.Trace(
                trace.inputs(), trace.failed(), order.stream().map(rows::get).toList());
    }

    private Map<String, Object> named(List<Object> values) {
        var named = new LinkedHashMap<String, Object>();
        for (int i = 0; i < table.outputs().size(); i++) {
            named.put(table.outputs().get(i).name(), values.get(i));
        }
        return named;
    }

    private static boolean same(List<Object> a, List<Object> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(Object a, Object b) {
        return a instanceof BigDecimal left && b instanceof BigDecimal right
                ? left.compareTo(right) == 0
                : Objects.equals(a, b);
    }
}
