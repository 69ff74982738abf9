package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.TypeScope;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rule ready to be evaluated. Immutable and safe to share.
 *
 * @param when null for always
 * @param check null unless a validation or a filter; a filter reads the linked record, and this record behind {@code this}
 * @param value null unless a default with an expression
 * @param subject the one field of DEFAULT, OPTIONS and FILTER; null for other types
 * @param reads paths over the record that the rule looks at, those of a filter's {@code this} included
 * @param linked paths over the linked record that a filter looks at; empty for other types
 * @param watched fields of the record whose change makes a write the rule's concern; empty for every write
 */
record CompiledRule(
        RuleDefinition definition,
        Evaluator when,
        Evaluator check,
        Evaluator value,
        CatalogField subject,
        Set<Predicate.Path> reads,
        Set<Predicate.Path> linked,
        Set<String> watched) {
    static final String THIS = "this";

    static CompiledRule of(Catalog catalog, CatalogObject object, RuleDefinition rule) {
        TypeScope scope = catalog.scope(object);
        Set<Predicate.Path> reads = new LinkedHashSet<>();
        Set<Predicate.Path> linked = new LinkedHashSet<>();
        CatalogField subject = rule.field() == null ? null : object.fields().get(rule.field());
        Evaluator when = condition(rule.when(), scope.withBefore(), reads);
        Evaluator check = null;
        Evaluator value = null;
        switch (rule.type()) {
            case VALIDATION -> check = condition(rule.check(), scope.withBefore(), reads);
            case FILTER -> {
                CatalogObject target = catalog.getObject(subject.targets().getFirst());
                Set<Predicate.Path> both = new LinkedHashSet<>();
                check = condition(rule.filter(), catalog.scope(target, object, (_, _) -> true), both);
                for (Predicate.Path path : both) {
                    if (path.first().equals(THIS)) {
                        reads.add(rest(path));
                    } else {
                        linked.add(path);
                    }
                }
            }
            case DEFAULT -> {
                String source = rule.value().expression();
                if (source != null) {
                    Checked checked = Expressions.check(
                            source, scope, Optional.of(subject.type().expressionType(subject.definition())));
                    reads.addAll(checked.references());
                    value = checked.compile();
                }
            }
            case OPTIONS -> {
                if (rule.by() != null) {
                    reads.add(Predicate.Path.of(rule.by()));
                }
            }
            case VISIBLE, HIDDEN, REQUIRED, READ_ONLY -> {}
        }
        return new CompiledRule(rule, when, check, value, subject(rule, subject), reads, linked, watched(rule, reads));
    }

    private static CatalogField subject(RuleDefinition rule, CatalogField subject) {
        return switch (rule.type()) {
            case DEFAULT, OPTIONS, FILTER -> subject;
            case VALIDATION, VISIBLE, HIDDEN, REQUIRED, READ_ONLY -> null;
        };
    }

    private static Evaluator condition(String source, TypeScope scope, Set<Predicate.Path> reads) {
        if (source == null) {
            return null;
        }
        Checked checked = Expressions.checkCondition(source, scope);
        reads.addAll(checked.references());
        return checked.compile();
    }

    private static Set<String> watched(RuleDefinition rule, Set<Predicate.Path> reads) {
        Set<String> watched = new LinkedHashSet<>(rule.governed());
        reads.forEach(path -> watched.add(path.first()));
        return watched;
    }

    static Predicate.Path rest(Predicate.Path path) {
        return new Predicate.Path(path.steps().subList(1, path.steps().size()));
    }

    String key() {
        return definition.key();
    }

    Type type() {
        return definition.type();
    }
}
