package io.trellis.metadata.catalog;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Refuses derived values that read each other in a circle or over too many records, and says over which fields. */
final class DependencyCheck {
    /** How many records away the farthest value may be that a derived value depends on. */
    static final int MAX_STEPS = 10;

    private DependencyCheck() {}

    /** @param place of an object's definition */
    static void check(Map<String, CatalogObject> objects, Function<CatalogObject, Place> place) {
        var dependencies = new Dependencies(objects.values());
        dependencies.cycle().ifPresent(fields -> {
            boolean local =
                    fields.stream().map(DependencyCheck::object).distinct().count() == 1;
            if (!local || !told(objects.get(object(fields.getFirst())))) {
                at(objects, place, fields.getFirst()).report("DERIVED_CYCLE", "fields", String.join(" → ", fields));
            }
        });
        if (dependencies.cycle().isPresent()) {
            return;
        }
        dependencies.chains().forEach((key, chain) -> {
            if (chain.steps() > MAX_STEPS) {
                at(objects, place, key)
                        .report(
                                "DERIVED_TOO_DEEP",
                                Map.of(
                                        "fields",
                                        String.join(" → ", chain.fields()),
                                        "steps",
                                        chain.steps(),
                                        "max",
                                        MAX_STEPS));
            }
        });
    }

    /** A circle of formulas within one record has been reported with the object. */
    private static boolean told(CatalogObject object) {
        return FormulaOrder.findCycle(List.copyOf(object.fields().values())).isPresent();
    }

    private static String object(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private static Place at(Map<String, CatalogObject> objects, Function<CatalogObject, Place> place, String key) {
        CatalogObject object = objects.get(object(key));
        String name = key.substring(key.indexOf('.') + 1);
        int index = 0;
        while (!object.definition().fields().get(index).name().equals(name)) {
            index++;
        }
        String attribute = object.fields().get(name).formula().isPresent() ? "expression" : "from";
        return place.apply(object).at("fields", index).at(attribute);
    }
}
