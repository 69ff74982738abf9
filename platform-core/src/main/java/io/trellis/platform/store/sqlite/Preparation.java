package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Brings one table in line with its object's definition, inside the writer's transaction. A new field is one ADD COLUMN, which
 * does not touch the rows. A removed field keeps its column and its values in the documents; when it comes back, or comes back
 * with another shape, a new column is filled from the documents. A renamed field (same id, other name) keeps its column and its
 * key in the documents is rewritten.
 */
final class Preparation {
    /** A registry row of a column, retired ones included. */
    private record Known(int no, String field, String fieldId, Shape shape, boolean retired) {}

    private final Session session;
    private final CatalogObject object;
    /** Of the object's fields. */
    private final Set<String> ids = new HashSet<>();

    Preparation(Session session, CatalogObject object) {
        this.session = session;
        this.object = object;
        object.ownFields().stream()
                .map(Preparation::id)
                .filter(Objects::nonNull)
                .forEach(ids::add);
    }

    /** Whether the table already is what the definition asks for. */
    static boolean fits(Table table, CatalogObject object) {
        if (table == null || !table.objectName.equals(object.name())) {
            return false;
        }
        for (CatalogField field : object.ownFields()) {
            boolean stored = Cells.sqlType(field.shape()) != null;
            Column column = (stored ? table.columns : table.documentOnly).get(field.name());
            if (column == null || column.shape() != field.shape() || !column.isOf(field)) {
                return false;
            }
        }
        return object.ownFields().size() == table.columns.size() + table.documentOnly.size()
                && declared(table).equals(Indexes.wanted(object, table.no, table.columns));
    }

    private static Set<String> declared(Table table) {
        Set<String> declared = new LinkedHashSet<>(table.indexes);
        declared.removeIf(Indexes::isAdvised);
        return declared;
    }

    /** @return the table as it is once the transaction commits */
    Table run(String tenant, Table present) throws SQLException {
        Table table = present == null ? create(tenant) : present;
        if (!table.objectName.equals(object.name())) {
            update("UPDATE store_tables SET object_name = ? WHERE no = ?", object.name(), table.no);
        }
        Map<String, Column> columns = columns(table);
        Set<String> indexes = indexes(table, columns);
        return new Table(table.no, table.tenantNo, tenant, Schema.idOf(object), object.name(), columns, indexes);
    }

    private Table create(String tenant) throws SQLException {
        update("INSERT OR IGNORE INTO store_tenants (name) VALUES (?)", tenant);
        int tenantNo = (int) number("SELECT no FROM store_tenants WHERE name = ?", tenant);
        // With row ids: a table without them would put what is beyond a quarter of a page, as most changes are, into a
        // page of its own.
        session.execute("CREATE TABLE IF NOT EXISTS c" + tenantNo + " (record TEXT NOT NULL, seq INTEGER NOT NULL,"
                + " version INTEGER NOT NULL, kind TEXT NOT NULL, at INTEGER NOT NULL, by TEXT, via TEXT,"
                + " fields BLOB, PRIMARY KEY (record, seq))");
        update(
                "INSERT INTO store_tables (tenant, object_id, object_name) VALUES (?, ?, ?)",
                tenantNo,
                Schema.idOf(object),
                object.name());
        int no = (int)
                number("SELECT no FROM store_tables WHERE tenant = ? AND object_id = ?", tenantNo, Schema.idOf(object));
        session.execute("CREATE TABLE r" + no + " (id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, owner TEXT,"
                + " department TEXT, created_at INTEGER, created_by TEXT, updated_at INTEGER, updated_by TEXT,"
                + " deleted_at INTEGER, record_type TEXT, head BLOB NOT NULL, doc BLOB NOT NULL" + firstColumns(no)
                + ")");
        // The recycle bin, which is small and asked for seldom.
        session.execute("CREATE INDEX bin" + no + " ON r" + no + " (deleted_at, id) WHERE deleted_at IS NOT NULL");
        return new Table(no, tenantNo, tenant, Schema.idOf(object), object.name(), Map.of(), Set.of());
    }

    /** The columns an object begins with: altering the table once for each would read the whole schema as often. */
    private String firstColumns(int tableNo) throws SQLException {
        var sql = new StringBuilder();
        int no = 0;
        for (CatalogField field : object.ownFields()) {
            String type = Cells.sqlType(field.shape());
            no++;
            if (type != null) {
                sql.append(", f").append(no).append(' ').append(type);
            }
            register(tableNo, no, field);
        }
        return sql.toString();
    }

    private void register(int tableNo, int no, CatalogField field) throws SQLException {
        update(
                "INSERT INTO store_columns (table_no, no, field, field_id, shape) VALUES (?, ?, ?, ?, ?)",
                tableNo,
                no,
                field.name(),
                field.definition().id(),
                field.shape().name());
    }

    private Map<String, Column> columns(Table table) throws SQLException {
        List<Known> registry = registry(table);
        int next = registry.stream().mapToInt(Known::no).max().orElse(0) + 1;
        Map<String, Column> columns = new LinkedHashMap<>();
        Map<String, String> renamed = new LinkedHashMap<>();
        List<Column> fill = new ArrayList<>();
        Set<Integer> kept = new LinkedHashSet<>();
        for (CatalogField field : object.ownFields()) {
            String type = Cells.sqlType(field.shape());
            Known same = find(registry, field);
            if (same != null && !same.field.equals(field.name())) {
                renamed.put(same.field, field.name());
            }
            if (same != null && !(same.field.equals(field.name()) && Objects.equals(same.fieldId, id(field)))) {
                update(
                        "UPDATE store_columns SET field = ?, field_id = ? WHERE table_no = ? AND no = ?",
                        field.name(),
                        id(field),
                        table.no,
                        same.no);
            }
            if (same != null && same.shape == field.shape() && !same.retired) {
                kept.add(same.no);
                columns.put(field.name(), new Column("f" + same.no, field.name(), id(field), field.shape()));
                continue;
            }
            boolean before = registry.stream().anyMatch(known -> known.field.equals(field.name()));
            int no = next++;
            if (type != null) {
                session.execute("ALTER TABLE " + table.name() + " ADD COLUMN f" + no + " " + type);
            }
            register(table.no, no, field);
            var column = new Column("f" + no, field.name(), id(field), field.shape());
            columns.put(field.name(), column);
            if (before && type != null) {
                fill.add(column);
            }
        }
        for (Known known : registry) {
            if (!known.retired && !kept.contains(known.no)) {
                update("UPDATE store_columns SET retired = 1 WHERE table_no = ? AND no = ?", table.no, known.no);
            }
        }
        if (!fill.isEmpty() || !renamed.isEmpty()) {
            Backfill.run(session, table, fill, renamed);
        }
        return columns;
    }

    /** The column a field has: by id, whatever its name was, else by name unless the column is another field's by id. */
    private Known find(List<Known> registry, CatalogField field) {
        String id = id(field);
        for (Known known : registry) {
            if (!known.retired && id != null && id.equals(known.fieldId)) {
                return known;
            }
        }
        for (Known known : registry) {
            if (!known.retired && known.field.equals(field.name()) && !ids.contains(known.fieldId)) {
                return known;
            }
        }
        return null;
    }

    private static String id(CatalogField field) {
        return field.definition().id();
    }

    private List<Known> registry(Table table) throws SQLException {
        List<Known> known = new ArrayList<>();
        PreparedStatement statement =
                session.prepare("SELECT no, field, field_id, shape, retired FROM store_columns WHERE table_no = ?");
        statement.setInt(1, table.no);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.add(new Known(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getString(3),
                        Shape.valueOf(rows.getString(4)),
                        rows.getInt(5) == 1));
            }
        }
        return known;
    }

    private Set<String> indexes(Table table, Map<String, Column> columns) throws SQLException {
        Set<String> wanted = Indexes.wanted(object, table.no, columns);
        Set<String> kept = new LinkedHashSet<>();
        for (String index : table.indexes) {
            if (Indexes.isAdvised(index) && named(columns).hasColumns(Indexes.columnsOf(index))) {
                kept.add(index);
            } else if (!wanted.contains(index)) {
                session.execute("DROP INDEX IF EXISTS \"" + index + "\"");
            }
        }
        for (String index : wanted) {
            if (table.indexes.contains(index)) {
                continue;
            }
            try {
                session.execute(Indexes.createSql(index, table.name()));
            } catch (SQLException failure) {
                if (Failures.duplicateColumns(failure).isEmpty()) {
                    throw failure;
                }
                throw duplicate(table, index, columns);
            }
        }
        kept.addAll(wanted);
        return kept;
    }

    /** Only to ask which field or column is which. */
    private static Table named(Map<String, Column> columns) {
        return new Table(0, 0, "", "", "", columns, Set.of());
    }

    private StoreException.DuplicateKey duplicate(Table table, String index, Map<String, Column> columns)
            throws SQLException {
        List<String> keys = Indexes.columnsOf(index);
        String list = String.join(", ", keys);
        String notNull = String.join(" IS NOT NULL AND ", keys) + " IS NOT NULL";
        String id;
        try (var statement = session.jdbc.createStatement();
                ResultSet rows = statement.executeQuery("SELECT max(id) FROM " + table.name()
                        + " WHERE deleted_at IS NULL AND " + notNull + " GROUP BY " + list
                        + " HAVING count(*) > 1 LIMIT 1")) {
            id = rows.next() ? rows.getString(1) : null;
        }
        Table named = named(columns);
        return new StoreException.DuplicateKey(
                object.name(), id, keys.stream().map(named::fieldOf).toList());
    }

    private void update(String sql, Object... cells) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        Cells.bindAll(statement, java.util.Arrays.asList(cells));
        statement.executeUpdate();
    }

    private long number(String sql, Object... cells) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        Cells.bindAll(statement, java.util.Arrays.asList(cells));
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
