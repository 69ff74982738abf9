package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.DefaultOrder;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Predicate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The active rules of one object, compiled. Immutable and safe to share; evaluating reads nothing but what the situation gives. */
public final class ObjectRules {
    private final CatalogObject object;
    private final List<CompiledRule> defaults;
    private final List<CompiledRule> creating;
    private final List<CompiledRule> updating;
    private final Map<String, Evaluator> formulas = new HashMap<>();
    private final Set<Predicate.Path> remote = new LinkedHashSet<>();

    private ObjectRules(Catalog catalog, CatalogObject object, Collection<RuleDefinition> rules) {
        this.object = object;
        List<RuleDefinition> active = ObjectRule.active(rules)
                .filter(rule -> rule.object().equals(object.name()))
                .toList();
        Map<RuleDefinition, CompiledRule> compiled = active.stream()
                .collect(Collectors.toMap(Function.identity(), rule -> CompiledRule.of(catalog, object, rule)));
        List<RuleDefinition> giving =
                active.stream().filter(rule -> rule.type() == Type.DEFAULT).toList();
        this.defaults = DefaultOrder.sort(object, giving, catalog.scope(object)).stream()
                .filter(RuleDefinition::onCreate)
                .map(compiled::get)
                .toList();
        List<CompiledRule> others = active.stream()
                .filter(rule -> rule.type() != Type.DEFAULT)
                .map(compiled::get)
                .toList();
        this.creating =
                others.stream().filter(rule -> rule.definition().onCreate()).toList();
        this.updating =
                others.stream().filter(rule -> rule.definition().onUpdate()).toList();
        compiled.values().forEach(rule -> remote.addAll(rule.remote()));
        for (CatalogField field : object.formulasInOrder()) {
            field.formula().ifPresent(formula -> formulas.put(field.name(), formula.compile()));
        }
    }

    /**
     * @param rules checked ones, of any objects; those of others and inactive ones are left out
     */
    public static ObjectRules of(Catalog catalog, CatalogObject object, Collection<RuleDefinition> rules) {
        return new ObjectRules(catalog, object, rules);
    }

    public boolean isEmpty() {
        return defaults.isEmpty() && creating.isEmpty() && updating.isEmpty();
    }

    /** Paths through links that some rule reads. */
    Set<Predicate.Path> remote() {
        return remote;
    }

    /** Values that rules give to those fields of a new record that nobody sent; canonical, by name, null to leave empty. */
    public Map<String, Object> defaults(Situation situation) {
        return evaluation(situation, false).defaults(defaults);
    }

    /** What rules say of a record whose defaults have been given already. */
    public Outcome check(Situation situation) {
        return evaluation(situation, false).states(situation.creating() ? creating : updating);
    }

    /** Everything, defaults first, with a trace: as forms and trials need it. */
    public Outcome evaluate(Situation situation) {
        Evaluation evaluation = evaluation(situation, true);
        if (situation.creating()) {
            evaluation.defaults(defaults);
        }
        return evaluation.states(situation.creating() ? creating : updating);
    }

    private Evaluation evaluation(Situation situation, boolean tracing) {
        return new Evaluation(object, formulas, situation, tracing);
    }
}
