package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a tenant's metadata says, compiled and checked: objects by name and the other elements by kind. Immutable; a
 * request pins one instance and a publish swaps in the next.
 */
public final class Catalog {
    public static final Catalog EMPTY = new Catalog(0, List.of(), Map.of());

    private final long version;
    private final Map<String, CatalogObject> objects;
    private final Map<String, CatalogObject> objectsByPrefix;
    private final Map<Class<?>, Map<String, ?>> elements;

    /**
     * @param version grows with every publish of the tenant
     * @param elements the other kinds: definition class to definitions by name
     */
    public Catalog(long version, Collection<CatalogObject> objects, Map<Class<?>, Map<String, ?>> elements) {
        this.version = version;
        var byName = new LinkedHashMap<String, CatalogObject>();
        var byPrefix = new LinkedHashMap<String, CatalogObject>();
        for (CatalogObject object : objects) {
            byName.put(object.name(), object);
            byPrefix.put(object.definition().prefix(), object);
        }
        this.objects = Collections.unmodifiableMap(byName);
        this.objectsByPrefix = byPrefix;
        this.elements = Map.copyOf(elements);
    }

    public long version() {
        return version;
    }

    public Collection<CatalogObject> objects() {
        return objects.values();
    }

    public Optional<CatalogObject> findObject(String name) {
        return Optional.ofNullable(objects.get(name));
    }

    /** @throws IllegalArgumentException when there is none: callers check names from outside with {@link #findObject} */
    public CatalogObject getObject(String name) {
        return findObject(name).orElseThrow(() -> new IllegalArgumentException("No object " + name));
    }

    /** The object an id belongs to, told from its prefix. */
    public Optional<CatalogObject> findObjectOfId(String id) {
        int end = id.indexOf('_');
        return end < 1 ? Optional.empty() : Optional.ofNullable(objectsByPrefix.get(id.substring(0, end)));
    }

    /** Elements of another kind by name, e.g. {@code elements(RoleDefinition.class)}; empty when there are none. */
    @SuppressWarnings("unchecked")
    public <D> Map<String, D> elements(Class<D> kind) {
        return (Map<String, D>) elements.getOrDefault(kind, Map.of());
    }

    public Map<String, RoleDefinition> roles() {
        return elements(RoleDefinition.class);
    }

    public Map<String, PermissionSetDefinition> permissionSets() {
        return elements(PermissionSetDefinition.class);
    }
}
