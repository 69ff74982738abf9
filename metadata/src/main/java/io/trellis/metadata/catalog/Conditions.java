package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Checks conditions on an object's records. */
final class Conditions {
    /** Any context does to see whether a condition can be pushed down; this one has every constant. */
    static final EvaluationContext SAMPLE =
            EvaluationContext.of(_ -> null, Instant.EPOCH, ZoneOffset.UTC, "usr_0", "dep_0");

    private Conditions() {}

    /**
     * Checks a condition and files what it reads as used.
     *
     * @param filter whether a store must be able to answer it
     */
    static Optional<Checked> check(String source, CatalogObject object, Draft draft, Place at, boolean filter) {
        Checked checked = Expressions.checkCondition(source, new ObjectScope(draft.objects(), object));
        at.report(checked.problems());
        uses(checked, object, draft, at);
        if (!checked.ok()) {
            return Optional.empty();
        }
        if (filter) {
            at.report(checked.pushdown(SAMPLE).problems());
        }
        return Optional.of(checked);
    }

    static void uses(Checked checked, CatalogObject object, Draft draft, Place at) {
        checked.references().forEach(path -> uses(path, object, draft, at));
    }

    static void uses(Predicate.Path path, CatalogObject object, Draft draft, Place at) {
        CatalogObject here = object;
        for (String step : path.steps()) {
            Optional<CatalogField> field = here == null ? Optional.empty() : here.findField(step);
            if (field.isPresent()) {
                at.uses(here, field.get());
                here = field.get().targets().size() == 1
                        ? draft.objects().get(field.get().targets().getFirst())
                        : null;
            } else {
                return;
            }
        }
    }
}
