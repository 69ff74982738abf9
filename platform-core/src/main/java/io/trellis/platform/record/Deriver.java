package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Commit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills in what the writer did not send: defaults, record type, numbers and formulas, in this order. */
final class Deriver {
    /**
     * The zone in which the moments that stored formulas and roll-ups read have a date: one for everybody, or a value would depend
     * on who wrote the record last.
     */
    static final ZoneId ZONE = RecordService.DERIVED_ZONE;

    private final Actor actor;
    private final Instant now;
    private final Loads loads;
    private final Numbers numbers;
    private final Map<String, Draft> unsaved;
    /** Drafts whose formulas are being computed, or have been since somebody read them. */
    private final Set<String> settled = new HashSet<>();

    /** @param unsaved the records that are being written together, by id; formulas read them as they will be */
    Deriver(Actor actor, Instant now, Loads loads, Numbers numbers, Map<String, Draft> unsaved) {
        this.actor = actor;
        this.now = now;
        this.loads = loads;
        this.numbers = numbers;
        this.unsaved = unsaved;
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
                compute(draft, computed, actor.zone());
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
        for (CatalogField field : draft.plan.rollups) {
            String function = field.definition().text("function").orElse("");
            if (function.equals("sum") || function.startsWith("count")) {
                set(draft, field, RecordValues.fromExpression(field, BigDecimal.ZERO));
            }
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

    /** Reads the records that formulas of many drafts go to over links, a step of the way at a time. */
    void prefetch(Collection<Draft> drafts) {
        Map<ObjectPlan, List<Draft>> byPlan = new HashMap<>();
        for (Draft draft : drafts) {
            if (!draft.plan.remote.isEmpty()) {
                byPlan.computeIfAbsent(draft.plan, _ -> new ArrayList<>()).add(draft);
            }
        }
        byPlan.forEach((plan, some) -> plan.remote.forEach(path -> prefetch(plan, path, some)));
    }

    private void prefetch(ObjectPlan plan, Predicate.Path path, List<Draft> drafts) {
        List<String> steps = path.steps();
        CatalogField link = plan.object.fields().get(steps.getFirst());
        for (int depth = 1;
                depth < steps.size() && link != null && link.targets().size() == 1;
                depth++) {
            CatalogObject target = loads.object(link.targets().getFirst());
            Predicate.Path so = new Predicate.Path(steps.subList(0, depth));
            Set<String> ids = new HashSet<>();
            for (Draft draft : drafts) {
                Object id = loads.value(so, draft.expressionValue(so.first()), unsaved::get);
                if (id != null && !unsaved.containsKey(id)) {
                    ids.add(id.toString());
                }
            }
            loads.load(target, ids);
            link = target.fields().get(steps.get(depth));
        }
    }

    void formulas(Draft draft) {
        settled.add(draft.id);
        for (ObjectPlan.Computed computed : draft.plan.formulas) {
            compute(draft, computed, ZONE);
        }
    }

    /** Works out what changed, with formulas that read just that. */
    void finish(Draft draft) {
        draft.finish(actor.userId(), now);
        if (draft.plan.readsLast && draft.dirty()) {
            formulas(draft);
            draft.finish(actor.userId(), now);
        }
    }

    private void compute(Draft draft, ObjectPlan.Computed computed, ZoneId zone) {
        CatalogField field = computed.field();
        try {
            set(
                    draft,
                    field,
                    RecordValues.fromExpression(field, computed.evaluator().evaluate(context(draft, zone))));
        } catch (ArithmeticException tooLarge) {
            Problem problem = Problem.of("TOO_MANY_DIGITS", "/" + field.name(), "max", 12);
            if (!draft.problems.contains(problem)) {
                draft.problems.add(problem);
            }
        }
    }

    private static void set(Draft draft, CatalogField field, Object value) {
        if (value == null) {
            draft.after.remove(field.name());
        } else {
            draft.after.put(field.name(), value);
        }
    }

    private EvaluationContext context(Draft draft, ZoneId zone) {
        return EvaluationContext.of(
                path -> path.isRemote()
                        ? loads.value(path, draft.expressionValue(path.first()), this::other)
                        : draft.expressionValue(path.first()),
                now,
                zone,
                actor.userId(),
                actor.departmentId());
    }

    /** Another record of the same write, its formulas computed; what a circle of records leaves open is settled after the commit. */
    private Draft other(String id) {
        Draft draft = unsaved.get(id);
        if (draft != null && !settled.contains(id)) {
            formulas(draft);
        }
        return draft;
    }
}
