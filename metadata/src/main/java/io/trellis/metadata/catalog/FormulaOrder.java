package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Predicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Formulas in an order in which each comes after those it reads: depth-first search, as in Cormen et al., "Introduction to
 * Algorithms", Topological sort.
 */
final class FormulaOrder {
    private final Map<String, CatalogField> formulas = new HashMap<>();
    private final Map<String, CatalogField> done = new LinkedHashMap<>();
    private final LinkedHashSet<String> open = new LinkedHashSet<>();
    private List<String> cycle;

    private FormulaOrder(List<CatalogField> fields) {
        for (CatalogField field : fields) {
            if (field.formula().isPresent()) {
                formulas.put(field.name(), field);
            }
        }
        fields.forEach(this::visit);
    }

    /** The formulas among {@code fields}, those read first. */
    static List<CatalogField> sort(List<CatalogField> fields) {
        return List.copyOf(new FormulaOrder(fields).done.values());
    }

    /** Names of fields that read each other in a circle, the first again at the end. */
    static Optional<List<String>> findCycle(List<CatalogField> fields) {
        return Optional.ofNullable(new FormulaOrder(fields).cycle);
    }

    private void visit(CatalogField field) {
        if (!formulas.containsKey(field.name()) || done.containsKey(field.name())) {
            return;
        }
        if (!open.add(field.name())) {
            var names = new ArrayList<>(open);
            var circle = new ArrayList<>(names.subList(names.indexOf(field.name()), names.size()));
            circle.add(field.name());
            cycle = cycle == null ? circle : cycle;
            return;
        }
        for (Predicate.Path path : field.formula().orElseThrow().references()) {
            CatalogField read = formulas.get(path.first());
            if (read != null) {
                visit(read);
            }
        }
        open.remove(field.name());
        done.putIfAbsent(field.name(), field);
    }
}
