package io.trellis.rules.score;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import org.springframework.stereotype.Component;

/** Keeps scores: whoever writes a record, its totals and grades are those of its final values. */
@Component
final class ScoreStep implements WriteStep {
    private final Scores scores;

    ScoreStep(Scores scores) {
        this.scores = scores;
    }

    @Override
    public int order() {
        return 200;
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
                record.set(score.definition().target(), result.total());
                if (score.definition().grade() != null) {
                    record.set(score.definition().grade(), result.grade());
                }
            }
        }
    }
}
