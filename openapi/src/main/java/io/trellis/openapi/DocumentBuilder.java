package io.trellis.openapi;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.platform.access.Grants;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the document: the static part without what the caller may not do, and the operations of every readable object. */
final class DocumentBuilder {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final String PERMISSION = "x-trellis-permission";

    private final Catalog catalog;
    private final Grants grants;
    private final String locale;
    private final List<String> operationIds = new ArrayList<>();

    private DocumentBuilder(Catalog catalog, Grants grants, String locale) {
        this.catalog = catalog;
        this.grants = grants;
        this.locale = locale;
    }

    static Map<String, Object> build(Catalog catalog, Grants grants, String locale) {
        return new DocumentBuilder(catalog, grants, locale).build();
    }

    private Map<String, Object> build() {
        Map<String, Object> document = StaticPart.read(locale);
        Map<String, Object> paths = permitted(child(document, "paths"));
        Map<String, Object> schemas = child(child(document, "components"), "schemas");
        List<Object> tags = new ArrayList<>((List<?>) document.get("tags"));
        UniqueNames schemaNames = new UniqueNames(schemas.keySet());
        UniqueNames operations = new UniqueNames(operationIds);
        UniqueNames tagNames = new UniqueNames(tags.stream()
                .map(tag -> ((Map<?, ?>) tag).get("name").toString())
                .toList());
        List<CatalogObject> objects = catalog.objects().stream()
                .sorted(Comparator.comparing(CatalogObject::name))
                .toList();
        for (CatalogObject object : objects) {
            String tag = tagNames.take(UniqueNames.capital(object.name()));
            ObjectPaths part = new ObjectPaths(object, grants, locale, schemas, schemaNames, operations, tag);
            if (part.readable()) {
                tags.add(Json.object(
                        "name", tag, "description", object.definition().label().in(locale, object.name())));
                part.addTo(paths, actions(object));
            }
        }
        addProblems(paths);
        tags.removeIf(tag -> !isUsed(asObject(tag).get("name"), paths));
        document.put("tags", tags);
        document.put("paths", paths);
        return document;
    }

    private List<MappingDefinition> actions(CatalogObject object) {
        return catalog.elements(MappingDefinition.class).values().stream()
                .filter(mapping -> mapping.object().equals(object.name()))
                .sorted(Comparator.comparing(MappingDefinition::name))
                .toList();
    }

    /** Static paths without the operations that need a permission the caller lacks. */
    private Map<String, Object> permitted(Map<String, Object> all) {
        Map<String, Object> paths = new LinkedHashMap<>();
        all.forEach((path, item) -> {
            Map<String, Object> kept = new LinkedHashMap<>(asObject(item));
            kept.values()
                    .removeIf(value -> value instanceof Map<?, ?> operation
                            && operation.get(PERMISSION) instanceof String permission
                            && !grants.maySystem(permission));
            METHODS.stream()
                    .filter(kept::containsKey)
                    .forEach(method -> operationIds.add(
                            asObject(kept.get(method)).get("operationId").toString()));
            if (METHODS.stream().anyMatch(kept::containsKey)) {
                paths.put(path, kept);
            }
        });
        return paths;
    }

    private static void addProblems(Map<String, Object> paths) {
        for (Object item : paths.values()) {
            asObject(item).forEach((method, operation) -> {
                if (METHODS.contains(method)) {
                    child(asObject(operation), "responses")
                            .put("default", Json.object("$ref", "#/components/responses/Problem"));
                }
            });
        }
    }

    private static boolean isUsed(Object tag, Map<String, Object> paths) {
        return paths.values().stream()
                .flatMap(item -> asObject(item).values().stream())
                .anyMatch(operation -> operation instanceof Map<?, ?> map
                        && map.get("tags") instanceof List<?> tags
                        && tags.contains(tag));
    }

    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        return asObject(parent.get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asObject(Object value) {
        return (Map<String, Object>) value;
    }
}
