package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.Definition;
import io.trellis.metadata.definition.LayoutDefinition;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MenuDefinition;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.definition.RoleDefinition;
import io.trellis.metadata.definition.ViewDefinition;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything known by name while checks still run: objects, at first without their formulas, and the other kinds. */
record Draft(
        Map<String, CatalogObject> objects,
        Map<String, MappingDefinition> mappings,
        Map<String, LayoutDefinition> layouts,
        Map<String, ViewDefinition> views,
        Map<String, PermissionSetDefinition> permissionSets,
        Map<String, RoleDefinition> roles,
        Map<String, MenuDefinition> menus) {

    static Draft empty() {
        return new Draft(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
    }

    /** The elements that are no objects, as the catalog keeps them. */
    Map<Class<?>, Map<String, ?>> elements() {
        return Map.of(
                MappingDefinition.class, mappings,
                LayoutDefinition.class, layouts,
                ViewDefinition.class, views,
                PermissionSetDefinition.class, permissionSets,
                RoleDefinition.class, roles,
                MenuDefinition.class, menus);
    }

    /** Files an element that is no object under its key; the one it displaced, if any, had the same key. */
    Definition put(Definition definition) {
        return switch (definition) {
            case MappingDefinition mapping -> mappings.put(mapping.key(), mapping);
            case LayoutDefinition layout -> layouts.put(layout.key(), layout);
            case ViewDefinition view -> views.put(view.key(), view);
            case PermissionSetDefinition set -> permissionSets.put(set.key(), set);
            case RoleDefinition role -> roles.put(role.key(), role);
            case MenuDefinition menu -> menus.put(menu.key(), menu);
            case io.trellis.metadata.definition.ObjectDefinition object ->
                throw new IllegalArgumentException("compiled apart: " + object.name());
        };
    }
}
