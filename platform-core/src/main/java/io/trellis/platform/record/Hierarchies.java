package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps fields that are declared a hierarchy free of circles: whoever is put below another record is looked for above it.
 * Records written by the same operation count as they will be. Two writers who each close one half of a circle at the same
 * moment are not noticed, so whoever climbs a hierarchy must be able to stop.
 */
final class Hierarchies {
    private final Loads loads;
    private final Map<String, Draft> batch;

    /** @param batch drafts of the same operation, by record id */
    Hierarchies(Loads loads, Map<String, Draft> batch) {
        this.loads = loads;
        this.batch = batch;
    }

    void check(Draft draft) {
        for (CatalogField field : draft.plan.hierarchies) {
            Object above = draft.after.get(field.name());
            if (above != null && draft.touched.contains(field.name()) && climbsTo(draft, field, above.toString())) {
                draft.problems.add(Problem.of("HIERARCHY_CYCLE", "/" + field.name(), "id", above));
            }
        }
    }

    private boolean climbsTo(Draft draft, CatalogField field, String start) {
        Set<String> seen = new HashSet<>();
        for (String at = start; at != null && seen.add(at); at = above(draft, field, at)) {
            if (at.equals(draft.id)) {
                return true;
            }
        }
        return false;
    }

    private String above(Draft draft, CatalogField field, String id) {
        Draft sibling = batch.get(id);
        Object value;
        if (sibling != null) {
            value = sibling.after.get(field.name());
        } else {
            Loads.Loaded record = loads.find(draft.object, id);
            value = record == null ? null : record.values().get(field.name());
        }
        return value == null ? null : value.toString();
    }
}
