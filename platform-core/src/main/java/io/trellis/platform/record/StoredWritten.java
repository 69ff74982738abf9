package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Actor;
import java.time.Instant;
import java.util.List;

/** A record that goes into the recycle bin, out of the world or comes back, as steps see it. */
final class StoredWritten implements WrittenRecord {
    private final Loads.Loaded loaded;
    private final Kind kind;
    private final List<Problem> problems;
    private final EvaluationContext context;

    StoredWritten(Loads.Loaded loaded, Kind kind, List<Problem> problems, Loads loads, Actor actor, Instant now) {
        this.loaded = loaded;
        this.kind = kind;
        this.problems = problems;
        this.context = EvaluationContext.of(
                path -> loads.value(path, value(path.first())),
                now,
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }

    @Override
    public CatalogObject object() {
        return loaded.object;
    }

    @Override
    public String id() {
        return loaded.stored.id();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Object before(String field) {
        return value(field);
    }

    @Override
    public Object value(String field) {
        return RecordValues.get(loaded.stored.id(), loaded.stored.system(), loaded.values(), field);
    }

    @Override
    public boolean sent(String field) {
        return false;
    }

    @Override
    public boolean changed(String field) {
        return false;
    }

    @Override
    public EvaluationContext context() {
        return context;
    }

    @Override
    public EvaluationContext beforeContext() {
        return context;
    }

    @Override
    public void set(String field, Object raw) {
        throw new IllegalStateException("Nothing of it is written: " + field);
    }

    @Override
    public void claim(KeyClaim claim) {
        throw new IllegalStateException("Nothing of it is written: " + claim.key());
    }

    @Override
    public void decided(Decision decision) {
        throw new IllegalStateException("Nothing of it is written: " + decision.element());
    }

    @Override
    public void problem(Problem problem) {
        problems.add(problem);
    }

    @Override
    public boolean ok() {
        return problems.isEmpty();
    }
}
