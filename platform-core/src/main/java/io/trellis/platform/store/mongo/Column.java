package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.field.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a field's values lie in a record's BSON document.
 *
 * @param name key in the document: {@code k<no>} for fields born with an index, {@code f<no>} for others, or a system field's name; never
 *     something a person typed
 * @param field name of the field, as metadata and JSON documents call it
 * @param fieldId what the field keeps when it is renamed; null for one that has no id
 * @param retired the field was removed; its values stay where they are and the name is not used again
 */
record Column(String name, String field, String fieldId, Shape shape, boolean retired) {
    /** The columns every record has, by field name. */
    static final Map<String, Column> SYSTEM = system();

    /** Whether the values in it are those of this field, and not of one that had its name before. */
    boolean isOf(CatalogField wanted) {
        String id = wanted.definition().id();
        return field.equals(wanted.name()) && shape == wanted.shape() && (id == null || id.equals(fieldId));
    }

    Column retire() {
        return new Column(name, field, fieldId, shape, true);
    }

    private static Map<String, Column> system() {
        var columns = new LinkedHashMap<String, Column>();
        add(columns, "id", Shape.LINK);
        add(columns, "version", Shape.WHOLE);
        add(columns, "owner", Shape.LINK);
        add(columns, "department", Shape.LINK);
        add(columns, "createdAt", Shape.MOMENT);
        add(columns, "createdBy", Shape.LINK);
        add(columns, "updatedAt", Shape.MOMENT);
        add(columns, "updatedBy", Shape.LINK);
        add(columns, "deletedAt", Shape.MOMENT);
        add(columns, "recordType", Shape.TEXT);
        return columns;
    }

    private static void add(Map<String, Column> columns, String name, Shape shape) {
        columns.put(name, new Column(name, name, null, shape, false));
    }
}
