package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.definition.ViewDefinition;
import io.trellis.metadata.expression.TypeScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

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
    private final Map<String, List<Reference>> references;
    private final Map<String, Set<String>> users;
    private final Dependencies dependencies;

    /** A field that points to the records of an object. */
    public record Reference(CatalogObject object, CatalogField field) {}

    public Catalog(long version, Collection<CatalogObject> objects, Map<Class<?>, ? extends Map<String, ?>> elements) {
        this(version, objects, elements, Map.of());
    }

    /**
     * @param version grows with every publish of the tenant
     * @param elements the other kinds: definition class to definitions by key
     * @param users by element address, the addresses of the elements that name it
     */
    public Catalog(
            long version,
            Collection<CatalogObject> objects,
            Map<Class<?>, ? extends Map<String, ?>> elements,
            Map<String, Set<String>> users) {
        this.version = version;
        var byName = new LinkedHashMap<String, CatalogObject>();
        var byPrefix = new LinkedHashMap<String, CatalogObject>();
        for (CatalogObject object : objects) {
            byName.put(object.name(), object);
            byPrefix.put(object.definition().prefix(), object);
        }
        this.objects = Collections.unmodifiableMap(byName);
        this.objectsByPrefix = byPrefix;
        this.elements = Map.<Class<?>, Map<String, ?>>copyOf(elements);
        this.users = users;
        this.dependencies = new Dependencies(objects);
        this.references = new LinkedHashMap<>();
        for (CatalogObject object : objects) {
            for (CatalogField field : object.ownFields()) {
                for (String target : field.targets()) {
                    references.computeIfAbsent(target, _ -> new ArrayList<>()).add(new Reference(object, field));
                }
            }
        }
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

    /** Which fields feed which formulas and roll-ups. */
    public Dependencies dependencies() {
        return dependencies;
    }

    /** All fields of all objects whose values point to records of {@code object}; system fields are left out. */
    public List<Reference> references(String object) {
        return Collections.unmodifiableList(references.getOrDefault(object, List.of()));
    }

    /**
     * Who would break if an element were gone: addresses such as {@code views/visit.mine} or
     * {@code objects/visit/fields/cost}.
     *
     * @param element such an address, too
     */
    public Set<String> dependants(String element) {
        return Collections.unmodifiableSet(users.getOrDefault(element, Set.of()));
    }

    /** What an expression over a record of the object may name. */
    public TypeScope scope(CatalogObject object) {
        return new ObjectScope(objects, object);
    }

    /** The same through the eyes of one reader: a field that is not visible has no name, neither here nor behind a link. */
    public TypeScope scope(CatalogObject object, BiPredicate<CatalogObject, CatalogField> visible) {
        return new ObjectScope(objects, object, visible);
    }

    /**
     * What a filter on {@code target} may name when it also looks back at a record of {@code self} through {@code this.}.
     *
     * @param visible which fields have a name at all
     */
    public TypeScope scope(CatalogObject target, CatalogObject self, BiPredicate<CatalogObject, CatalogField> visible) {
        return new FilterScope(scope(target, visible), scope(self, visible));
    }

    /** By {@code object.rule}. */
    public Map<String, RuleDefinition> rules() {
        return elements(RuleDefinition.class);
    }

    public Map<String, LayoutDefinition> layouts() {
        return elements(LayoutDefinition.class);
    }

    /** By {@code object.view}. */
    public Map<String, ViewDefinition> views() {
        return elements(ViewDefinition.class);
    }

    public Map<String, MappingDefinition> mappings() {
        return elements(MappingDefinition.class);
    }

    public Map<String, MenuDefinition> menus() {
        return elements(MenuDefinition.class);
    }

    public Map<String, RoleDefinition> roles() {
        return elements(RoleDefinition.class);
    }

    public Map<String, PermissionSetDefinition> permissionSets() {
        return elements(PermissionSetDefinition.class);
    }
}
