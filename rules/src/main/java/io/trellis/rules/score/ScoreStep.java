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

    ScoreStep(Scores scores, int order) {
        this.scores = scores;
        this.order = order;
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
                Score.Result result = score.evaluate(record.context());
                set(record, score.definition().target(), result.total());
                if (score.definition().grade() != null) {
                    set(record, score.definition().grade(), result.grade());
                }
            }
        }
    }

    /** Only what differs: a value set makes formulas be computed once more. */
    private static void set(WrittenRecord record, String field, Object value) {
        if (Predicate.order(record.value(field), value) != 0) {
            record.set(field, value);
        }
    }
}
