package io.trellis.platform.store.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The table of one tenant's object, as it stands. Immutable: when it is altered, another takes its place.
 *
 * <p>SQL names are {@code r<no>} for the table and {@code f<no>} for own columns, from registry tables, so that nothing a
 * person typed ever becomes part of a statement and renaming an object or a field touches one registry row.
 */
final class Table {
    final int no;
    final String tenant;
    final int tenantNo;
    final String objectId;
    final String objectName;
    /** Own fields' columns by field name. */
    final Map<String, Column> columns;
    /** Own fields that live in the document only, and have a registry row so that their values follow them when they are renamed. */
    final Map<String, Column> documentOnly;
    /** Names of the indexes, which tell their columns: {@code x12$f3$owner}. */
    final Set<String> indexes;

    final String insertSql;
    final UpdatePlan updatePlan;
    private final Set<String> indexed;

    /** @param fields of own fields, those that live in the document only included */
    Table(
            int no,
            int tenantNo,
            String tenant,
            String objectId,
            String objectName,
            Map<String, Column> fields,
            Collection<String> indexes) {
        this.no = no;
        this.tenantNo = tenantNo;
        this.tenant = tenant;
        this.objectId = objectId;
        this.objectName = objectName;
        Map<String, Column> stored = new LinkedHashMap<>(fields);
        stored.values().removeIf(column -> Cells.sqlType(column.shape()) == null);
        Map<String, Column> others = new LinkedHashMap<>(fields);
        others.keySet().removeAll(stored.keySet());
        this.columns = Collections.unmodifiableMap(stored);
        this.documentOnly = Collections.unmodifiableMap(others);
        this.indexes = Collections.unmodifiableSet(new LinkedHashSet<>(indexes));
        this.indexed = new LinkedHashSet<>();
        for (String index : indexes) {
            indexed.addAll(Indexes.columnsOf(index));
        }
        this.insertSql = insertSql();
        this.updatePlan = new UpdatePlan(this);
    }

    String name() {
        return "r" + no;
    }

    /** The history table of this table's tenant. */
    String changesName() {
        return "c" + tenantNo;
    }

    /** The column of an own or system field, or null where it has none. */
    Column column(String field) {
        Column own = columns.get(field);
        return own != null ? own : Column.SYSTEM.get(field);
    }

    /** Own columns that some index has: updates leave those alone whose values stay, to spare the index pages. */
    List<Column> indexedColumns() {
        return columns.values().stream()
                .filter(column -> indexed.contains(column.name()))
                .toList();
    }

    /** Whether all these are columns of this table, own or system. */
    boolean hasColumns(Collection<String> names) {
        return names.stream()
                .allMatch(name -> columns.values().stream()
                                .anyMatch(column -> column.name().equals(name))
                        || Column.SYSTEM.values().stream()
                                .anyMatch(column -> column.name().equals(name)));
    }

    /** The table with one more index. */
    Table with(String index) {
        List<String> more = new ArrayList<>(indexes);
        more.add(index);
        Map<String, Column> fields = new LinkedHashMap<>(columns);
        fields.putAll(documentOnly);
        return new Table(no, tenantNo, tenant, objectId, objectName, fields, more);
    }

    /** The field a column belongs to; the column's own name when there is none. */
    String fieldOf(String columnName) {
        for (Column column : columns.values()) {
            if (column.name().equals(columnName)) {
                return column.field();
            }
        }
        for (Column column : Column.SYSTEM.values()) {
            if (column.name().equals(columnName)) {
                return column.field();
            }
        }
        return columnName;
    }

    private String insertSql() {
        List<String> names = new ArrayList<>();
        Column.SYSTEM.values().forEach(column -> names.add(column.name()));
        names.add("head");
        names.add("doc");
        columns.values().forEach(column -> names.add(column.name()));
        return "INSERT INTO " + name() + " (" + String.join(", ", names) + ") VALUES ("
                + String.join(", ", Collections.nCopies(names.size(), "?")) + ")";
    }
}
