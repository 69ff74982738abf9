package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/**
 * An app package: a folder of metadata with a version.
 *
 * @param version {@code major.minor.patch}
 * @param dependsOn names of packages that must be there first; {@code system} always is
 */
public record PackageDefinition(
        String name, String version, LocalText label, LocalText description, List<String> dependsOn) {
    public PackageDefinition {
        dependsOn = List.copyOf(dependsOn);
    }
}
