package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.field.Shape;
import java.util.Optional;

/** Checks a roll-up: the objects it counts, the field that leads back here and the one it adds up. */
final class RollupCheck {
    private RollupCheck() {}

    static void check(FieldDefinition rollup, CatalogObject object, Draft draft, Place at) {
        Optional<CatalogObject> from =
                rollup.text("from").flatMap(name -> at.at("from").object(draft, name));
        if (from.isEmpty()) {
            return;
        }
        rollup.text("via").flatMap(name -> at.at("via").field(from.get(), name)).ifPresent(via -> {
            if (via.shape() != Shape.LINK || !via.targets().contains(object.name())) {
                at.at("via").report("NOT_POINTING_HERE", "name", via.name());
            }
        });
        String function = rollup.text("function").orElse("");
        rollup.text("field")
                .flatMap(name -> at.at("field").field(from.get(), name))
                .ifPresent(field -> {
                    if (!fits(function, rollup, field.shape())) {
                        at.at("field").report("NOT_SUMMABLE", "name", field.name());
                    }
                });
        rollup.text("filter").ifPresent(filter -> filter(filter, from.get(), draft, at.at("filter")));
    }

    /** A filter must give the same for a child until that child is written. */
    private static void filter(String source, CatalogObject from, Draft draft, Place at) {
        Conditions.check(source, from, draft, at, false)
                .ifPresent(checked -> at.report(ExpressionPlace.ROLLUP_FILTER.check(checked)));
    }

    private static boolean fits(String function, FieldDefinition rollup, Shape shape) {
        String returns = rollup.text("returns").orElse("decimal");
        boolean number = shape == Shape.WHOLE || shape == Shape.DECIMAL;
        return switch (function) {
            case "sum", "avg" -> number && !returns.startsWith("date");
            case "min", "max" ->
                switch (returns) {
                    case "date" -> shape == Shape.DAY;
                    case "datetime" -> shape == Shape.MOMENT;
                    default -> number;
                };
            case "countDistinct" -> shape != Shape.MANY && shape != Shape.GROUP;
            default -> true;
        };
    }
}
