package io.trellis.rules.condition;

import io.trellis.metadata.expression.EvaluationContext;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as somebody fills it in, not written yet: formulas are computed from what is there.
 *
 * @param stored values by name; null for a new record
 * @param after values as they would be written
 * @param sent names of the fields that were filled in
 * @param context over {@code after}, with links
 * @param before over {@code stored}, likewise
 */
record FormSituation(
        Map<String, Object> stored,
        Map<String, Object> after,
        Set<String> sent,
        EvaluationContext context,
        Optional<EvaluationContext> before)
        implements Situation {
    @Override
    public boolean creating() {
        return stored == null;
    }

    @Override
    public boolean sent(String field) {
        return sent.contains(field);
    }

    @Override
    public boolean changed(String field) {
        return !Results.same(stored == null ? null : stored.get(field), after.get(field));
    }

    @Override
    public boolean live() {
        return true;
    }
}
