package io.trellis.platform.access;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.record.WriteGuard;
import io.trellis.platform.store.Realm;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Keeps departments a tree, which only administrators of people rearrange. */
@Component
final class DepartmentGuard implements WriteGuard {
    private final Standings standings;

    DepartmentGuard(Standings standings) {
        this.standings = standings;
    }

    @Override
    public boolean concerns(CatalogObject object) {
        return object.name().equals(People.DEPARTMENT);
    }

    @Override
    public void check(
            Actor actor,
            Realm realm,
            CatalogObject object,
            String id,
            Map<String, Object> before,
            Map<String, Object> after,
            Consumer<Problem> problems) {
        Object parent = after == null ? null : after.get("parent");
        boolean moves = before != null && !Objects.equals(before.get("parent"), parent);
        if (moves && !actor.grants().maySystem("manageUsers")) {
            problems.accept(
                    Problem.of("PLACE_NEEDS_PERMISSION", after == null ? "" : "/parent", "needs", "manageUsers"));
        }
        if (after != null
                && parent instanceof String above
                && standings.people(realm.tenant()).branch(id).contains(above)) {
            problems.accept(Problem.of("DEPARTMENT_CYCLE", "/parent", "name", String.valueOf(after.get("name"))));
        }
    }
}
