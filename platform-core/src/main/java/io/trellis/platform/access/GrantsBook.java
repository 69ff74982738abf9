package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Everything about rights that follows from one catalog of one tenant; thrown away when the next is published. */
final class GrantsBook {
    private final Catalog catalog;
    private final Policies policies;
    private final ScopeConditions conditions = new ScopeConditions();
    private final Map<List<String>, Rights> rights = new ConcurrentHashMap<>();

    /** @param before the tenant's book until now, or null; most publishes change nobody's rights, and its policies go on */
    GrantsBook(String tenant, Catalog catalog, GrantsBook before) {
        this.catalog = catalog;
        boolean same = before != null
                && before.catalog.roles().equals(catalog.roles())
                && before.catalog.permissionSets().equals(catalog.permissionSets());
        this.policies = same ? before.policies : new Policies(tenant, catalog);
    }

    Catalog catalog() {
        return catalog;
    }

    Policies policies() {
        return policies;
    }

    /** What a combination of roles may do; roles that do not exist give nothing. */
    Rights rights(List<String> roles) {
        List<String> sorted = roles.stream().distinct().sorted().toList();
        return rights.computeIfAbsent(sorted, _ -> {
            var all = new ArrayList<Policies.Policy>();
            sorted.forEach(role -> all.addAll(policies.of(role)));
            return Rights.of(catalog, all);
        });
    }

    GrantsSnapshot snapshot(Person person, People people) {
        return new GrantsSnapshot(catalog, rights(person.roles()), person, people, conditions);
    }
}
