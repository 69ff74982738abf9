package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition.RowScope;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.schema.SchemaCheck;

/** Checks permission sets and roles. */
final class AccessCheck {
    private final Draft draft;

    AccessCheck(Draft draft) {
        this.draft = draft;
    }

    void check(PermissionSetDefinition set, Place place) {
        set.objects().forEach((name, permission) -> {
            Place at = place.at("objects/" + SchemaCheck.escape(name));
            CatalogObject object =
                    name.equals("*") ? null : at.object(draft, name).orElse(null);
            scope(permission.read(), name, object, at.at("read"));
            scope(permission.edit(), name, object, at.at("edit"));
            scope(permission.delete(), name, object, at.at("delete"));
        });
        set.fields().forEach((name, _) -> {
            Place at = place.at("fields/" + SchemaCheck.escape(name));
            String[] parts = name.split("\\.", 2);
            if (parts.length == 2) {
                at.object(draft, parts[0]).ifPresent(object -> at.field(object, parts[1]));
            }
        });
    }

    private void scope(RowScope scope, String name, CatalogObject object, Place at) {
        if (scope.expression() == null) {
            return;
        }
        if (name.equals("*")) {
            at.report("SCOPE_WITHOUT_OBJECT");
        } else if (object != null) {
            Conditions.check(scope.expression(), object, draft, at.at("expression"), true);
        }
    }

    void check(RoleDefinition role, Place place) {
        for (int i = 0; i < role.permissionSets().size(); i++) {
            String name = role.permissionSets().get(i);
            if (draft.permissionSets().containsKey(name)) {
                place.uses("permission-sets/" + name);
            } else {
                place.at("permissionSets", i)
                        .reportMissing(
                                "PERMISSION_SET_MISSING",
                                name,
                                draft.permissionSets().keySet());
            }
        }
    }
}
