package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Explains a refusal by the store's unique indexes: every key of the record that another one has, and which record that is,
 * if the writer may know.
 */
@Component
final class Duplicates {
    private final RecordStore store;
    private final Names names;

    Duplicates(RecordStore store, Names names) {
        this.store = store;
        this.names = names;
    }

    /** @param refused the key the store named; reported even when the other record is gone by now */
    List<Problem> find(
            Actor actor, Realm realm, ObjectPlan plan, String id, Map<String, Object> values, List<String> refused) {
        List<Problem> problems = new ArrayList<>();
        for (List<String> key : plan.uniques) {
            List<Predicate> same = new ArrayList<>();
            for (String field : key) {
                Object value = RecordValues.get(id, NO_SYSTEM, values, field);
                if (value != null) {
                    same.add(new Predicate.Compare(Predicate.Path.of(field), Predicate.Op.EQ, value));
                }
            }
            if (same.size() < key.size()) {
                continue;
            }
            same.add(new Predicate.Compare(Predicate.Path.of("id"), Predicate.Op.NE, id));
            var found = store.list(realm, plan.object.name(), RecordQuery.of(Predicate.and(same), 1))
                    .records();
            if (!found.isEmpty()) {
                problems.add(problem(actor, realm, plan, key, found.getFirst().id()));
            } else if (key.equals(refused)) {
                problems.add(Problem.of("DUPLICATE_VALUE", "/" + key.getFirst(), "fields", key));
            }
        }
        return problems.isEmpty() ? List.of(Problem.of("DUPLICATE_VALUE", "", "fields", refused)) : problems;
    }

    private Problem problem(Actor actor, Realm realm, ObjectPlan plan, List<String> key, String other) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("fields", key);
        if (!(actor.grants().scope(plan.object.name(), Grants.Action.READ) instanceof Predicate.None)) {
            NameCache.Entry entry = names.visible(actor, realm, List.of(other)).get(other);
            if (entry != null) {
                params.put("id", other);
                params.put("name", entry.text());
            }
        }
        return new Problem("DUPLICATE_VALUE", "/" + key.getFirst(), params);
    }

    private static final io.trellis.platform.store.SystemValues NO_SYSTEM =
            new io.trellis.platform.store.SystemValues(0, null, null, null, null, null, null, null, null);
}
