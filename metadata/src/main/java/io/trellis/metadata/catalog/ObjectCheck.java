package io.trellis.metadata.catalog;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.field.Shape;
import io.trellis.metadata.schema.Schemas;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks what an object says about itself and its fields, before any expression. */
final class ObjectCheck {
    private static final Pattern NAME = Pattern.compile(Schemas.NAME);
    /** Words of the expression language, which would hide a field. */
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "true", "false", "null");

    private static final Set<String> RESERVED = reserved();

    private ObjectCheck() {}

    /** The object with its fields typed but formulas and defaults left out. */
    static CatalogObject outline(ObjectDefinition object, Place place) {
        if (!NAME.matcher(object.name()).matches()) {
            place.at("name").report("BAD_NAME", Map.of("value", object.name(), "pattern", Schemas.NAME));
        }
        var fields = new ArrayList<CatalogField>();
        var names = new HashSet<String>();
        var ids = new HashSet<String>();
        for (int i = 0; i < object.fields().size(); i++) {
            FieldDefinition field = object.fields().get(i);
            Place at = place.at("fields", i).ofField(field.name());
            checkName(field, names, at);
            if (!ids.add(field.id())) {
                at.at("id").report("DUPLICATE_ID", "id", field.id());
            }
            FieldType type = FieldTypes.find(field.type()).orElse(null);
            if (type == null) {
                at.at("type").reportMissing("UNKNOWN_FIELD_TYPE", field.type(), FieldTypes.names());
                // Something stands in, so that those who name the field are not told that it is missing.
                type = FieldTypes.get("text");
            }
            type.check(field, at::report);
            CatalogField compiled = compile(field, type);
            checkFlags(compiled, at);
            fields.add(compiled);
        }
        fields.addAll(SystemFields.of(object));
        return new CatalogObject(object, fields);
    }

    private static CatalogField compile(FieldDefinition field, FieldType type) {
        return new CatalogField(
                field, type, type.shape(field), false, type.targets(field), Optional.empty(), Optional.empty());
    }

    private static void checkName(FieldDefinition field, Set<String> names, Place at) {
        String name = field.name();
        String folded = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            at.at("name").report("BAD_NAME", Map.of("value", name, "pattern", Schemas.NAME));
        } else if (RESERVED.contains(folded)) {
            at.at("name").report("RESERVED_NAME", "name", name);
        } else if (!names.add(folded)) {
            // Names that differ in case only would be one to a reader, and to some stores.
            at.at("name").report("DUPLICATE_NAME", "name", name);
        }
    }

    private static void checkFlags(CatalogField field, Place at) {
        FieldDefinition definition = field.definition();
        if (!field.shape().sortable()) {
            if (definition.unique()) {
                at.at("unique").report("NOT_INDEXABLE", "name", field.name());
            }
            if (definition.indexed()) {
                at.at("indexed").report("NOT_INDEXABLE", "name", field.name());
            }
        }
        if (field.computed()) {
            if (definition.defaultValue() != null || definition.defaultExpression() != null) {
                at.at("default").report("DEFAULT_NOT_ALLOWED", "name", field.name());
            }
            boolean numbered = definition.type().equals("autoNumber");
            if (definition.unique() && !numbered) {
                at.at("unique").report("NOT_INDEXABLE", "name", field.name());
            }
            if (definition.required() && !numbered) {
                at.at("required").report("REQUIRED_NOT_ALLOWED", "name", field.name());
            }
        }
    }

    /** Checks what the object says about several of its fields, and what its fields say about other objects. */
    static void relations(CatalogObject object, Draft draft, Place place) {
        ObjectDefinition definition = object.definition();
        place.at("nameField").field(object, definition.nameField()).ifPresent(field -> {
            if (!field.shape().sortable() || field.links()) {
                place.at("nameField").report("NOT_A_NAME", "name", field.name());
            }
        });
        for (int i = 0; i < definition.searchFields().size(); i++) {
            Place at = place.at("searchFields", i);
            String name = definition.searchFields().get(i);
            if (name.equals(definition.nameField())) {
                // The default; what is wrong with it has been said, and a name that is no text is not searched.
                continue;
            }
            at.field(object, name)
                    .filter(field -> field.shape() != Shape.TEXT)
                    .ifPresent(_ -> at.report("NOT_SEARCHABLE", "name", name));
        }
        keys(object, definition.uniques(), place.at("uniques"), true);
        keys(object, definition.indexes(), place.at("indexes"), false);
        recordTypes(definition, place);
        int masters = 0;
        for (int i = 0; i < definition.fields().size(); i++) {
            FieldDefinition field = definition.fields().get(i);
            Place at = place.at("fields", i).ofField(field.name());
            if (field.type().equals("masterDetail") && ++masters > 1) {
                at.at("type").report("SECOND_MASTER", "name", field.name());
            }
            FieldTypes.find(field.type()).ifPresent(type -> targets(field, type, draft, at));
            if (field.flag("hierarchy") && !field.names("target").equals(List.of(object.name()))) {
                at.at("hierarchy").report("HIERARCHY_NOT_SELF", "object", object.name());
            }
            if (field.type().equals("rollup")) {
                RollupCheck.check(field, object, draft, at);
            }
        }
    }

    private static void targets(FieldDefinition field, FieldType type, Draft draft, Place at) {
        List<String> targets = type.targets(field);
        boolean several = field.attributes().containsKey("targets");
        boolean written = several || field.attributes().containsKey("target");
        for (int i = 0; i < targets.size(); i++) {
            Place place = several ? at.at("targets", i) : written ? at.at("target") : at.at("type");
            place.object(draft, targets.get(i), "LOOKUP_TARGET_MISSING");
        }
    }

    private static void keys(CatalogObject object, List<List<String>> keys, Place place, boolean unique) {
        for (int i = 0; i < keys.size(); i++) {
            List<String> key = keys.get(i);
            if (key.isEmpty() || Set.copyOf(key).size() != key.size()) {
                place.at(Integer.toString(i)).report("BAD_KEY", "fields", String.join(", ", key));
            }
            for (int j = 0; j < key.size(); j++) {
                Place at = place.at(i + "/" + j);
                at.field(object, key.get(j))
                        .filter(field -> !field.shape().sortable()
                                || unique
                                        && field.computed()
                                        && !field.definition().type().equals("autoNumber"))
                        .ifPresent(field -> at.report("NOT_INDEXABLE", "name", field.name()));
            }
        }
    }

    private static void recordTypes(ObjectDefinition object, Place place) {
        var names = new HashSet<String>();
        int defaults = 0;
        for (int i = 0; i < object.recordTypes().size(); i++) {
            var type = object.recordTypes().get(i);
            if (!names.add(type.name())) {
                place.at("recordTypes", i).report("DUPLICATE_NAME", "name", type.name());
            }
            if (type.isDefault() && ++defaults > 1) {
                place.at("recordTypes/" + i + "/default").report("SECOND_DEFAULT", "name", type.name());
            }
        }
    }

    private static Set<String> reserved() {
        var names = new HashSet<>(KEYWORDS);
        SystemFields.NAMES.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }
}
