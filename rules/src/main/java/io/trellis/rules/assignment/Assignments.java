package io.trellis.rules.assignment;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.platform.store.RecordStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Asks the assignment rules of an object. Turns are counted in the store, so that they go round over all nodes and after every
 * start; a write that fails may skip somebody's turn. Thread-safe.
 */
@Component
final class Assignments {
    private final RecordStore store;

    Assignments(RecordStore store) {
        this.store = store;
    }

    /** Active rules of an object, in order. */
    static List<AssignmentDefinition> of(Catalog catalog, String object) {
        return catalog.elements(AssignmentDefinition.class).values().stream()
                .filter(rule -> rule.active() && rule.object().equals(object))
                .sorted(Comparator.comparingInt(AssignmentDefinition::order).thenComparing(AssignmentDefinition::name))
                .toList();
    }

    /** Conditions compiled once for a batch. Used by one thread. */
    static final class Asked {
        private final Catalog catalog;
        private final CatalogObject object;
        private final Map<String, Evaluator> conditions = new HashMap<>();

        Asked(Catalog catalog, CatalogObject object) {
            this.catalog = catalog;
            this.object = object;
        }

        private boolean holds(String condition, EvaluationContext context) {
            return condition == null
                    || Boolean.TRUE.equals(conditions
                            .computeIfAbsent(
                                    condition, source -> Expressions.checkCondition(source, catalog.scope(object))
                                            .compile())
                            .evaluate(context));
        }
    }

    /** @param turns false leaves every turn as it is, and whoever would be next by turn unchosen */
    Chosen choose(
            String tenant,
            List<AssignmentDefinition> rules,
            Asked asked,
            EvaluationContext context,
            Staff staff,
            boolean turns) {
        List<Chosen.Tried> tried = new ArrayList<>();
        for (AssignmentDefinition rule : rules) {
            if (!asked.holds(rule.when(), context)) {
                tried.add(new Chosen.Tried(rule.key(), -1, "notMet", null, List.of()));
                continue;
            }
            for (int i = 0; i < rule.entries().size(); i++) {
                Entry entry = rule.entries().get(i);
                if (!asked.holds(entry.when(), context)) {
                    tried.add(new Chosen.Tried(
                            rule.key(), i, "notMet", entry.method().word(), List.of()));
                    continue;
                }
                List<Chosen.Candidate> candidates = candidates(rule, entry, staff);
                if (candidates.isEmpty()) {
                    tried.add(new Chosen.Tried(
                            rule.key(), i, "nobody", entry.method().word(), candidates));
                    continue;
                }
                OptionalInt index = index(tenant, rule, i, candidates.size(), turns);
                String outcome = index.isPresent() ? "chosen" : "inTurn";
                tried.add(
                        new Chosen.Tried(rule.key(), i, outcome, entry.method().word(), candidates));
                String user =
                        index.isPresent() ? candidates.get(index.getAsInt()).id() : null;
                if (user != null && entry.method() == AssignmentDefinition.Method.LEAST_LOAD) {
                    staff.give(rule.object(), entry.load(), user);
                }
                return new Chosen(user, rule.key(), i, tried);
            }
        }
        return new Chosen(null, null, -1, tried);
    }

    private static List<Chosen.Candidate> candidates(AssignmentDefinition rule, Entry entry, Staff staff) {
        List<Staff.Person> people = staff.of(entry);
        if (entry.method() != AssignmentDefinition.Method.LEAST_LOAD) {
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

    private OptionalInt index(String tenant, AssignmentDefinition rule, int entry, int people, boolean turns) {
        return switch (rule.entries().get(entry).method()) {
            case FIXED, LEAST_LOAD -> OptionalInt.of(0);
            case ROUND_ROBIN ->
                turns
                        ? IntStream.of((int) Math.floorMod(
                                        store.takeNumbers(tenant, "assignment:" + rule.id() + ":" + entry, 1), people))
                                .findFirst()
                        : OptionalInt.empty();
        };
    }
}
