package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.PermissionSetDefinition;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of an object's records goes into the index: its search fields, and the fields that row scopes ask for. Immutable.
 *
 * @param filters own fields that a permission set's expression compares, of a kind that terms can answer
 */
record Indexed(CatalogObject object, List<CatalogField> texts, List<CatalogField> filters) {
    Indexed {
        texts = List.copyOf(texts);
        filters = List.copyOf(filters);
    }

    static Indexed of(Catalog catalog, CatalogObject object) {
        List<CatalogField> texts = new ArrayList<>();
        for (String name : new LinkedHashSet<>(object.definition().searchFields())) {
            object.findField(name)
                    .filter(field -> field.shape() == Shape.TEXT && !field.system())
                    .ifPresent(texts::add);
        }
        return new Indexed(object, texts, texts.isEmpty() ? List.of() : filters(catalog, object));
    }

    private static List<CatalogField> filters(Catalog catalog, CatalogObject object) {
        Set<CatalogField> fields = new LinkedHashSet<>();
        for (PermissionSetDefinition set : catalog.permissionSets().values()) {
            var rights = set.objects().getOrDefault(object.name(), set.objects().get("*"));
            String scope = rights == null ? null : rights.read().expression();
            if (scope != null) {
                Expressions.checkCondition(scope, catalog.scope(object)).references().stream()
                        .filter(path -> !path.isRemote())
                        .map(Predicate.Path::first)
                        .flatMap(name -> object.findField(name).stream())
                        .filter(field -> !field.system() && answerable(field.shape()))
                        .forEach(fields::add);
            }
        }
        return List.copyOf(fields);
    }

    private static boolean answerable(Shape shape) {
        return switch (shape) {
            case TEXT, LINK, FLAG -> true;
            case WHOLE, DECIMAL, DAY, MOMENT, TIME, MANY, GROUP -> false;
        };
    }

    boolean searchable() {
        return !texts.isEmpty();
    }

    private static List<String> ids(List<CatalogField> fields) {
        return fields.stream().map(field -> field.definition().id()).sorted().toList();
    }

    /** Whether a generation has all of it and nothing else, so that there is nothing to build. */
    boolean fits(Generation generation) {
        return generation.format() == Generation.FORMAT
                && generation.texts().keySet().equals(Set.copyOf(ids(texts)))
                && generation.filters().keySet().equals(Set.copyOf(ids(filters)));
    }

    /** A new generation with a key for each field. */
    Generation generation(String id) {
        return Generation.of(id, ids(texts), ids(filters));
    }
}
