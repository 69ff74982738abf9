package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/** What a person is in the company, as a bundle of permission sets. */
public record RoleDefinition(
        String name, String id, LocalText label, LocalText description, List<String> permissionSets, String packageName)
        implements Definition {
    public RoleDefinition {
        permissionSets = List.copyOf(permissionSets);
    }
}
