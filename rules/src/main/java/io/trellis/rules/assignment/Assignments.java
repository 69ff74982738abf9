package io.trellis.rules.assignment;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.definition.AssignmentDefinition.Method;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the assignment rules of one object, compiled once for a batch. Used by one thread. */
final class Assignments {
    private final Catalog catalog;
    private final CatalogObject object;
    private final List<AssignmentDefinition> rules;
    private final Staff staff;
    private final Map<String, Condition> conditions = new HashMap<>();

    private record Condition(Evaluator evaluator, Set<Predicate.Path> reads) {}

    Assignments(Catalog catalog, CatalogObject object, Staff staff) {
        this.catalog = catalog;
        this.object = object;
        this.rules = of(catalog, object.name());
        this.staff = staff;
    }

    /** Active rules of an object, in order. */
    static List<AssignmentDefinition> of(Catalog catalog, String object) {
        return ObjectRule.active(catalog.elements(AssignmentDefinition.class).values())
                .filter(rule -> rule.object().equals(object))
                .toList();
    }

    /** Takes nobody's turn; whom load decides for has one more on their desk in this batch. */
    Chosen choose(EvaluationContext context) {
        List<Chosen.Tried> tried = new ArrayList<>();
        Set<Predicate.Path> read = new LinkedHashSet<>();
        for (AssignmentDefinition rule : rules) {
            if (!holds(rule.when(), context, read)) {
                tried.add(new Chosen.Tried(rule.key(), -1, "notMet", null, List.of()));
                continue;
            }
            for (int i = 0; i < rule.entries().size(); i++) {
                Entry entry = rule.entries().get(i);
                String method = entry.method().word();
                if (!holds(entry.when(), context, read)) {
                    tried.add(new Chosen.Tried(rule.key(), i, "notMet", method, List.of()));
                    continue;
                }
                List<Chosen.Candidate> candidates = candidates(rule, entry);
                if (candidates.isEmpty()) {
                    tried.add(new Chosen.Tried(rule.key(), i, "nobody", method, candidates));
                    continue;
                }
                String outcome = entry.method() == Method.ROUND_ROBIN ? "inTurn" : "chosen";
                tried.add(new Chosen.Tried(rule.key(), i, outcome, method, candidates));
                if (entry.method() == Method.LEAST_LOAD) {
                    staff.give(
                            rule.object(), entry.load(), candidates.getFirst().id());
                }
                return new Chosen(rule, i, candidates, read, tried);
            }
        }
        return new Chosen(null, -1, List.of(), read, tried);
    }

    private boolean holds(String source, EvaluationContext context, Set<Predicate.Path> read) {
        if (source == null) {
            return true;
        }
        Condition condition = conditions.computeIfAbsent(source, _ -> {
            Checked checked = Expressions.checkCondition(source, catalog.scope(object));
            return new Condition(checked.compile(), checked.references());
        });
        read.addAll(condition.reads());
        return Boolean.TRUE.equals(condition.evaluator().evaluate(context));
    }

    private List<Chosen.Candidate> candidates(AssignmentDefinition rule, Entry entry) {
        List<Staff.Person> people = staff.of(entry);
        if (entry.method() != Method.LEAST_LOAD) {
            return people.stream()
                    .map(person -> new Chosen.Candidate(person.id(), person.username(), null))
                    .toList();
        }
        Map<String, Long> loads = staff.loads(rule.object(), entry.load());
        return people.stream()
                .map(person ->
                        new Chosen.Candidate(person.id(), person.username(), loads.getOrDefault(person.id(), 0L)))
                .sorted(Comparator.comparing(Chosen.Candidate::load))
                .toList();
    }
}
