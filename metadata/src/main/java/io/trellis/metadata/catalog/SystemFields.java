package io.trellis.metadata.catalog;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.definition.FieldDefinition;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.metadata.definition.ObjectDefinition.RecordType;
import io.trellis.metadata.field.FieldType;
import io.trellis.metadata.field.FieldTypes;
import io.trellis.metadata.schema.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields every object has without saying so; the store keeps them beside the document. */
final class SystemFields {
    private static final List<CatalogField> COMMON = List.of(
            field("id", "text", true, "记录编号", "Record id"),
            field("version", "integer", true, "版本", "Version"),
            field("owner", "user", false, "负责人", "Owner"),
            field("department", "department", true, "所属部门", "Department"),
            field("createdAt", "datetime", true, "创建时间", "Created at"),
            field("createdBy", "user", true, "创建人", "Created by"),
            field("updatedAt", "datetime", true, "修改时间", "Updated at"),
            field("updatedBy", "user", true, "修改人", "Updated by"),
            field("deletedAt", "datetime", true, "删除时间", "Deleted at"));

    /** With an owner the department follows the owner; without one it is a value like others and there is no owner to set. */
    private static final CatalogField FREE_DEPARTMENT = field("department", "department", false, "所属部门", "Department");

    private static final CatalogField NO_OWNER = field("owner", "user", true, "负责人", "Owner");

    private static final CatalogField NO_RECORD_TYPE = field("recordType", "text", true, "记录类型", "Record type");

    /** Their names, which no field may take. */
    static final List<String> NAMES = names();

    private SystemFields() {}

    /** In their order; the record type is a select among the object's, where it has any. */
    static List<CatalogField> of(ObjectDefinition object) {
        var fields = new ArrayList<>(COMMON);
        if (!object.owned()) {
            fields.replaceAll(field -> switch (field.name()) {
                case "owner" -> NO_OWNER;
                case "department" -> FREE_DEPARTMENT;
                default -> field;
            });
        }
        fields.add(object.recordTypes().isEmpty() ? NO_RECORD_TYPE : recordType(object));
        return fields;
    }

    private static CatalogField recordType(ObjectDefinition object) {
        List<Map<String, Object>> options = object.recordTypes().stream()
                .map(type ->
                        Schemas.map("name", type.name(), "label", type.label().byLocale()))
                .toList();
        String standard = object.recordTypes().stream()
                .filter(RecordType::isDefault)
                .findFirst()
                .map(RecordType::name)
                .orElse(null);
        return compiled(definition(
                "recordType",
                "select",
                false,
                LocalText.of("记录类型", "Record type"),
                standard,
                Map.of("options", options)));
    }

    private static CatalogField field(String name, String type, boolean readOnly, String zh, String en) {
        return compiled(definition(name, type, readOnly, LocalText.of(zh, en), null, Map.of()));
    }

    private static FieldDefinition definition(
            String name,
            String type,
            boolean readOnly,
            LocalText label,
            Object defaultValue,
            Map<String, Object> attributes) {
        return new FieldDefinition(
                name,
                "sys_" + name,
                type,
                label,
                LocalText.EMPTY,
                false,
                false,
                false,
                readOnly,
                false,
                false,
                defaultValue,
                null,
                attributes);
    }

    private static CatalogField compiled(FieldDefinition definition) {
        FieldType type = FieldTypes.get(definition.type());
        return new CatalogField(
                definition,
                type,
                type.shape(definition),
                true,
                type.targets(definition),
                Optional.empty(),
                Optional.empty());
    }

    private static List<String> names() {
        var names = new ArrayList<String>();
        COMMON.forEach(field -> names.add(field.name()));
        names.add("recordType");
        return List.copyOf(names);
    }
}
