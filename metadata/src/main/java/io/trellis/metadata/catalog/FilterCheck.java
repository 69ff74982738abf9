package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Checks a condition on linked records that looks back at the linking one through {@code this.}. */
final class FilterCheck {
    private FilterCheck() {}

    static void check(String source, CatalogObject target, CatalogObject self, Draft draft, Place at) {
        TypeScope own = new ObjectScope(draft.objects(), self);
        TypeScope scope = new FilterScope(new ObjectScope(draft.objects(), target), own);
        Checked checked = Expressions.checkCondition(source, scope);
        at.report(checked.problems());
        Conditions.uses(checked, target, draft, at);
        if (!checked.ok()) {
            return;
        }
        boolean single = true;
        for (Predicate.Path path : checked.references()) {
            if (path.first().equals(FilterScope.THIS)) {
                Predicate.Path rest =
                        new Predicate.Path(path.steps().subList(1, path.steps().size()));
                Conditions.uses(rest, self, draft, at);
                if (type(rest, own) instanceof Type.Many) {
                    at.report("RULE_FILTER_LIST", "path", path.toString());
                    single = false;
                }
            }
        }
        if (single) {
            // A store is asked with the record's values put in, so any of the right types will do here.
            String bound = Expressions.bind(source, FilterScope.THIS, path -> sample(type(path, own)));
            Conditions.check(bound, target, draft, at, true);
        }
    }

    private static Type type(Predicate.Path path, TypeScope scope) {
        TypeScope here = scope;
        List<String> steps = path.steps();
        for (String step : steps.subList(0, steps.size() - 1)) {
            Optional<TypeScope> next = here.findNext(step);
            if (next.isEmpty()) {
                return Type.Simple.ANY;
            }
            here = next.get();
        }
        return here.findType(steps.getLast()).orElse(Type.Simple.ANY);
    }

    private static Object sample(Type type) {
        return switch (type) {
            case Type.Simple simple ->
                switch (simple) {
                    case NUMBER -> BigDecimal.ONE;
                    case TEXT -> "x";
                    case BOOLEAN -> true;
                    case DATE -> LocalDate.EPOCH;
                    case DATETIME -> Instant.EPOCH;
                    case TIME -> LocalTime.NOON;
                    case ANY -> null;
                };
            case Type.Choice _, Type.Link _ -> "x";
            case Type.Many _ -> null;
        };
    }
}
