package io.trellis.metadata.kind;

import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.definition.ScoreDefinition.Band;
import io.trellis.metadata.definition.ScoreDefinition.Criterion;
import io.trellis.metadata.definition.ScoreDefinition.Grade;
import io.trellis.metadata.schema.Schemas;
import java.math.BigDecimal;
import java.util.Map;

/** Scored models. */
public final class ScoreKind extends Kind<ScoreDefinition> {
    ScoreKind() {
        super(
                "scores",
                ScoreDefinition.class,
                "sco",
                base(true)
                        .optional("description", Schemas.text(2000))
                        .required("object", Schemas.name())
                        .optional("when", Schemas.expression())
                        .required("target", Schemas.name())
                        .optional("grade", Schemas.name())
                        .optional("scale", Schemas.number())
                        .optional("digits", Schemas.whole(0, 6))
                        .required("criteria", Schemas.listOf(criterion(), 1, 100))
                        .optional(
                                "grades",
                                Schemas.listOf(
                                        Schemas.struct()
                                                .required("from", Schemas.number())
                                                .required("grade", Schemas.text(80))
                                                .build(),
                                        0,
                                        50))
                        .build());
    }

    private static Map<String, Object> criterion() {
        return Schemas.struct()
                .required("name", Schemas.name())
                .optional("label", Schemas.label())
                .optional("expression", Schemas.expression())
                .optional("weight", Schemas.number())
                .optional("missing", Schemas.number())
                .required(
                        "bands",
                        Schemas.listOf(
                                Schemas.struct()
                                        .required("when", Schemas.scalar())
                                        .required("points", Schemas.number())
                                        .build(),
                                1,
                                200))
                .build();
    }

    @Override
    ScoreDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new ScoreDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                values.text("description"),
                values.text("object", ""),
                values.text("when"),
                values.text("target", ""),
                values.text("grade"),
                number(values.raw("scale"), null),
                values.whole("digits", 0),
                values.list("criteria", ScoreKind::criterion),
                values.list(
                        "grades",
                        grade -> new Grade(number(grade.raw("from"), BigDecimal.ZERO), grade.text("grade", ""))),
                packageName);
    }

    private static Criterion criterion(Values values) {
        String name = values.text("name", "");
        return new Criterion(
                name,
                values.label("label"),
                values.text("expression", name),
                number(values.raw("weight"), BigDecimal.ONE),
                number(values.raw("missing"), BigDecimal.ZERO),
                values.list("bands", band -> {
                    String cell = DecisionKind.cell(band.raw("when"));
                    return new Band(cell == null ? "-" : cell, number(band.raw("points"), BigDecimal.ZERO));
                }));
    }

    private static BigDecimal number(Object raw, BigDecimal otherwise) {
        return switch (raw) {
            case BigDecimal number -> number;
            case Long number -> BigDecimal.valueOf(number);
            case null, default -> otherwise;
        };
    }

    @Override
    public Map<String, Object> write(ScoreDefinition score) {
        return new Out()
                .put("name", score.name())
                .put("id", score.id())
                .put("package", score.packageName())
                .put("label", score.label())
                .put("description", score.description())
                .put("object", score.object())
                .put("when", score.when())
                .put("target", score.target())
                .put("grade", score.grade())
                .put("scale", score.scale())
                .put("digits", score.digits() == 0 ? null : score.digits())
                .put("criteria", score.criteria().stream().map(ScoreKind::write).toList())
                .put(
                        "grades",
                        score.grades().stream()
                                .map(grade -> new Out()
                                        .put("from", grade.from())
                                        .put("grade", grade.grade())
                                        .done())
                                .toList())
                .done();
    }

    private static Map<String, Object> write(Criterion criterion) {
        return new Out()
                .put("name", criterion.name())
                .put("label", criterion.label())
                .put("expression", criterion.expression())
                .put("weight", criterion.weight())
                .put("missing", criterion.missing())
                .put(
                        "bands",
                        criterion.bands().stream()
                                .map(band -> new Out()
                                        .put("when", band.when())
                                        .put("points", band.points())
                                        .done())
                                .toList())
                .done();
    }
}
