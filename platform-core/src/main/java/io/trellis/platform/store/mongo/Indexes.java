package io.trellis.platform.store.mongo;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Which indexes and unique keys an object should have, as column names joined by {@code $}. Every index begins with the tenant and whether
 * a record is live, and ends with the id, so that pages come in order and counts never leave the index.
 */
final class Indexes {
    /** A collection can have 64; some are left to operators. */
    static final int MOST = 58;

    static final String PREFIX = "x$";

    private Indexes() {}

    /** Whether a field is one that questions are expected to ask by, so that its column's name should be shared by tenants. */
    static boolean asked(CatalogField field) {
        return field.shape() == Shape.LINK
                || field.definition().unique()
                || field.definition().externalKey()
                || field.definition().indexed();
    }

    static List<String> keys(CatalogObject object, Map<String, Column> columns) {
        var keys = new TreeSet<String>();
        for (CatalogField field : object.ownFields()) {
            if (indexable(field.shape())
                    && (field.definition().unique() || field.definition().externalKey())) {
                keys.add(columns.get(field.name()).name());
            }
        }
        object.definition().uniques().forEach(fields -> named(fields, columns, keys));
        return List.copyOf(keys);
    }

    static List<String> wanted(CatalogObject object, Map<String, Column> columns) {
        var wanted = new TreeSet<String>();
        for (CatalogField field : object.ownFields()) {
            if (indexable(field.shape()) && asked(field)) {
                wanted.add(columns.get(field.name()).name());
            }
        }
        wanted.add("owner");
        object.definition().uniques().forEach(fields -> named(fields, columns, wanted));
        object.definition().indexes().forEach(fields -> named(fields, columns, wanted));
        return List.copyOf(wanted);
    }

    private static boolean indexable(Shape shape) {
        return shape != Shape.MANY && shape != Shape.GROUP;
    }

    private static void named(List<String> fields, Map<String, Column> columns, TreeSet<String> into) {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            Column column = columns.containsKey(field) ? columns.get(field) : Column.SYSTEM.get(field);
            if (column == null || !indexable(column.shape())) {
                return; // it has no order; the metadata check tells the author
            }
            names.add(column.name());
        }
        into.add(String.join(Layout.SEPARATOR, names));
    }

    /** The columns of an index, from the tenant to the id. */
    static BsonDocument spec(String index) {
        var spec = new BsonDocument("tenant", new BsonInt32(1)).append("live", new BsonInt32(1));
        Layout.columnsOf(index).forEach(column -> spec.put(column, new BsonInt32(1)));
        spec.put("id", new BsonInt32(1));
        return spec;
    }
}
