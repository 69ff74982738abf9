package io.trellis.platform.publish;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.kind.Kinds;
import java.util.Map;

/**
 * An element of a tenant's metadata as it is stored.
 *
 * @param shipped the document as the package brought it, kept so that an upgrade can tell whose change is whose; null for the
 *     tenant's own elements
 */
record Element(Definition definition, Map<String, Object> shipped) {
    static Element own(Definition definition) {
        return new Element(definition, null);
    }

    static Element of(Definition definition) {
        return new Element(definition, definition.packageName() == null ? null : document(definition));
    }

    Element with(Definition changed) {
        return new Element(changed, shipped);
    }

    String address() {
        return address(definition);
    }

    static String address(Definition definition) {
        return Kinds.of(definition).name() + "/" + definition.key();
    }

    static Map<String, Object> document(Definition definition) {
        return Kinds.of(definition).writeAny(definition);
    }

    Map<String, Object> document() {
        return document(definition);
    }

    boolean changedByTenant() {
        return shipped != null && !shipped.equals(document());
    }
}
