package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.definition.ViewDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything known by name while checks still run: objects, at first without their formulas, and the other elements by kind.
 *
 * @param elements definition class to definitions by key, in the order in which they were given
 */
record Draft(Map<String, CatalogObject> objects, Map<Class<?>, Map<String, Definition>> elements) {

    static Draft empty() {
        return new Draft(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** The elements of one kind by key; empty when there are none. */
    @SuppressWarnings("unchecked")
    <D extends Definition> Map<String, D> of(Class<D> kind) {
        return (Map<String, D>) elements.getOrDefault(kind, Map.of());
    }

    Map<String, MappingDefinition> mappings() {
        return of(MappingDefinition.class);
    }

    Map<String, LayoutDefinition> layouts() {
        return of(LayoutDefinition.class);
    }

    Map<String, ViewDefinition> views() {
        return of(ViewDefinition.class);
    }

    Map<String, PermissionSetDefinition> permissionSets() {
        return of(PermissionSetDefinition.class);
    }

    Map<String, RoleDefinition> roles() {
        return of(RoleDefinition.class);
    }

    Map<String, MenuDefinition> menus() {
        return of(MenuDefinition.class);
    }

    /**
     * Files an element that is no object under its key; the one it displaced, if any, had the same key.
     *
     * @throws IllegalArgumentException for an object: those are compiled apart
     */
    Definition put(Definition definition) {
        if (definition instanceof ObjectDefinition) {
            throw new IllegalArgumentException("compiled apart: " + definition.name());
        }
        return elements.computeIfAbsent(definition.getClass(), _ -> new LinkedHashMap<>())
                .put(definition.key(), definition);
    }
}
