package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which indexes an object's table should have. An index's name says what it is: {@code u12$f3$f5} is unique over live records,
 * {@code x12$owner$f3} (and {@code a12$…}, which the {@link IndexAdvisor} made) serves lists and ends in id and deleted_at, so that pages come in order and counts never leave the index.
 */
final class Indexes {
    private Indexes() {}

    static Set<String> wanted(CatalogObject object, int tableNo, Map<String, Column> columns) {
        Set<String> wanted = new LinkedHashSet<>();
        for (CatalogField field : object.ownFields()) {
            Column column = columns.get(field.name());
            if (column == null || column.shape() == Shape.MANY) {
                continue;
            }
            if (field.definition().unique() || field.definition().externalKey()) {
                wanted.add("u" + tableNo + "$" + column.name());
            } else if (field.definition().indexed() || column.shape() == Shape.LINK) {
                wanted.add("x" + tableNo + "$" + column.name());
            }
        }
        wanted.add("x" + tableNo + "$owner");
        for (List<String> fields : object.definition().uniques()) {
            named("u", tableNo, fields, columns, wanted);
        }
        for (List<String> fields : object.definition().indexes()) {
            named("x", tableNo, fields, columns, wanted);
        }
        // A shorter index whose columns begin a longer one is not worth its writes, except where it gives the order by
        // id.
        return wanted;
    }

    private static void named(
            String kind, int tableNo, List<String> fields, Map<String, Column> columns, Set<String> wanted) {
        List<String> names = new ArrayList<>();
        for (String field : fields) {
            Column column = columns.containsKey(field) ? columns.get(field) : Column.SYSTEM.get(field);
            if (column == null || column.shape() == Shape.MANY) {
                return; // a group has no order; the metadata check tells the author
            }
            names.add(column.name());
        }
        wanted.add(kind + tableNo + "$" + String.join("$", names));
    }

    static boolean isUnique(String index) {
        return index.startsWith("u");
    }

    /** Made because questions needed it, not because metadata asks for it. */
    static boolean isAdvised(String index) {
        return index.startsWith("a");
    }

    /** The columns an index's name tells, without the id and deleted_at that follow. */
    static List<String> columnsOf(String index) {
        String[] parts = index.split("\\$");
        return List.of(parts).subList(1, parts.length);
    }

    static String createSql(String index, String table) {
        List<String> columns = new ArrayList<>(columnsOf(index));
        if (isUnique(index)) {
            return "CREATE UNIQUE INDEX \"" + index + "\" ON " + table + " (" + String.join(", ", columns)
                    + ") WHERE deleted_at IS NULL";
        }
        if (!columns.contains("id")) {
            columns.add("id");
        }
        columns.add("deleted_at");
        return "CREATE INDEX \"" + index + "\" ON " + table + " (" + String.join(", ", columns) + ")";
    }
}
