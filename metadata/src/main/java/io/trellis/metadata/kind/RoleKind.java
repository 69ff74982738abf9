package io.trellis.metadata.kind;

import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.schema.Schemas;
import java.util.Map;

/** Bundles of permission sets that people are given. */
public final class RoleKind extends Kind<RoleDefinition> {
    RoleKind() {
        super(
                "roles",
                RoleDefinition.class,
                "rol",
                base(true)
                        .optional("description", Schemas.label())
                        .required("permissionSets", Schemas.listOf(Schemas.name(), 0, 100))
                        .build());
    }

    @Override
    RoleDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new RoleDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                values.label("description"),
                values.names("permissionSets"),
                packageName);
    }

    @Override
    public Map<String, Object> write(RoleDefinition role) {
        return new Out()
                .put("name", role.name())
                .put("id", role.id())
                .put("package", role.packageName())
                .put("label", role.label())
                .put("description", role.description())
                .keep("permissionSets", role.permissionSets())
                .done();
    }
}
