package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.RuleDefinition.Type;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.field.Options;
import io.trellis.metadata.field.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Checks conditional rules: that what they read and govern is there and of a type they can work with. */
final class RuleCheck {
    /** Languages in which a message must exist. */
    private static final List<String> LOCALES = List.of("zh-CN", "en-US");

    private static final Set<String> WRITABLE_SYSTEM = Set.of("owner", "recordType");

    private final Draft draft;

    RuleCheck(Draft draft) {
        this.draft = draft;
    }

    void check(RuleDefinition rule, Place place) {
        if (rule.type() == null) {
            // The schema has said so; nothing else can be told of a rule that does nothing known.
            return;
        }
        keys(rule, place);
        message(rule, place.at("message"));
        CatalogObject object = place.at("object").object(draft, rule.object()).orElse(null);
        if (object == null) {
            return;
        }
        if (rule.when() != null) {
            condition(rule.when(), object, place.at("when"));
        }
        if (rule.check() != null) {
            condition(rule.check(), object, place.at("check"));
        }
        for (int i = 0; i < rule.fields().size(); i++) {
            Place at = place.at("fields", i);
            at.field(object, rule.fields().get(i)).ifPresent(field -> governed(rule.type(), field, at));
        }
        if (rule.field() != null) {
            place.at("field").field(object, rule.field()).ifPresent(field -> about(rule, object, field, place));
        }
    }

    private void condition(String source, CatalogObject object, Place at) {
        Checked checked = Expressions.checkCondition(source, new ObjectScope(draft.objects(), object).withBefore());
        at.report(checked.problems());
        Conditions.uses(checked, object, draft, at);
    }

    /** Circles among the defaults of each object: in one of them no value could be computed first. */
    void defaults(Function<RuleDefinition, Place> places) {
        for (CatalogObject object : draft.objects().values()) {
            List<RuleDefinition> rules = draft.of(RuleDefinition.class).values().stream()
                    .filter(rule ->
                            rule.type() == Type.DEFAULT && rule.object().equals(object.name()) && rule.field() != null)
                    .toList();
            if (!rules.isEmpty()) {
                DefaultOrder.findCycle(object, rules, new ObjectScope(draft.objects(), object))
                        .ifPresent(cycle -> places.apply(cycle.rule())
                                .at("value")
                                .report("RULE_DEFAULT_CYCLE", "fields", String.join(" → ", cycle.fields())));
            }
        }
    }

    private static void keys(RuleDefinition rule, Place place) {
        Type type = rule.type();
        List<String> written = rule.keys();
        for (String key : type.required()) {
            boolean there = key.equals("when") ? rule.when() != null : written.contains(key);
            if (!there) {
                place.report("MISSING_KEY", "key", key);
            }
        }
        for (String key : written) {
            if (!type.knows(key)) {
                place.at(key).report("KEY_OF_OTHER_TYPE", Map.of("key", key, "type", type.word()));
            }
        }
        if (type == Type.OPTIONS) {
            boolean matrix = rule.by() != null && !rule.matrix().isEmpty();
            boolean halfMatrix = rule.by() != null != !rule.matrix().isEmpty();
            if (matrix == !rule.allow().isEmpty() || halfMatrix) {
                place.report("ONE_OF_KEYS", "keys", "allow, by + matrix");
            }
        }
    }

    private static void message(RuleDefinition rule, Place at) {
        if (!rule.message().isEmpty()) {
            for (String locale : LOCALES) {
                String text = rule.message().byLocale().get(locale);
                if (text == null || text.isBlank()) {
                    at.report("MESSAGE_MISSING", "locale", locale);
                }
            }
        }
    }

    private static void governed(Type type, CatalogField field, Place at) {
        switch (type) {
            case VISIBLE, HIDDEN -> {
                boolean given = field.definition().defaultValue() != null
                        || field.definition().defaultExpression() != null;
                if (field.definition().required() && !field.computed() && !given) {
                    at.report("RULE_HIDES_REQUIRED", "name", field.name());
                }
            }
            case REQUIRED -> {
                if (field.computed() || field.system()) {
                    at.report("REQUIRED_NOT_ALLOWED", "name", field.name());
                }
            }
            case READ_ONLY -> {
                if (field.computed() || field.system() && !WRITABLE_SYSTEM.contains(field.name())) {
                    at.report("READ_ONLY");
                }
            }
            case VALIDATION, DEFAULT, OPTIONS, FILTER -> {}
        }
    }

    private void about(RuleDefinition rule, CatalogObject object, CatalogField field, Place place) {
        switch (rule.type()) {
            case DEFAULT -> value(rule.value(), object, field, place);
            case OPTIONS -> options(rule, object, field, place);
            case FILTER -> filter(rule, object, field, place);
            case VALIDATION, VISIBLE, HIDDEN, REQUIRED, READ_ONLY -> {}
        }
    }

    private void value(MappingDefinition.Value value, CatalogObject object, CatalogField field, Place place) {
        if (field.computed() || field.system()) {
            place.at("field").report("DEFAULT_NOT_ALLOWED", "name", field.name());
        } else if (value != null && value.expression() != null) {
            if (field.shape() == Shape.GROUP) {
                place.at("value").report("DEFAULT_NOT_ALLOWED", "name", field.name());
                return;
            }
            Checked checked = Expressions.check(
                    value.expression(),
                    new ObjectScope(draft.objects(), object),
                    Optional.of(field.type().expressionType(field.definition())));
            place.at("value/expression").report(checked.problems());
            Conditions.uses(checked, object, draft, place);
        } else if (value != null && value.literal() != null) {
            field.type().normalise(field.definition(), value.literal(), place.at("value")::report);
        }
    }

    private static void options(RuleDefinition rule, CatalogObject object, CatalogField field, Place place) {
        List<String> known = optionsOf(field);
        if (known.isEmpty() || field.system()) {
            place.at("field").report("NOT_A_SELECT", "name", field.name());
            return;
        }
        known(rule.allow(), known, place.at("allow"));
        CatalogField by = rule.by() == null
                ? null
                : place.at("by").field(object, rule.by()).orElse(null);
        List<String> deciding = by == null ? List.of() : optionsOf(by);
        boolean single = by != null && by.definition().type().equals("select");
        if (by != null && !single) {
            place.at("by").report("NOT_A_SELECT", "name", by.name());
        } else if (by != null && by.name().equals(field.name())) {
            place.at("by").report("RULE_BY_ITSELF", "name", by.name());
        }
        rule.matrix().forEach((value, allowed) -> {
            Place at = place.at("matrix").at(value.replace("~", "~0").replace("/", "~1"));
            if (single && !deciding.contains(value)) {
                at.report(Options.notAnOption(value, deciding));
            }
            known(allowed, known, at);
        });
    }

    private static List<String> optionsOf(CatalogField field) {
        return switch (field.definition().type()) {
            case "select", "multiSelect" -> Options.names(field.definition());
            case "cascade" -> Options.paths(field.definition());
            default -> List.of();
        };
    }

    private static void known(List<String> names, List<String> known, Place place) {
        for (int i = 0; i < names.size(); i++) {
            if (!known.contains(names.get(i))) {
                place.at(Integer.toString(i)).report(Options.notAnOption(names.get(i), known));
            }
        }
    }

    private void filter(RuleDefinition rule, CatalogObject object, CatalogField field, Place place) {
        if (field.shape() != Shape.LINK || field.targets().size() != 1 || rule.filter() == null) {
            if (rule.filter() != null) {
                place.at("field").report("NO_WAY_THROUGH", "name", field.name());
            }
            return;
        }
        CatalogObject target = draft.objects().get(field.targets().getFirst());
        if (target != null) {
            FilterCheck.check(rule.filter(), target, object, draft, place.at("filter"));
        }
    }
}
