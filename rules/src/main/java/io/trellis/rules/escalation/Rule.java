package io.trellis.rules.escalation;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.definition.ObjectRule;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.rules.condition.Results;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An escalation rule of a catalog, compiled. Immutable. */
final class Rule {
    private final EscalationDefinition definition;
    private final CatalogObject object;
    private final Hours hours;
    private final Checked when;
    private final Evaluator condition;
    private final List<Map<String, Checked>> sets = new ArrayList<>();

    private Rule(Catalog catalog, EscalationDefinition definition) {
        this.definition = definition;
        this.object = catalog.getObject(definition.object());
        this.hours = new Hours(definition.businessHours());
        this.when =
                definition.when() == null ? null : Expressions.checkCondition(definition.when(), catalog.scope(object));
        this.condition = when == null ? _ -> Boolean.TRUE : when.compile();
        for (Level level : definition.levels()) {
            Map<String, Checked> set = new LinkedHashMap<>();
            level.set().forEach((name, source) -> {
                CatalogField field = object.fields().get(name);
                set.put(
                        name,
                        Expressions.check(
                                source,
                                catalog.scope(object),
                                Optional.of(field.type().expressionType(field.definition()))));
            });
            sets.add(set);
        }
    }

    /** Active ones, in their order. */
    static List<Rule> active(Catalog catalog) {
        return ObjectRule.active(catalog.elements(EscalationDefinition.class).values())
                .map(rule -> new Rule(catalog, rule))
                .toList();
    }

    /** @param key {@code object.name} */
    static Optional<Rule> find(Catalog catalog, String key) {
        return Optional.ofNullable(catalog.elements(EscalationDefinition.class).get(key))
                .map(rule -> new Rule(catalog, rule));
    }

    EscalationDefinition definition() {
        return definition;
    }

    CatalogObject object() {
        return object;
    }

    List<Level> levels() {
        return definition.levels();
    }

    Hours hours() {
        return hours;
    }

    Optional<Checked> when() {
        return Optional.ofNullable(when);
    }

    /** What a level sets, checked, by field. */
    Map<String, Checked> sets(int level) {
        return sets.get(level);
    }

    boolean holds(EvaluationContext context) {
        return Boolean.TRUE.equals(condition.evaluate(context));
    }

    /** The moment the hours of a record are counted from; empty where the field has no value. */
    Optional<Instant> since(RecordView record) {
        return switch (record.get(definition.since())) {
            case LocalDate day ->
                Optional.of(day.atStartOfDay(RecordService.DERIVED_ZONE).toInstant());
            case Instant moment -> Optional.of(moment);
            case null, default -> Optional.empty();
        };
    }

    /** Whether a rule's own writes move the time it counts from. */
    boolean movesItself() {
        return definition.since().equals("updatedAt");
    }

    boolean due(int level, Instant since, Instant at) {
        return hours.between(since, at).compareTo(levels().get(level).afterHours()) >= 0;
    }

    /** The records any level may be due for, as a filter of the expression language. */
    String filter(Instant at) {
        Instant latest = at.minusMillis(Hours.millis(shortest()));
        boolean day = object.fields().get(definition.since()).shape() == Shape.DAY;
        String limit =
                day ? latest.atZone(RecordService.DERIVED_ZONE).toLocalDate().toString() : latest.toString();
        String waiting = definition.since() + " <= " + Expressions.quote(limit);
        return when == null ? waiting : "(" + definition.when() + "\n) AND " + waiting;
    }

    /** The first level's hours; where each level moves the time, the shortest wait from one level to the next. */
    private BigDecimal shortest() {
        BigDecimal shortest = levels().getFirst().afterHours();
        if (movesItself()) {
            for (int i = 1; i < levels().size(); i++) {
                shortest = shortest.min(levels().get(i)
                        .afterHours()
                        .subtract(levels().get(i - 1).afterHours()));
            }
        }
        return shortest;
    }

    /** What a level gives the fields it sets; null clears one. */
    Map<String, Object> values(int level, EvaluationContext context) {
        Map<String, Object> values = new LinkedHashMap<>();
        sets.get(level)
                .forEach((name, expression) -> values.put(
                        name,
                        Results.of(
                                object.fields().get(name), expression.compile().evaluate(context))));
        return values;
    }

    /** As JSON has a value, to be sent and to be told. */
    static Object plain(Object value) {
        return value instanceof Temporal time ? time.toString() : value;
    }
}
