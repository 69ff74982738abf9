package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Commit;
import java.time.Instant;

/** Fills in what the writer did not send: defaults, record type, numbers and formulas, in this order. */
final class Deriver {
    private final Actor actor;
    private final Instant now;
    private final Loads loads;
    private final Numbers numbers;

    Deriver(Actor actor, Instant now, Loads loads, Numbers numbers) {
        this.actor = actor;
        this.now = now;
        this.loads = loads;
        this.numbers = numbers;
    }

    /** Values of a new record that weren't sent. A field that was sent as null stays empty. */
    void defaults(Draft draft) {
        for (CatalogField field : draft.plan.literalDefaults) {
            if (!draft.touched.contains(field.name())) {
                set(draft, field, Normaliser.value(field, field.definition().defaultValue(), draft.problems));
            }
        }
        for (ObjectPlan.Computed computed : draft.plan.computedDefaults) {
            if (!draft.touched.contains(computed.field().name())) {
                compute(draft, computed);
            }
        }
        if (draft.recordType == null && !draft.object.definition().recordTypes().isEmpty()) {
            var types = draft.object.definition().recordTypes();
            draft.recordType = types.stream()
                    .filter(ObjectDefinition.RecordType::isDefault)
                    .findFirst()
                    .orElse(types.getFirst())
                    .name();
        }
    }

    /** Numbers of a new record; called only once all else is well, so that a refused record takes none. */
    void number(Draft draft) {
        for (CatalogField field : draft.plan.numbered) {
            String dated = Numbers.dated(field.definition().text("format").orElse("{0}"), now, actor.zone());
            String counter = draft.object.name() + "." + field.name() + ":" + dated;
            if (field.definition().flag("gapless")) {
                draft.numbers.put(field.name(), new Commit.Numbering(counter, dated));
            } else {
                draft.after.put(field.name(), Numbers.filled(dated, numbers.next(actor.tenant(), counter)));
            }
        }
    }

    void formulas(Draft draft) {
        for (ObjectPlan.Computed computed : draft.plan.formulas) {
            compute(draft, computed);
        }
    }

    private void compute(Draft draft, ObjectPlan.Computed computed) {
        CatalogField field = computed.field();
        try {
            set(
                    draft,
                    field,
                    RecordValues.fromExpression(field, computed.evaluator().evaluate(context(draft))));
        } catch (ArithmeticException tooLarge) {
            draft.problems.add(Problem.of("TOO_MANY_DIGITS", "/" + field.name(), "max", 12));
        }
    }

    private static void set(Draft draft, CatalogField field, Object value) {
        if (value == null) {
            draft.after.remove(field.name());
        } else {
            draft.after.put(field.name(), value);
        }
    }

    private EvaluationContext context(Draft draft) {
        return EvaluationContext.of(
                path -> loads.value(path, draft.expressionValue(path.first())),
                now,
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }
}
