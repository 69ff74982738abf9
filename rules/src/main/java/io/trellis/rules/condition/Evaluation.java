package io.trellis.rules.condition;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.FieldTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One evaluation of an object's rules on one record. Used once, by one thread. */
final class Evaluation {
    private final CatalogObject object;
    private final Situation situation;
    private final EvaluationContext context;
    private final boolean tracing;
    private final Map<String, Evaluator> formulas;

    /** What default rules have given so far, by field. */
    private final Map<String, Object> given = new HashMap<>();

    private final Map<String, Outcome.State> states = new LinkedHashMap<>();
    private final List<Outcome.Violation> violations = new ArrayList<>();
    private final List<Outcome.Traced> trace = new ArrayList<>();
    private Map<String, Object> reads;

    Evaluation(CatalogObject object, Map<String, Evaluator> formulas, Situation situation, boolean tracing) {
        this.object = object;
        this.formulas = formulas;
        this.situation = situation;
        this.tracing = tracing;
        EvaluationContext recorded = situation.context().with(this::read);
        this.context = situation.before().map(recorded::withBefore).orElse(recorded);
    }

    private Object read(Predicate.Path path) {
        Object value = value(path);
        if (reads != null) {
            reads.put(path.toString(), value);
        }
        return value;
    }

    private Object value(Predicate.Path path) {
        String first = path.first();
        if (!path.isRemote()) {
            if (given.containsKey(first)) {
                return Results.seen(given.get(first));
            }
            Evaluator formula = formulas.get(first);
            if (formula != null && (situation.live() || !given.isEmpty())) {
                // What a formula reads is not what the rule reads: whoever may see the formula may see its value.
                Map<String, Object> recorded = reads;
                reads = null;
                Object result = Results.of(object.fields().get(first), formula.evaluate(context));
                reads = recorded;
                return Results.seen(result);
            }
        }
        return Results.seen(situation.context().value(path));
    }

    private Object value(String field) {
        Map<String, Object> recorded = reads;
        reads = null;
        Object value = value(new Predicate.Path(List.of(field)));
        reads = recorded;
        return value;
    }

    /** Values for fields that nobody sent, by name. */
    Map<String, Object> defaults(List<CompiledRule> rules) {
        for (CompiledRule rule : rules) {
            String name = rule.subject().name();
            begin();
            boolean open = !situation.sent(name) && !given.containsKey(name);
            boolean applies = holds(rule.when());
            if (open && applies) {
                Object value = value(rule);
                given.put(name, value);
                Outcome.State state = state(name);
                state.defaulted = true;
                state.value = value;
                state.by("default", rule.key());
            }
            end(rule, applies, true, null);
        }
        return given;
    }

    private Object value(CompiledRule rule) {
        CatalogField field = rule.subject();
        if (rule.value() != null) {
            return Results.of(field, rule.value().evaluate(context));
        }
        Object literal = rule.definition().value().literal();
        return literal == null ? null : field.type().normalise(field.definition(), literal, _ -> {});
    }

    /** What the other rules say, those about visibility first since a hidden field is not demanded. */
    Outcome states(List<CompiledRule> rules) {
        for (CompiledRule rule : rules) {
            if (rule.type() == Type.VISIBLE || rule.type() == Type.HIDDEN) {
                begin();
                boolean applies = holds(rule.when());
                if (applies == (rule.type() == Type.HIDDEN)) {
                    for (String field : rule.definition().fields()) {
                        state(field).visible = false;
                        state(field).by("visible", rule.key());
                    }
                }
                end(rule, applies, true, null);
            }
        }
        for (CompiledRule rule : rules) {
            if (rule.type() != Type.VISIBLE && rule.type() != Type.HIDDEN) {
                begin();
                boolean applies = holds(rule.when());
                boolean concerned = concerned(rule);
                Boolean holds = applies ? apply(rule, concerned) : null;
                end(rule, applies, concerned, holds);
            }
        }
        return new Outcome(states, violations, trace);
    }

    /** Whether a validation or filter holds; null for others, which have no such answer. */
    private Boolean apply(CompiledRule rule, boolean concerned) {
        return switch (rule.type()) {
            case VALIDATION -> {
                boolean holds = holds(rule.check());
                if (!holds && concerned) {
                    violate(rule, rule.definition().field());
                }
                yield holds;
            }
            case REQUIRED -> {
                for (String field : rule.definition().fields()) {
                    state(field).required = true;
                    state(field).by("required", rule.key());
                    if (concerned && state(field).visible && Results.empty(value(field))) {
                        violate(rule, field);
                    }
                }
                yield null;
            }
            case READ_ONLY -> {
                for (String field : rule.definition().fields()) {
                    state(field).readOnly = true;
                    state(field).by("readOnly", rule.key());
                    if (changedByWriter(field)) {
                        violate(rule, field);
                    }
                }
                yield null;
            }
            case OPTIONS -> {
                options(rule, concerned);
                yield null;
            }
            case FILTER -> filter(rule, concerned);
            case VISIBLE, HIDDEN, DEFAULT -> null;
        };
    }

    private boolean changedByWriter(String field) {
        if (!situation.sent(field) || situation.declared(field) || !situation.changed(field)) {
            return false;
        }
        // A form may send what it shows: the value the field starts with is no change.
        return !situation.creating() || !Results.same(value(field), start(field));
    }

    /** What a new record's field holds without the writer's doing: the default of its definition. */
    private Object start(String name) {
        CatalogField field = object.fields().get(name);
        if (field.defaultExpression().isPresent()) {
            return Results.of(field, field.defaultExpression().get().compile().evaluate(context));
        }
        Object literal = field.definition().defaultValue();
        return literal == null ? null : field.type().normalise(field.definition(), literal, _ -> {});
    }

    private void options(CompiledRule rule, boolean concerned) {
        String field = rule.subject().name();
        List<String> allowed = rule.definition().allow();
        if (rule.definition().by() != null) {
            Object line = context.value(Predicate.Path.of(rule.definition().by()));
            allowed = rule.definition().matrix().getOrDefault(String.valueOf(line), List.of());
        }
        Outcome.State state = state(field);
        List<String> now = allowed;
        state.options = state.options == null
                ? now
                : state.options.stream().filter(now::contains).toList();
        state.by("options", rule.key());
        Object value = value(field);
        List<?> chosen = value instanceof List<?> many ? many : value == null ? List.of() : List.of(value);
        if (concerned && !chosen.stream().allMatch(one -> allowed(rule.subject(), now, one.toString()))) {
            violate(rule, field);
        }
    }

    /** In a tree of options a place that is allowed stands for everything below it. */
    private static boolean allowed(CatalogField field, List<String> allowed, String value) {
        return allowed.contains(value)
                || field.type() == FieldTypes.get("cascade")
                        && allowed.stream().anyMatch(place -> value.startsWith(place + "/"));
    }

    private Boolean filter(CompiledRule rule, boolean concerned) {
        String field = rule.subject().name();
        Outcome.State state = state(field);
        String bound = Expressions.bind(rule.definition().filter(), CompiledRule.THIS, this::read);
        state.filter = state.filter == null ? bound : "(" + state.filter + ") AND (" + bound + ")";
        state.by("filter", rule.key());
        if (value(field) == null) {
            return null;
        }
        EvaluationContext linked = situation.context().with(path -> {
            if (path.first().equals(CompiledRule.THIS)) {
                return read(CompiledRule.rest(path));
            }
            var steps = new ArrayList<String>();
            steps.add(field);
            steps.addAll(path.steps());
            return read(new Predicate.Path(steps));
        });
        boolean holds = Boolean.TRUE.equals(rule.check().evaluate(linked));
        if (!holds && concerned) {
            violate(rule, field);
        }
        return holds;
    }

    private boolean holds(Evaluator condition) {
        return condition == null || Boolean.TRUE.equals(condition.evaluate(context));
    }

    private boolean concerned(CompiledRule rule) {
        return situation.creating()
                || rule.watched().isEmpty()
                || rule.watched().stream().anyMatch(situation::changed);
    }

    private void violate(CompiledRule rule, String field) {
        CatalogField placed = field == null ? null : object.fields().get(field);
        violations.add(new Outcome.Violation(rule.key(), rule.type(), field, Messages.of(rule.definition(), placed)));
    }

    private Outcome.State state(String field) {
        return states.computeIfAbsent(field, _ -> new Outcome.State());
    }

    private void begin() {
        reads = tracing ? new LinkedHashMap<>() : null;
    }

    private void end(CompiledRule rule, boolean applies, boolean concerned, Boolean holds) {
        if (tracing) {
            trace.add(new Outcome.Traced(rule.key(), rule.type(), applies, concerned, holds, reads));
            reads = null;
        }
    }
}
