package io.trellis.rules.score;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;

/** Keeps scores: whoever writes a record, its totals and grades are those of its final values. */
final class ScoreStep implements WriteStep {
    private final Scores scores;
    private final int order;
    private final boolean last;

    /** @param last whether no later step sets anything, so that what this one finds is what is kept */
    ScoreStep(Scores scores, int order, boolean last) {
        this.scores = scores;
        this.order = order;
        this.last = last;
    }

    @Override
    public int order() {
        return order;
    }

    @Override
    public boolean concerns(Catalog catalog, CatalogObject object) {
        return Scores.definitions(catalog).values().stream()
                .anyMatch(score -> score.object().equals(object.name()));
    }

    /** What a model reads over links may have changed while the record was not written. */
    @Override
    public boolean recalculates() {
        return true;
    }

    @Override
    public void derive(WriteBatch batch) {
        String tenant = batch.realm().tenant();
        Catalog catalog = batch.realm().catalog();
        for (WrittenRecord record : batch.records()) {
            for (Score score : scores.of(tenant, catalog, record.object().name())) {
                String target = score.definition().target();
                String grade = score.definition().grade();
                Score.Result result = score.evaluate(record.context());
                set(record, target, result.total());
                if (grade != null) {
                    set(record, grade, result.grade());
                }
                if (last
                        && (differs(record.before(target), result.total())
                                || grade != null && differs(record.before(grade), result.grade()))) {
                    record.decided(ScoreTrace.decision(score, result));
                }
            }
        }
    }

    /** Only what differs: a value set makes formulas be computed once more. */
    private static void set(WrittenRecord record, String field, Object value) {
        if (differs(record.value(field), value)) {
            record.set(field, value);
        }
    }

    private static boolean differs(Object there, Object found) {
        return Predicate.order(there, found) != 0;
    }
}
