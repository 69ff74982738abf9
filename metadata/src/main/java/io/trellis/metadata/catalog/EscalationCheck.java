package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.definition.EscalationDefinition.Assign;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.definition.EscalationDefinition.To;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.field.Shape;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks escalation rules: a time to count from, hours that rise, and levels that do something that can be done. */
final class EscalationCheck {
    /** Of the times every record has, those that are there while it is live. */
    private static final Set<String> SYSTEM_TIMES = Set.of("createdAt", "updatedAt");
    /** Ten years. */
    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(87_600);

    private final Draft draft;
    private final EscalationDefinition escalation;
    private final CatalogObject object;
    private final Place place;

    private EscalationCheck(Draft draft, EscalationDefinition escalation, CatalogObject object, Place place) {
        this.draft = draft;
        this.escalation = escalation;
        this.object = object;
        this.place = place;
    }

    static void check(Draft draft, EscalationDefinition escalation, Place place) {
        place.at("object")
                .object(draft, escalation.object())
                .ifPresent(object -> new EscalationCheck(draft, escalation, object, place).check());
    }

    private void check() {
        if (escalation.when() != null) {
            Conditions.check(escalation.when(), object, draft, place.at("when"), true);
        }
        place.at("since").field(object, escalation.since()).ifPresent(this::since);
        EscalationDefinition.BusinessHours hours = escalation.businessHours();
        if (hours != null && hours.closes().compareTo(hours.opens()) <= 0) {
            place.at("businessHours/closes")
                    .report("ESCALATION_CLOSES", Map.of("opens", hours.opens(), "closes", hours.closes()));
        }
        BigDecimal before = BigDecimal.ZERO;
        for (int i = 0; i < escalation.levels().size(); i++) {
            Level level = escalation.levels().get(i);
            Place at = place.at("levels", i);
            hours(level.afterHours(), before, i, at.at("afterHours"));
            before = before.max(level.afterHours());
            if (level.assign() == null && level.set().isEmpty()) {
                at.report("ESCALATION_DOES_NOTHING");
            }
            if (level.assign() != null) {
                assign(level.assign(), at.at("assign"));
            }
            level.set().forEach((name, source) -> set(name, source, at.at("set").at(name)));
        }
    }

    private void since(CatalogField field) {
        boolean time = field.shape() == Shape.DAY || field.shape() == Shape.MOMENT;
        if (!time || field.system() && !SYSTEM_TIMES.contains(field.name())) {
            place.at("since").report("ESCALATION_SINCE", "name", field.name());
        }
    }

    private static void hours(BigDecimal hours, BigDecimal before, int index, Place at) {
        if (hours.signum() <= 0 || hours.compareTo(MOST_HOURS) > 0) {
            at.report("ESCALATION_HOURS", "max", MOST_HOURS);
        } else if (index > 0 && hours.compareTo(before) <= 0) {
            at.report("ESCALATION_ORDER", Map.of("hours", hours, "before", before));
        }
    }

    private void assign(Assign assign, Place at) {
        if (!object.definition().owned()) {
            at.report("OBJECT_NOT_OWNED", "object", object.name());
        }
        if (assign.to() == To.USER && assign.user() == null) {
            at.report("MISSING_KEY", "key", "user");
        }
        if (assign.to() != To.USER && assign.user() != null) {
            at.at("user")
                    .report(
                            "KEY_OF_OTHER_TYPE",
                            Map.of("key", "user", "type", assign.to().word()));
        }
    }

    private void set(String name, String source, Place at) {
        Optional<CatalogField> found = at.field(object, name);
        if (found.isEmpty()) {
            return;
        }
        CatalogField field = found.get();
        if (field.system() || field.computed() || field.definition().readOnly()) {
            at.report("READ_ONLY");
        } else if (field.shape() == Shape.GROUP) {
            at.report("ESCALATION_SET", "name", name);
        } else {
            Checked checked = Expressions.check(
                    source,
                    new ObjectScope(draft.objects(), object),
                    Optional.of(field.type().expressionType(field.definition())));
            at.report(checked.problems());
            Conditions.uses(checked, object, draft, at);
        }
    }
}
