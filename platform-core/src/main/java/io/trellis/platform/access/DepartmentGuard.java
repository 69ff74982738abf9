package io.trellis.platform.access;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.record.WriteGuard;
import io.trellis.platform.store.Realm;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Keeps departments a tree. */
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
        if (after != null
                && after.get("parent") instanceof String parent
                && standings.people(realm.tenant()).branch(id).contains(parent)) {
            problems.accept(Problem.of("DEPARTMENT_CYCLE", "/parent", "name", String.valueOf(after.get("name"))));
        }
    }
}
