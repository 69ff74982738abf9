package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.field.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A typed column.
 *
 * @param name in SQL; a registry number or a fixed word, never something a person typed
 * @param field name of the field, as metadata and documents call it
 * @param fieldId what the field keeps when it is renamed; null for one that has no id
 */
record Column(String name, String field, String fieldId, Shape shape) {
    /** The columns every record table has, by field name. */
    static final Map<String, Column> SYSTEM = system();

    /** Whether the values in it are those of this field, and not of one that had its name before. */
    boolean isOf(CatalogField wanted) {
        String id = wanted.definition().id();
        return field.equals(wanted.name()) && (id == null || id.equals(fieldId));
    }

    private static Map<String, Column> system() {
        var columns = new LinkedHashMap<String, Column>();
        add(columns, "id", "id", Shape.LINK);
        add(columns, "version", "version", Shape.WHOLE);
        add(columns, "owner", "owner", Shape.LINK);
        add(columns, "department", "department", Shape.LINK);
        add(columns, "created_at", "createdAt", Shape.MOMENT);
        add(columns, "created_by", "createdBy", Shape.LINK);
        add(columns, "updated_at", "updatedAt", Shape.MOMENT);
        add(columns, "updated_by", "updatedBy", Shape.LINK);
        add(columns, "deleted_at", "deletedAt", Shape.MOMENT);
        add(columns, "record_type", "recordType", Shape.TEXT);
        return columns;
    }

    private static void add(Map<String, Column> columns, String name, String field, Shape shape) {
        columns.put(field, new Column(name, field, null, shape));
    }
}
