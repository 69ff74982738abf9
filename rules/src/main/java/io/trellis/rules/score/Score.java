package io.trellis.rules.score;

import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.rules.decision.CellTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** A scored model, compiled. Immutable, thread-safe. */
public final class Score {
    /** Digits of the share that a scaled total is computed from. */
    private static final int PRECISE = 20;

    private final Model model;
    private final Evaluator when;
    private final List<Part> parts;
    private final BigDecimal most;

    private record Part(ScoreDefinition.Criterion criterion, Evaluator value, CellTest[] bands) {}

    /**
     * What a record's score came to.
     *
     * @param applies whether the model's condition holds; without it there is neither total nor grade
     * @param total null where it does not apply
     * @param grade null also below the lowest
     */
    public record Result(boolean applies, BigDecimal total, String grade, List<Points> parts) {
        public Result {
            parts = List.copyOf(parts);
        }
    }

    /**
     * One criterion's share.
     *
     * @param value what the criterion looked at; null for none
     * @param band the band that fitted, from 0; -1 for none, and where there was no value
     * @param points the band's own, before the weight
     * @param counted the points with their weight
     */
    public record Points(
            ScoreDefinition.Criterion criterion, Object value, int band, BigDecimal points, BigDecimal counted) {}

    private Score(Model model) {
        this.model = model;
        this.when = model.when().map(condition -> condition.compile()).orElse(null);
        this.parts = model.criteria().stream()
                .map(criterion -> new Part(
                        criterion.definition(),
                        criterion.expression().compile(),
                        criterion.bands().stream().map(CellTest::of).toArray(CellTest[]::new)))
                .toList();
        this.most = Model.most(model.definition());
    }

    public static Score compile(Model model) {
        return new Score(model);
    }

    public Model model() {
        return model;
    }

    public ScoreDefinition definition() {
        return model.definition();
    }

    public Result evaluate(EvaluationContext record) {
        if (when != null && !Boolean.TRUE.equals(when.evaluate(record))) {
            return new Result(false, null, null, List.of());
        }
        List<Points> found = new ArrayList<>(parts.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : parts) {
            Points points = points(part, record);
            found.add(points);
            sum = sum.add(points.counted());
        }
        BigDecimal total = scaled(sum);
        return new Result(true, total, grade(total), found);
    }

    private static Points points(Part part, EvaluationContext record) {
        Object value = part.value.evaluate(record);
        ScoreDefinition.Criterion criterion = part.criterion;
        int band = -1;
        BigDecimal points = criterion.missing();
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            band = fitting(part, value, record);
            points = band < 0 ? BigDecimal.ZERO : criterion.bands().get(band).points();
        }
        return new Points(criterion, value, band, points, points.multiply(criterion.weight()));
    }

    private static int fitting(Part part, Object value, EvaluationContext record) {
        EvaluationContext seen = record.with(path -> path.toString().equals(Model.VALUE) ? value : null);
        for (int i = 0; i < part.bands.length; i++) {
            if (part.bands[i].fits(value, seen)) {
                return i;
            }
        }
        return -1;
    }

    /** Rounded half up to the model's digits. */
    private BigDecimal scaled(BigDecimal sum) {
        ScoreDefinition definition = model.definition();
        BigDecimal total = definition.scale() == null
                ? sum
                : sum.multiply(definition.scale()).divide(most, PRECISE, RoundingMode.HALF_UP);
        return total.setScale(definition.digits(), RoundingMode.HALF_UP);
    }

    private String grade(BigDecimal total) {
        return model.definition().grades().stream()
                .filter(grade -> total.compareTo(grade.from()) >= 0)
                .map(ScoreDefinition.Grade::grade)
                .findFirst()
                .orElse(null);
    }
}
