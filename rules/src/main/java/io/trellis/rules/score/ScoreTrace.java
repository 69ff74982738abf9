package io.trellis.rules.score;

import io.trellis.metadata.decision.Model;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.record.Decision;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a score came about, criterion by criterion, as JSON-like values. */
final class ScoreTrace {
    /** Characters of a text that a kept criterion shows. */
    private static final int MOST_TEXT = 200;

    private ScoreTrace() {}

    /** For those who were shown by {@code evaluate} or are told what was kept. */
    static List<Map<String, Object>> criteria(Score.Result result) {
        var parts = new ArrayList<Map<String, Object>>();
        for (Score.Points points : result.parts()) {
            var part = new LinkedHashMap<String, Object>();
            part.put("name", points.criterion().name());
            part.put("value", json(points.value()));
            part.put(
                    "band",
                    points.band() < 0
                            ? null
                            : points.criterion().bands().get(points.band()).when());
            part.put("points", plain(points.points()));
            part.put("weight", plain(points.criterion().weight()));
            part.put("counted", plain(points.counted()));
            parts.add(part);
        }
        return parts;
    }

    /** As it is kept with the record. */
    static Decision decision(Score score, Score.Result result) {
        var definition = score.definition();
        var fields = new LinkedHashMap<String, Object>();
        fields.put(definition.target(), result.total() == null ? null : plain(result.total()));
        if (definition.grade() != null) {
            fields.put(definition.grade(), result.grade());
        }
        List<Map<String, Object>> criteria = criteria(result);
        for (int i = 0; i < criteria.size(); i++) {
            var criterion = result.parts().get(i).criterion();
            criteria.get(i).put("label", criterion.label().byLocale());
            criteria.get(i).put("expression", criterion.expression());
            criteria.get(i).computeIfPresent("value", (_, value) -> shortened(value));
        }
        var how = new LinkedHashMap<String, Object>();
        how.put("applies", result.applies());
        how.put("scale", definition.scale() == null ? null : plain(definition.scale()));
        how.put("criteria", criteria);
        return new Decision(
                "scores/" + definition.name(),
                definition.label(),
                fields,
                inputs(score.model(), result),
                how,
                Map.of());
    }

    private static Object shortened(Object value) {
        return value instanceof String text && text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : value;
    }

    private static Set<Predicate.Path> inputs(Model model, Score.Result result) {
        var paths = new LinkedHashSet<Predicate.Path>();
        model.when().ifPresent(when -> paths.addAll(when.references()));
        if (result.applies()) {
            model.criteria()
                    .forEach(criterion -> paths.addAll(criterion.expression().references()));
        }
        return paths;
    }

    private static Object json(Object value) {
        return switch (value) {
            case BigDecimal number -> plain(number);
            case Temporal moment -> moment.toString();
            case null, default -> value;
        };
    }

    static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }
}
