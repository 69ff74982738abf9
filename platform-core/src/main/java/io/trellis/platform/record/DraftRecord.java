package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A draft as steps see it. */
final class DraftRecord implements WrittenRecord {
    final Draft draft;
    private final Loads loads;
    private final EvaluationContext context;
    private boolean open = true;
    /** Whether a step has set anything since formulas were computed. */
    boolean set;

    /** @param unsaved the records written together with it, which links may lead to */
    DraftRecord(Draft draft, Loads loads, Loads.Unsaved unsaved, Actor actor, Instant now) {
        this.draft = draft;
        this.loads = loads;
        this.context = EvaluationContext.of(
                path -> loads.value(path, draft.expressionValue(path.first()), unsaved),
                now,
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }

    /** From here on values are final. */
    void close() {
        open = false;
    }

    @Override
    public CatalogObject object() {
        return draft.object;
    }

    @Override
    public String id() {
        return draft.id;
    }

    @Override
    public Kind kind() {
        return draft.creating() ? Kind.CREATE : Kind.UPDATE;
    }

    @Override
    public Object before(String field) {
        Loads.Loaded before = draft.before;
        return before == null ? null : RecordValues.get(draft.id, before.stored.system(), before.values(), field);
    }

    @Override
    public Object value(String field) {
        return draft.expressionValue(field);
    }

    @Override
    public boolean sent(String field) {
        return draft.touched.contains(field);
    }

    @Override
    public boolean declared(String field) {
        return draft.declared.contains(field);
    }

    @Override
    public boolean changed(String field) {
        return !RecordValues.same(before(field), value(field));
    }

    @Override
    public EvaluationContext context() {
        return context;
    }

    @Override
    public EvaluationContext beforeContext() {
        return context.with(path -> loads.value(path, before(path.first())));
    }

    @Override
    public void set(String field, Object raw) {
        if (!open) {
            throw new IllegalStateException("Values are final: " + field);
        }
        CatalogField known = draft.object.fields().get(field);
        if (known == null) {
            throw new IllegalArgumentException("No field " + field);
        }
        Normaliser.setByMetadata(draft, known, raw);
        set = true;
    }

    @Override
    public void claim(KeyClaim claim) {
        draft.claims.add(claim);
    }

    @Override
    public boolean given(String field) {
        return draft.declaredNow.contains(field);
    }

    @Override
    public void decided(Decision decision) {
        if (!open) {
            throw new IllegalStateException("Values are final: " + decision.element());
        }
        List<KeptDecisions.Input> inputs = decision.inputs().stream()
                .map(path -> new KeptDecisions.Input(path, context.value(path), through(path)))
                .toList();
        draft.decisions.add(new KeptDecisions.Decided(decision, inputs));
    }

    /** The records that a path leads over. */
    private List<String> through(Predicate.Path path) {
        List<String> ids = new ArrayList<>(0);
        for (int depth = 1; depth < path.steps().size(); depth++) {
            if (context.value(new Predicate.Path(path.steps().subList(0, depth))) instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    @Override
    public void problem(Problem problem) {
        draft.problems.add(problem);
    }

    @Override
    public boolean ok() {
        return draft.ok();
    }
}
