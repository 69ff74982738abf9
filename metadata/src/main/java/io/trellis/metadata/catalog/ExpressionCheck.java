package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Checks the formulas and defaults of an object's fields and puts them in. */
final class ExpressionCheck {
    private final CatalogObject object;
    private final Draft draft;
    private final Place place;

    private ExpressionCheck(CatalogObject object, Draft draft, Place place) {
        this.object = object;
        this.draft = draft;
        this.place = place;
    }

    /** The object complete. */
    static CatalogObject complete(CatalogObject outline, Draft draft, Place place) {
        return new ExpressionCheck(outline, draft, place).complete();
    }

    private CatalogObject complete() {
        var fields = new ArrayList<CatalogField>();
        boolean changed = false;
        var positions = new HashMap<String, Integer>();
        int index = 0;
        for (FieldDefinition definition : object.definition().fields()) {
            positions.putIfAbsent(definition.name(), index++);
        }
        for (CatalogField field : object.fields().values()) {
            CatalogField completed = field;
            if (!field.system()) {
                Place at = place.at("fields", positions.get(field.name())).ofField(field.name());
                completed = complete(field, at);
            }
            changed |= completed != field;
            fields.add(completed);
        }
        FormulaOrder.findCycle(fields).ifPresent(names -> {
            place.at("fields/" + positions.get(names.getFirst()) + "/expression")
                    .report("FORMULA_CYCLE", "fields", String.join(" → ", names));
        });
        return changed ? new CatalogObject(object.definition(), fields) : object;
    }

    private CatalogField complete(CatalogField field, Place at) {
        FieldDefinition definition = field.definition();
        Optional<Checked> formula = definition.type().equals("formula")
                ? definition.text("expression").flatMap(source -> checkFormula(field, source, at.at("expression")))
                : Optional.empty();
        Optional<Checked> defaultExpression = Optional.empty();
        if (definition.defaultExpression() != null && !field.computed()) {
            defaultExpression = checkDefault(field, definition.defaultExpression(), at.at("default/expression"));
        } else if (definition.defaultValue() != null && !field.computed()) {
            field.type().normalise(definition, definition.defaultValue(), problem -> at.at("default")
                    .report(problem));
        }
        return formula.isEmpty() && defaultExpression.isEmpty()
                ? field
                : new CatalogField(
                        definition, field.type(), field.shape(), false, field.targets(), formula, defaultExpression);
    }

    private Optional<Checked> checkFormula(CatalogField field, String source, Place at) {
        Optional<Checked> checked = check(field, source, at);
        checked.ifPresent(formula -> at.report(ExpressionPlace.FORMULA.check(formula)));
        return checked;
    }

    private Optional<Checked> checkDefault(CatalogField field, String source, Place at) {
        if (field.shape() == Shape.GROUP) {
            at.report("DEFAULT_NOT_ALLOWED", "name", field.name());
            return Optional.empty();
        }
        Optional<Checked> checked = check(field, source, at);
        List<ExpressionProblem> remote =
                checked.map(ExpressionPlace.DEFAULT::check).orElse(List.of());
        at.report(remote);
        return remote.isEmpty() ? checked : Optional.empty();
    }

    private Optional<Checked> check(CatalogField field, String source, Place at) {
        Checked checked = Expressions.check(
                source,
                new ObjectScope(draft.objects(), object),
                Optional.of(field.type().expressionType(field.definition())));
        at.report(checked.problems());
        Conditions.uses(checked, object, draft, at);
        return checked.ok() ? Optional.of(checked) : Optional.empty();
    }
}
