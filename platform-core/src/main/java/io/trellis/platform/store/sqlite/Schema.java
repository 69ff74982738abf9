package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Realm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which tables there are: the registry rows of the file, held in memory. The writer changes it after the transaction that
 * changed the file, everybody else reads it. Thread-safe.
 */
final class Schema {
    private static final List<String> CREATE = List.of(
            "CREATE TABLE IF NOT EXISTS store_facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS store_tenants (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
            "CREATE TABLE IF NOT EXISTS store_tables (no INTEGER PRIMARY KEY, tenant INTEGER NOT NULL,"
                    + " object_id TEXT NOT NULL, object_name TEXT NOT NULL, UNIQUE (tenant, object_id))",
            "CREATE TABLE IF NOT EXISTS store_columns (table_no INTEGER NOT NULL, no INTEGER NOT NULL,"
                    + " field TEXT NOT NULL, field_id TEXT, shape TEXT NOT NULL, retired INTEGER NOT NULL DEFAULT 0,"
                    + " PRIMARY KEY (table_no, no)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS counters (tenant TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL,"
                    + " PRIMARY KEY (tenant, name)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS documents (tenant TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,"
                    + " version INTEGER NOT NULL, json BLOB NOT NULL, PRIMARY KEY (tenant, kind, key)) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS outbox (position INTEGER PRIMARY KEY, tenant TEXT NOT NULL,"
                    + " object TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL,"
                    + " at INTEGER NOT NULL, by TEXT, via TEXT)");

    private record Key(String tenant, String objectId) {}

    private final Map<Key, Table> tables = new ConcurrentHashMap<>();

    /** Makes the file's own tables and reads the registry. */
    void open(Session session) throws SQLException {
        Layouts.bringUp(session);
        try (Statement statement = session.jdbc.createStatement()) {
            for (String sql : CREATE) {
                statement.execute(sql);
            }
            for (String sql : Deliveries.CREATE) {
                statement.execute(sql);
            }
        }
        load(session);
    }

    private void load(Session session) throws SQLException {
        Map<Integer, List<String>> indexes = new LinkedHashMap<>();
        Map<Integer, Map<String, Column>> columns = new LinkedHashMap<>();
        try (Statement statement = session.jdbc.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT tbl_name, name FROM sqlite_master WHERE type = 'index'"
                    + " AND tbl_name GLOB 'r[0-9]*' AND name LIKE '%$%'")) {
                while (rows.next()) {
                    int no = Integer.parseInt(rows.getString(1).substring(1));
                    indexes.computeIfAbsent(no, _ -> new ArrayList<>()).add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT table_no, no, field, field_id, shape FROM store_columns WHERE retired = 0 ORDER BY table_no, no")) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getInt(1), _ -> new LinkedHashMap<>())
                            .put(
                                    rows.getString(3),
                                    new Column(
                                            "f" + rows.getInt(2),
                                            rows.getString(3),
                                            rows.getString(4),
                                            Shape.valueOf(rows.getString(5))));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT t.no, t.tenant, n.name, t.object_id, t.object_name"
                    + " FROM store_tables t JOIN store_tenants n ON n.no = t.tenant")) {
                while (rows.next()) {
                    int no = rows.getInt(1);
                    put(new Table(
                            no,
                            rows.getInt(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            columns.getOrDefault(no, Map.of()),
                            indexes.getOrDefault(no, List.of())));
                }
            }
        }
    }

    /** The object's table, or null while there is none. */
    Table find(Realm realm, CatalogObject object) {
        return tables.get(new Key(realm.tenant(), idOf(object)));
    }

    Table find(Realm realm, String object) {
        return realm.catalog()
                .findObject(object)
                .map(known -> find(realm, known))
                .orElse(null);
    }

    /** @throws IllegalArgumentException when the object was never prepared */
    Table get(Realm realm, String object) {
        Table table = find(realm, realm.catalog().getObject(object));
        if (table == null) {
            throw new IllegalArgumentException("No storage was prepared for " + object);
        }
        return table;
    }

    /** Call after the transaction that made or altered the table. */
    void put(Table table) {
        tables.put(new Key(table.tenant, table.objectId), table);
    }

    /** Call after the transaction that dropped the table. */
    void remove(Table table) {
        if (table != null) {
            tables.remove(new Key(table.tenant, table.objectId));
        }
    }

    /** Call after the transaction that removed the tenant. */
    void forget(String tenant) {
        tables.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    /** Call after the transaction that gave a tenant's tables to another, in place of its own. */
    void handOver(String from, String to) {
        forget(to);
        for (Table table : List.copyOf(tables.values())) {
            if (table.tenant.equals(from)) {
                put(new Table(
                        table.no, table.tenantNo, to, table.objectId, table.objectName, table.columns, table.indexes));
            }
        }
        forget(from);
    }

    static String idOf(CatalogObject object) {
        return object.definition().id() == null
                ? object.name()
                : object.definition().id();
    }
}
