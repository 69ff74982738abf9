package io.trellis.metadata.definition;

/** One element of metadata as it is written down: an object, a layout, a role …. Immutable. */
public interface Definition {

    /** The name within its object or, for kinds that belong to no object, within the tenant. */
    String name();

    /** Unique within the kind and the tenant; used in addresses and file names. The name; for what belongs to an object {@code object.name}. */
    default String key() {
        return name();
    }

    /** Stable id, kept when the element is renamed. */
    String id();

    /** The package that brought the element, or null for one the tenant made. */
    String packageName();
}
