package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.PackageDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A tenant's metadata at one version. Immutable.
 *
 * @param elements by address, e.g. {@code objects/visit}
 * @param packages installed ones by name
 * @param removed stable ids of package elements that the tenant removed, so that an upgrade does not bring them back
 * @param stored version of the document that guards the whole in the system store; 0 when nothing was ever published
 */
record Snapshot(
        Catalog catalog,
        Map<String, Element> elements,
        Map<String, PackageDefinition> packages,
        Set<String> removed,
        long stored) {
    static final Snapshot NOTHING = new Snapshot(Catalog.EMPTY, Map.of(), Map.of(), Set.of(), 0);

    Snapshot {
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
        removed = Set.copyOf(removed);
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    }

    boolean exists() {
        return stored > 0;
    }
}
