package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * Where one tenant's object has its fields, keys and indexes. Immutable: when it is altered, another takes its place.
 *
 * @param revision grows with every change of any layout; each record notes under which one it was written
 * @param columns own fields' columns, retired ones included
 * @param keys unique keys, as column names joined by {@code $}
 * @param indexes likewise
 * @param work what is still to be done to records of earlier revisions, or null
 */
record Layout(
        String tenant,
        String objectId,
        String objectName,
        long revision,
        List<Column> columns,
        List<String> keys,
        List<String> indexes,
        LayoutWork work) {
    Layout {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
        indexes = List.copyOf(indexes);
    }

    static final String SEPARATOR = "$";

    /** The collection that has the records of this object, of all tenants. */
    String collection() {
        return collection(objectId);
    }

    static String collection(String objectId) {
        return "records." + objectId;
    }

    static List<String> columnsOf(String key) {
        return List.of(key.split("\\" + SEPARATOR));
    }

    /** Own fields' columns by field name. */
    Map<String, Column> byField() {
        Map<String, Column> byField = LinkedHashMap.newLinkedHashMap(columns.size());
        columns.stream().filter(column -> !column.retired()).forEach(column -> byField.put(column.field(), column));
        return byField;
    }

    /** The column of an own or system field, or null where it has none. */
    Column column(String field) {
        for (Column column : columns) {
            if (!column.retired() && column.field().equals(field)) {
                return column;
            }
        }
        return Column.SYSTEM.get(field);
    }

    /** The field a column belongs to; the column's own name when there is none. */
    String fieldOf(String columnName) {
        for (Column column : columns) {
            if (column.name().equals(columnName)) {
                return column.field();
            }
        }
        return columnName;
    }

    List<String> fieldsOf(String key) {
        return columnsOf(key).stream().map(this::fieldOf).toList();
    }

    /** Whether every field of the object has its column here. */
    boolean covers(CatalogObject object) {
        Map<String, Column> byField = byField();
        for (CatalogField field : object.ownFields()) {
            Column column = byField.get(field.name());
            if (column == null || !column.isOf(field)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it already is what the definition asks for. */
    boolean fits(CatalogObject object) {
        return work == null
                && objectName.equals(object.name())
                && covers(object)
                && byField().size() == object.ownFields().size()
                && keys.equals(Indexes.keys(object, byField()))
                && indexes.equals(Indexes.wanted(object, byField()));
    }

    Layout with(long revision, LayoutWork work) {
        return new Layout(tenant, objectId, objectName, revision, columns, keys, indexes, work);
    }

    /** Another set of keys. */
    Layout withKeys(List<String> keys) {
        return new Layout(tenant, objectId, objectName, revision, columns, keys, indexes, work);
    }

    BsonDocument id() {
        return id(tenant, objectId);
    }

    static BsonDocument id(String tenant, String objectId) {
        return new BsonDocument("tenant", new BsonString(tenant)).append("object", new BsonString(objectId));
    }

    static String idOf(CatalogObject object) {
        return object.definition().id() == null
                ? object.name()
                : object.definition().id();
    }

    /** The tenant's part of a record's {@code _id}. */
    static String recordId(String tenant, String id) {
        return tenant + "/" + id;
    }

    List<Column> live() {
        return new ArrayList<>(byField().values());
    }
}
