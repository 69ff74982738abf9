package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.PackageDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tenant's metadata at one version. Immutable.
 *
 * @param elements by address, e.g. {@code objects/visit}
 * @param packages installed ones by name
 * @param stored version of the document that guards the whole in the system store; 0 when nothing was ever published
 */
record Snapshot(Catalog catalog, Map<String, Element> elements, Map<String, PackageDefinition> packages, long stored) {
    static final Snapshot NOTHING = new Snapshot(Catalog.EMPTY, Map.of(), Map.of(), 0);

    Snapshot {
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
        packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
    }

    boolean exists() {
        return stored > 0;
    }
}
