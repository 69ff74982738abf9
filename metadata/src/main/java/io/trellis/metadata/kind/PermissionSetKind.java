package io.trellis.metadata.kind;

import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition.FieldPermission;
import io.trellis.metadata.definition.PermissionSetDefinition.ObjectPermission;
import io.trellis.metadata.definition.PermissionSetDefinition.RowScope;
import io.trellis.metadata.schema.Schemas;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** What may be done. */
public final class PermissionSetKind extends Kind<PermissionSetDefinition> {
    private static final Map<String, Object> SCOPE = Schemas.either(
            Schemas.oneOf("none", "own", "department", "departmentAndBelow", "all"), Schemas.ref("computed"));

    PermissionSetKind() {
        super(
                "permission-sets",
                PermissionSetDefinition.class,
                "prm",
                base(true)
                        .optional("description", Schemas.label())
                        .optional(
                                "objects",
                                Schemas.mapOf(
                                        "^([a-z][A-Za-z0-9]{0,39}|\\*)$",
                                        Schemas.struct()
                                                .optional("create", Schemas.flag())
                                                .optional("read", SCOPE)
                                                .optional("edit", SCOPE)
                                                .optional("delete", SCOPE)
                                                .build()))
                        .optional(
                                "fields",
                                Schemas.mapOf(
                                        "^[a-z][A-Za-z0-9]{0,39}\\.[a-z][A-Za-z0-9]{0,39}$",
                                        Schemas.struct()
                                                .optional("read", Schemas.flag())
                                                .optional("edit", Schemas.flag())
                                                .build()))
                        .optional(
                                "system",
                                Schemas.listOf(Schemas.oneOf(PermissionSetDefinition.SYSTEM_PERMISSIONS), 0, 50))
                        .build());
    }

    @Override
    PermissionSetDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        return new PermissionSetDefinition(
                name,
                values.text("id", defaultId(name)),
                values.label("label"),
                values.label("description"),
                values.entries("objects", PermissionSetKind::objectPermission),
                values.entries("fields", PermissionSetKind::fieldPermission),
                new LinkedHashSet<>(values.names("system")),
                packageName);
    }

    private static ObjectPermission objectPermission(Object raw) {
        if (!(raw instanceof Map<?, ?> map)) {
            return null;
        }
        Values values = new Values(map);
        return new ObjectPermission(
                values.flag("create", false), scope(values, "read"), scope(values, "edit"), scope(values, "delete"));
    }

    private static RowScope scope(Values values, String action) {
        Values computed = values.part(action);
        return computed != null
                ? new RowScope(null, computed.text("expression", ""))
                : new RowScope(values.text(action, "none"), null);
    }

    private static FieldPermission fieldPermission(Object raw) {
        if (!(raw instanceof Map<?, ?> map)) {
            return null;
        }
        Values values = new Values(map);
        boolean read = values.flag("read", true);
        return new FieldPermission(read, values.flag("edit", read));
    }

    @Override
    public Map<String, Object> write(PermissionSetDefinition set) {
        var objects = new LinkedHashMap<String, Object>();
        set.objects()
                .forEach((name, permission) -> objects.put(
                        name,
                        new Out()
                                .keep("create", permission.create())
                                .put("read", write(permission.read()))
                                .put("edit", write(permission.edit()))
                                .put("delete", write(permission.delete()))
                                .done()));
        var fields = new LinkedHashMap<String, Object>();
        set.fields()
                .forEach((name, permission) -> fields.put(
                        name,
                        new Out()
                                .keep("read", permission.read())
                                .keep("edit", permission.edit())
                                .done()));
        return new Out()
                .put("name", set.name())
                .put("id", set.id())
                .put("package", set.packageName())
                .put("label", set.label())
                .put("description", set.description())
                .put("objects", objects)
                .put("fields", fields)
                .put("system", set.system())
                .done();
    }

    private static Object write(RowScope scope) {
        return scope.expression() == null ? scope.word() : Map.of("expression", scope.expression());
    }
}
