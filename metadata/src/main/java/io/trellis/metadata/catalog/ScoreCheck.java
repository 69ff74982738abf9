package io.trellis.metadata.catalog;

import io.trellis.metadata.decision.Cell;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Type;
import java.util.List;
import java.util.Optional;

/** Checks a scored model: its bands, the fields it is kept in, and that nothing in it changes while the record does not. */
final class ScoreCheck {
    private final Draft draft;
    private final ScoreDefinition score;
    private final Place place;

    private ScoreCheck(Draft draft, ScoreDefinition score, Place place) {
        this.draft = draft;
        this.score = score;
        this.place = place;
    }

    static void check(Draft draft, ScoreDefinition score, Place place) {
        place.at("object").object(draft, score.object()).ifPresent(new ScoreCheck(draft, score, place)::check);
    }

    private void check(CatalogObject object) {
        kept(object, score.target(), place.at("target"))
                .filter(field -> type(field) != Type.Simple.NUMBER)
                .ifPresent(_ -> place.at("target").report("SCORE_TARGET_TYPE", "name", score.target()));
        if (score.grade() != null) {
            kept(object, score.grade(), place.at("grade")).ifPresent(this::grades);
        }
        alone();
        Model.read(score, new ObjectScope(draft.objects(), object), place::report)
                .ifPresent(model -> expressions(model, object));
    }

    private static Type type(CatalogField field) {
        return field.type().expressionType(field.definition());
    }

    private Optional<CatalogField> kept(CatalogObject object, String name, Place at) {
        return at.field(object, name).filter(field -> {
            if (field.system() || field.computed()) {
                at.report("READ_ONLY");
            }
            return !field.system() && !field.computed();
        });
    }

    private void grades(CatalogField field) {
        if (!(type(field) == Type.Simple.TEXT || type(field) instanceof Type.Choice)) {
            place.at("grade").report("SCORE_GRADE_TYPE", "name", field.name());
            return;
        }
        if (score.grades().isEmpty()) {
            place.report("MISSING_KEY", "key", "grades");
        }
        for (int i = 0; i < score.grades().size(); i++) {
            Place at = place.at("grades", i).at("grade");
            field.type().normalise(field.definition(), score.grades().get(i).grade(), at::report);
        }
    }

    /** Two models would overwrite each other's total. */
    private void alone() {
        for (ScoreDefinition other : draft.of(ScoreDefinition.class).values()) {
            if (other == score) {
                return;
            }
            if (other.object().equals(score.object()) && other.target().equals(score.target())) {
                place.at("target").report("SCORE_TARGET_TAKEN", "score", other.name());
            }
        }
    }

    private void expressions(Model model, CatalogObject object) {
        model.when().ifPresent(when -> {
            Conditions.uses(when, object, draft, place);
            steady(when, place.at("when"));
        });
        for (int i = 0; i < model.criteria().size(); i++) {
            Model.Criterion criterion = model.criteria().get(i);
            Place at = place.at("criteria", i);
            Conditions.uses(criterion.expression(), object, draft, place);
            steady(criterion.expression(), at.at("expression"));
            circle(criterion.expression(), at.at("expression"));
            for (int band = 0; band < criterion.bands().size(); band++) {
                Place cell = at.at("bands", band).at("when");
                sources(criterion.bands().get(band)).forEach(source -> steady(source, cell));
            }
        }
    }

    private static List<Checked> sources(Cell cell) {
        return switch (cell) {
            case Cell.Any _ -> List.of();
            case Cell.Tests tests ->
                tests.tests().stream()
                        .flatMap(test -> (switch (test) {
                                    case Cell.Compare compare ->
                                        List.of(compare.operand().expression());
                                    case Cell.Between between ->
                                        List.of(
                                                between.lower().expression(),
                                                between.upper().expression());
                                    case Cell.Condition condition -> List.of(condition.condition());
                                })
                                .stream())
                        .toList();
        };
    }

    private static void steady(Checked checked, Place at) {
        Expressions.parse(checked.source())
                .expr()
                .flatMap(Steadiness::findUnsteady)
                .ifPresent(function -> at.report("FORMULA_NOT_STEADY", "function", function));
    }

    /** A score that looks at itself would grow with every write. */
    private void circle(Checked checked, Place at) {
        checked.references().stream()
                .filter(path -> !path.isRemote()
                        && (path.first().equals(score.target()) || path.first().equals(score.grade())))
                .forEach(path -> at.report("SCORE_CIRCLE", "name", path.first()));
    }
}
