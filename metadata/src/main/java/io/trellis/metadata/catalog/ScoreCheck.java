package io.trellis.metadata.catalog;

import io.trellis.metadata.decision.Cell;
import io.trellis.metadata.decision.Model;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.field.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
        kept(object, score.target(), place.at("target")).ifPresent(this::digits);
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

    /** A total with more digits than its field would be refused at every write. */
    private void digits(CatalogField field) {
        boolean number = field.shape() == Shape.WHOLE || field.shape() == Shape.DECIMAL;
        if (!number || type(field) != Type.Simple.NUMBER) {
            place.at("target").report("SCORE_TARGET_TYPE", "name", field.name());
            return;
        }
        int room = field.shape() == Shape.WHOLE
                ? 0
                : field.definition().whole("scale").orElse(field.type().name().equals("decimal") ? 6 : 2);
        if (score.digits() > room) {
            place.at("digits").report("SCORE_DIGITS", Map.of("name", field.name(), "max", room));
        }
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
            circle(criterion.expression(), object, at.at("expression"));
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
        at.report(ExpressionPlace.SCORE.check(checked));
    }

    /** A score that looks at itself, over formulas or other scores, would change with every write. */
    private void circle(Checked checked, CatalogObject object, Place at) {
        Set<String> seen = new LinkedHashSet<>();
        read(checked, object, seen);
        Stream.of(score.target(), score.grade() == null ? score.target() : score.grade())
                .filter(seen::contains)
                .findFirst()
                .ifPresent(name -> at.report("SCORE_CIRCLE", "name", name));
    }

    private void read(Checked checked, CatalogObject object, Set<String> seen) {
        for (Predicate.Path path : checked.references()) {
            if (!path.isRemote() && seen.add(path.first())) {
                object.findField(path.first())
                        .flatMap(CatalogField::formula)
                        .ifPresent(formula -> read(formula, object, seen));
                draft.of(ScoreDefinition.class).values().stream()
                        .filter(other -> other != score
                                && other.object().equals(object.name())
                                && (path.first().equals(other.target())
                                        || path.first().equals(other.grade())))
                        .flatMap(other -> Model.read(other, new ObjectScope(draft.objects(), object), _ -> {}).stream())
                        .flatMap(model -> model.criteria().stream())
                        .forEach(criterion -> read(criterion.expression(), object, seen));
            }
        }
    }
}
