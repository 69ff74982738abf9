package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be done, to be granted through roles. Sets add up: the most permissive wins.
 *
 * @param objects by object name; {@code "*"} stands for every object without an entry of its own
 * @param fields by {@code object.field}; a field without an entry is readable and editable where its object is
 * @param system platform permissions such as {@code manageMetadata}
 */
public record PermissionSetDefinition(
        String name,
        String id,
        LocalText label,
        LocalText description,
        Map<String, ObjectPermission> objects,
        Map<String, FieldPermission> fields,
        Set<String> system,
        String packageName)
        implements Definition {
    /** Every platform permission there is. */
    public static final List<String> SYSTEM_PERMISSIONS =
            List.of("manageMetadata", "manageUsers", "importData", "exportData", "viewAudit", "managePackages");

    public PermissionSetDefinition {
        objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        system = Set.copyOf(system);
    }

    /** Which records: a word ({@code none own department departmentAndBelow all}), or an expression; exactly one is set. */
    public record RowScope(String word, String expression) {
        public static final RowScope NONE = new RowScope("none", null);
    }

    public record ObjectPermission(boolean create, RowScope read, RowScope edit, RowScope delete) {}

    public record FieldPermission(boolean read, boolean edit) {}
}
