package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether the records that drafts newly point to are there: live, of an object the field allows, and readable by the writer,
 * so that nobody can probe for ids. All drafts are asked about at once. A target that is deleted between this check and the
 * commit is not noticed; a link to it then reads like any link to a deleted record.
 */
final class LinkCheck {
    private final Names names;
    private final Actor actor;
    private final Realm realm;
    private final CatalogPlans plans;

    LinkCheck(Names names, Actor actor, Realm realm, CatalogPlans plans) {
        this.names = names;
        this.actor = actor;
        this.realm = realm;
        this.plans = plans;
    }

    /** @param made ids of records made by the same operation */
    void check(List<Draft> drafts, Set<String> made) {
        Set<String> ids = new HashSet<>();
        for (Draft draft : drafts) {
            for (CatalogField field : draft.plan.links) {
                ids.addAll(fresh(draft, field));
            }
            if (freshOwner(draft)) {
                ids.add(draft.owner);
            }
            if (freshDepartment(draft)) {
                ids.add(draft.department);
            }
        }
        ids.removeAll(made);
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.visible(actor, realm, ids);
        for (Draft draft : drafts) {
            for (CatalogField field : draft.plan.links) {
                for (String id : fresh(draft, field)) {
                    if (!there(field, id, visible, made)) {
                        draft.problems.add(missing("/" + field.name(), id, field.targets()));
                    }
                }
            }
            if (freshOwner(draft)) {
                CatalogField owner = draft.object.fields().get("owner");
                if (owner != null && owner.links() && !there(owner, draft.owner, visible, made)) {
                    draft.problems.add(missing("/owner", draft.owner, owner.targets()));
                }
            }
            if (freshDepartment(draft)) {
                CatalogField department = draft.object.fields().get("department");
                if (department != null && department.links() && !there(department, draft.department, visible, made)) {
                    draft.problems.add(missing("/department", draft.department, department.targets()));
                }
            }
        }
    }

    private boolean freshOwner(Draft draft) {
        return draft.touched.contains("owner")
                && !draft.owner.equals(actor.userId())
                && (draft.before == null
                        || !draft.owner.equals(draft.before.stored.system().owner()));
    }

    private static boolean freshDepartment(Draft draft) {
        return draft.touched.contains("department")
                && draft.department != null
                && (draft.before == null
                        || !draft.department.equals(draft.before.stored.system().department()));
    }

    private boolean there(CatalogField field, String id, Map<String, NameCache.Entry> visible, Set<String> made) {
        String object =
                realm.catalog().findObjectOfId(id).map(CatalogObject::name).orElse("");
        if (!field.targets().contains(object)) {
            return false;
        }
        NameCache.Entry entry = visible.get(id);
        return made.contains(id) || entry != null && entry.exists() && entry.live() && entry.object() != null;
    }

    private static Problem missing(String path, String id, List<String> targets) {
        Map<String, Object> params = new HashMap<>();
        params.put("id", id);
        params.put("targets", targets);
        return new Problem("LINK_NOT_FOUND", path, params);
    }

    /** Ids a field of the draft points to and did not point to before. */
    private static List<String> fresh(Draft draft, CatalogField field) {
        Object value = draft.after.get(field.name());
        if (value == null) {
            return List.of();
        }
        Object before = draft.before == null ? null : draft.before.values().get(field.name());
        if (Objects.equals(value, before)) {
            return List.of();
        }
        if (value instanceof List<?> many) {
            List<?> old = before instanceof List<?> list ? list : List.of();
            return many.stream()
                    .map(Object::toString)
                    .filter(id -> !old.contains(id))
                    .toList();
        }
        return List.of(value.toString());
    }
}
