package io.trellis.metadata.kind;

import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.definition.EscalationDefinition.Assign;
import io.trellis.metadata.definition.EscalationDefinition.BusinessHours;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.definition.EscalationDefinition.To;
import io.trellis.metadata.definition.Worded;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.util.Map;

/** Escalation rules. */
public final class EscalationKind extends Kind<EscalationDefinition> {
    private static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    EscalationKind() {
        super(
                "escalations",
                EscalationDefinition.class,
                "esc",
                base(true)
                        .required("object", Schemas.name())
                        .optional("active", Schemas.flag())
                        .optional("order", Schemas.whole(0, 100_000))
                        .optional(
                                "when", Schemas.described("Condition on the record, as a filter", Schemas.expression()))
                        .required("since", Schemas.described("The field the hours are counted from", Schemas.name()))
                        .optional("businessHours", businessHours())
                        .required("levels", Schemas.listOf(level(), 1, 20))
                        .build());
    }

    private static Map<String, Object> businessHours() {
        return Schemas.described(
                "Only these hours of working days count",
                Schemas.struct()
                        .required("opens", Schemas.pattern(TIME))
                        .required("closes", Schemas.pattern(TIME))
                        .build());
    }

    private static Map<String, Object> level() {
        return Schemas.struct()
                .required("afterHours", Schemas.described("Hours since the time of the field", Schemas.number()))
                .optional(
                        "assign",
                        Schemas.struct()
                                .required("to", Schemas.oneOf(Worded.words(To.class)))
                                .optional("user", Schemas.described("A username", Schemas.text(64)))
                                .build())
                .optional(
                        "set",
                        Schemas.described("Expressions by field", Schemas.mapOf(Schemas.NAME, Schemas.expression())))
                .build();
    }

    @Override
    EscalationDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        String object = values.text("object", "");
        Values hours = values.part("businessHours");
        return new EscalationDefinition(
                name,
                values.text("id", defaultId(object + "." + name)),
                object,
                values.label("label"),
                values.flag("active", true),
                values.whole("order", 0),
                values.text("when"),
                values.text("since", ""),
                hours == null ? null : new BusinessHours(hours.text("opens", ""), hours.text("closes", "")),
                values.list("levels", EscalationKind::level),
                packageName);
    }

    private static Level level(Values values) {
        Values assign = values.part("assign");
        return new Level(
                hours(values.raw("afterHours")),
                assign == null
                        ? null
                        : new Assign(
                                Worded.find(To.class, assign.text("to", "")).orElse(To.USER), assign.text("user")),
                values.entries("set", expression -> expression instanceof String source ? source : null));
    }

    private static BigDecimal hours(Object raw) {
        return switch (raw) {
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case null, default -> BigDecimal.ZERO;
        };
    }

    @Override
    public Map<String, Object> write(EscalationDefinition escalation) {
        BusinessHours hours = escalation.businessHours();
        return head(escalation)
                .put("when", escalation.when())
                .put("since", escalation.since())
                .put("businessHours", hours == null ? null : Map.of("opens", hours.opens(), "closes", hours.closes()))
                .put(
                        "levels",
                        escalation.levels().stream().map(EscalationKind::write).toList())
                .done();
    }

    private static Map<String, Object> write(Level level) {
        Assign assign = level.assign();
        return new Out()
                .put("afterHours", level.afterHours())
                .put(
                        "assign",
                        assign == null
                                ? null
                                : new Out()
                                        .put("to", assign.to().word())
                                        .put("user", assign.user())
                                        .done())
                .put("set", level.set())
                .done();
    }
}
