package io.trellis.openapi;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Grants;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of one object's records, as the caller reads and writes them: links are read with their name, written as id. */
final class ObjectSchemas {
    private static final Map<String, Object> LINK = Json.ref("LinkValue");
    private final CatalogObject object;
    private final Grants grants;
    private final String locale;

    ObjectSchemas(CatalogObject object, Grants grants, String locale) {
        this.object = object;
        this.grants = grants;
        this.locale = locale;
    }

    Map<String, Object> read() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("id", Json.text());
        properties.put("version", Json.whole());
        for (CatalogField field : object.ownFields()) {
            if (grants.mayRead(object.name(), field.name())) {
                Map<String, Object> schema = Json.nullable(readSchema(field));
                if (!mayWrite(field)) {
                    schema.put("readOnly", true);
                }
                properties.put(field.name(), described(field, schema));
            }
        }
        addSystem(properties);
        return Json.object(
                "type",
                "object",
                "description",
                object.definition().label().in(locale, object.name()),
                "required",
                List.of("id", "version"),
                "properties",
                properties);
    }

    private void addSystem(Map<String, Object> properties) {
        for (String link : List.of("owner", "department", "createdBy", "updatedBy")) {
            properties.put(link, Json.nullable(LINK));
        }
        properties.put("createdAt", Json.moment());
        properties.put("updatedAt", Json.moment());
        properties.put("deletedAt", Json.nullable(Json.moment()));
        if (!object.definition().recordTypes().isEmpty()) {
            properties.put("recordType", Json.nullable(recordType()));
        }
    }

    private Map<String, Object> readSchema(CatalogField field) {
        if (field.links()) {
            return field.shape() == Shape.MANY ? Json.array(LINK) : LINK;
        }
        return new LinkedHashMap<>(field.type().schema(field.definition()));
    }

    /** What a new record may be given. */
    Map<String, Object> create() {
        List<String> required = new ArrayList<>();
        for (CatalogField field : object.ownFields()) {
            boolean filled = field.definition().defaultValue() != null
                    || field.defaultExpression().isPresent();
            if (mayWrite(field) && field.definition().required() && !filled) {
                required.add(field.name());
            }
        }
        Map<String, Object> schema = write(Map.of());
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** What an existing record may be given: any of the fields, and the version that was read. */
    Map<String, Object> update() {
        return write(Map.of("version", Json.whole()));
    }

    /** One row of a bulk: like an update, with the id of the record where there is one. */
    Map<String, Object> row() {
        return write(Json.object("id", Json.text(), "version", Json.whole()));
    }

    private Map<String, Object> write(Map<String, Object> first) {
        Map<String, Object> properties = new LinkedHashMap<>(first);
        for (CatalogField field : object.ownFields()) {
            if (mayWrite(field)) {
                Map<String, Object> schema = writeSchema(field);
                properties.put(
                        field.name(), described(field, field.definition().required() ? schema : Json.nullable(schema)));
            }
        }
        if (object.definition().owned() && grants.mayEdit(object.name(), "owner")) {
            properties.put("owner", Json.text());
        }
        if (!object.definition().recordTypes().isEmpty()) {
            properties.put("recordType", recordType());
        }
        return Json.object("type", "object", "properties", properties, "additionalProperties", false);
    }

    private static Map<String, Object> writeSchema(CatalogField field) {
        if (field.links()) {
            return field.shape() == Shape.MANY ? Json.array(Json.text()) : Json.text();
        }
        return new LinkedHashMap<>(field.type().schema(field.definition()));
    }

    private boolean mayWrite(CatalogField field) {
        return !field.computed()
                && !field.definition().readOnly()
                && grants.mayRead(object.name(), field.name())
                && grants.mayEdit(object.name(), field.name());
    }

    private Map<String, Object> recordType() {
        return Json.object(
                "type",
                "string",
                "enum",
                object.definition().recordTypes().stream()
                        .map(type -> type.name())
                        .toList());
    }

    private Map<String, Object> described(CatalogField field, Map<String, Object> schema) {
        Map<String, Object> result = new LinkedHashMap<>(schema);
        String label = field.definition().label().in(locale, field.name());
        String help = field.definition().help().in(locale, "");
        result.put("description", help.isEmpty() ? label : label + " – " + help);
        return result;
    }
}
