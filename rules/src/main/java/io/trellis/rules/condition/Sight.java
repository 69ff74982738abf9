package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import java.util.List;

/**
 * What a caller may be told of the values that rules have read.
 *
 * @param linked linked records as the caller reads them
 */
record Sight(Actor actor, Catalog catalog, CatalogObject object, LinkedValues linked, FormSituation situation) {

    static boolean readable(Actor actor, CatalogObject object, CatalogField field) {
        Grants grants = actor.grants();
        boolean open = grants.mayCreate(object.name())
                || !(grants.scope(object.name(), Grants.Action.READ) instanceof Predicate.None);
        return open && (field.system() || grants.mayRead(object.name(), field.name()));
    }

    boolean readable(String field) {
        CatalogField known = object.fields().get(field);
        return known != null && readable(actor, object, known);
    }

    /** Whether the caller may read the value at a path: every field on the way, and every record. */
    boolean shows(String dotted, Object value) {
        List<String> steps = Predicate.Path.of(dotted).steps();
        CatalogObject here = object;
        for (String step : steps) {
            CatalogField field = here == null ? null : here.fields().get(step);
            if (field == null || !readable(actor, here, field)) {
                return false;
            }
            here = field.targets().size() == 1
                    ? catalog.findObject(field.targets().getFirst()).orElse(null)
                    : null;
        }
        return steps.size() == 1
                || Results.same(
                        value, linked.follow(situation.after().get(steps.getFirst()), steps.subList(1, steps.size())));
    }
}
