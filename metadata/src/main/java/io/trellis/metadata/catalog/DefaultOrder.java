package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.TypeScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Default rules of one object in an order in which each comes after those that give what it reads, also through formulas;
 * otherwise as their {@code order} and then their names say. Depth-first search, as in {@link FormulaOrder}.
 */
public final class DefaultOrder {
    private final CatalogObject object;
    private final TypeScope scope;
    private final Map<String, List<RuleDefinition>> byField = new LinkedHashMap<>();
    private final List<RuleDefinition> sorted = new ArrayList<>();
    private final Set<String> done = new HashSet<>();
    private final LinkedHashSet<String> open = new LinkedHashSet<>();
    private Cycle cycle;

    private DefaultOrder(CatalogObject object, List<RuleDefinition> rules, TypeScope scope) {
        this.object = object;
        this.scope = scope;
        rules.stream().sorted(ObjectRule.ORDER).forEach(rule -> byField.computeIfAbsent(
                        rule.field(), _ -> new ArrayList<>())
                .add(rule));
        List.copyOf(byField.keySet()).forEach(this::visit);
    }

    /** Fields whose defaults read each other, the first again at the end, and a rule among them. */
    record Cycle(List<String> fields, RuleDefinition rule) {}

    /** @param rules of type DEFAULT, all of the object */
    public static List<RuleDefinition> sort(CatalogObject object, List<RuleDefinition> rules, TypeScope scope) {
        return List.copyOf(new DefaultOrder(object, rules, scope).sorted);
    }

    static Optional<Cycle> findCycle(CatalogObject object, List<RuleDefinition> rules, TypeScope scope) {
        return Optional.ofNullable(new DefaultOrder(object, rules, scope).cycle);
    }

    private void visit(String field) {
        if (done.contains(field)) {
            return;
        }
        if (!open.add(field)) {
            circle(field);
            return;
        }
        List<RuleDefinition> rules = byField.getOrDefault(field, List.of());
        for (RuleDefinition rule : rules) {
            reads(rule.when()).forEach(this::visit);
            reads(rule.value() == null ? null : rule.value().expression()).forEach(this::visit);
        }
        object.findField(field).flatMap(CatalogField::formula).ifPresent(formula -> firsts(formula)
                .forEach(this::visit));
        open.remove(field);
        done.add(field);
        sorted.addAll(rules);
    }

    private void circle(String field) {
        var names = new ArrayList<>(open);
        var fields = new ArrayList<>(names.subList(names.indexOf(field), names.size()));
        fields.add(field);
        RuleDefinition rule = fields.stream()
                .filter(byField::containsKey)
                .map(name -> byField.get(name).getFirst())
                .findFirst()
                .orElse(null);
        if (rule != null && cycle == null) {
            cycle = new Cycle(fields, rule);
        }
    }

    private List<String> reads(String source) {
        return source == null ? List.of() : firsts(Expressions.check(source, scope.withBefore(), Optional.empty()));
    }

    private static List<String> firsts(Checked checked) {
        return checked.references().stream().map(Predicate.Path::first).toList();
    }
}
