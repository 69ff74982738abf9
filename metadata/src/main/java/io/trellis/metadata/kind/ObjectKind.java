package io.trellis.metadata.kind;

import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.ObjectDefinition.RecordType;
import io.trellis.metadata.schema.Schemas;
import java.util.List;
import java.util.Map;

/** Objects with their fields. */
public final class ObjectKind extends Kind<ObjectDefinition> {
    private static final Map<String, Object> NAMES = Schemas.listOf(Schemas.name(), 1, 16);

    ObjectKind() {
        super(
                "objects",
                ObjectDefinition.class,
                "obj",
                base(true)
                        .optional(
                                "prefix",
                                Schemas.described("Begins every record id", Schemas.pattern("^[a-z][a-z0-9]{1,7}$")))
                        .optional("pluralLabel", Schemas.label())
                        .optional("description", Schemas.label())
                        .optional("icon", Schemas.text(60))
                        .optional("nameField", Schemas.name())
                        .optional("searchFields", Schemas.listOf(Schemas.name(), 0, 20))
                        .optional("ownership", Schemas.oneOf("user", "none"))
                        .optional(
                                "recordTypes",
                                Schemas.listOf(
                                        Schemas.struct()
                                                .required("name", Schemas.name())
                                                .optional("label", Schemas.label())
                                                .optional("default", Schemas.flag())
                                                .build(),
                                        0,
                                        50))
                        .optional("uniques", Schemas.listOf(NAMES, 0, 20))
                        .optional("indexes", Schemas.listOf(NAMES, 0, 40))
                        .required("fields", Schemas.listOf(Schemas.ref("field"), 1, 800))
                        .build());
    }

    @Override
    Map<String, Map<String, Object>> definitions() {
        return FieldForm.DEFINITIONS;
    }

    @Override
    ObjectDefinition build(Values values, String packageName) {
        String name = values.text("name", "");
        List<FieldDefinition> fields = values.list("fields", field -> FieldForm.build(field, name));
        String nameField = values.text("nameField", defaultNameField(fields));
        List<String> searchFields = values.has("searchFields") ? values.names("searchFields") : List.of(nameField);
        return new ObjectDefinition(
                name,
                values.text("id", defaultId(name)),
                values.text("prefix"),
                values.label("label"),
                values.label("pluralLabel"),
                values.label("description"),
                values.text("icon"),
                nameField,
                searchFields,
                values.text("ownership", "user"),
                values.list(
                        "recordTypes",
                        type -> new RecordType(
                                type.text("name", ""), type.label("label"), type.flag("default", false))),
                values.nameLists("uniques"),
                values.nameLists("indexes"),
                fields,
                packageName);
    }

    @Override
    public Map<String, Object> write(ObjectDefinition object) {
        return new Out()
                .put("name", object.name())
                .put("id", object.id())
                .put("prefix", object.prefix())
                .put("package", object.packageName())
                .put("label", object.label())
                .put("pluralLabel", object.pluralLabel())
                .put("description", object.description())
                .put("icon", object.icon())
                .put("nameField", object.nameField())
                .keep("searchFields", object.searchFields())
                .put("ownership", object.ownership())
                .put(
                        "recordTypes",
                        object.recordTypes().stream()
                                .map(ObjectKind::recordType)
                                .toList())
                .put("uniques", object.uniques())
                .put("indexes", object.indexes())
                .put("fields", object.fields().stream().map(FieldForm::write).toList())
                .done();
    }

    private static Map<String, Object> recordType(RecordType type) {
        return new Out()
                .put("name", type.name())
                .put("label", type.label())
                .put("default", type.isDefault())
                .done();
    }

    /** A field called name, else the first that reads like a name, else the first. */
    private static String defaultNameField(List<FieldDefinition> fields) {
        return fields.stream()
                .filter(field -> field.name().equals("name"))
                .findFirst()
                .or(() -> fields.stream()
                        .filter(field -> List.of("text", "autoNumber").contains(field.type()))
                        .findFirst())
                .or(() -> fields.stream().findFirst())
                .map(FieldDefinition::name)
                .orElse("");
    }
}
