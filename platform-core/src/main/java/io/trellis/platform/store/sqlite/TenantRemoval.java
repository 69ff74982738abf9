package io.trellis.platform.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Removes everything of a tenant in one transaction: its tables, their registry rows, documents, counters and events. */
final class TenantRemoval {
    private TenantRemoval() {}

    static void run(Session session, String tenant) throws SQLException {
        // A table can't be dropped while a statement on it is open.
        session.forget();
        Integer no = null;
        try (PreparedStatement find = session.jdbc.prepareStatement("SELECT no FROM store_tenants WHERE name = ?")) {
            find.setString(1, tenant);
            try (ResultSet rows = find.executeQuery()) {
                no = rows.next() ? rows.getInt(1) : null;
            }
        }
        if (no != null) {
            for (int table : tables(session, no)) {
                session.execute("DROP TABLE IF EXISTS r" + table);
                session.execute("DELETE FROM store_columns WHERE table_no = " + table);
            }
            session.execute("DROP TABLE IF EXISTS c" + no);
            session.execute("DELETE FROM store_tables WHERE tenant = " + no);
            session.execute("DELETE FROM store_tenants WHERE no = " + no);
        }
        for (String table : List.of("documents", "counters", "outbox", "deliveries", "delivery_counts")) {
            try (PreparedStatement delete =
                    session.jdbc.prepareStatement("DELETE FROM " + table + " WHERE tenant = ?")) {
                delete.setString(1, tenant);
                delete.executeUpdate();
            }
        }
    }

    /** Removes one table and its registry rows. */
    static void drop(Session session, Table table) throws SQLException {
        session.forget();
        session.execute("DROP TABLE IF EXISTS " + table.name());
        session.execute("DELETE FROM store_columns WHERE table_no = " + table.no);
        session.execute("DELETE FROM store_tables WHERE no = " + table.no);
    }

    private static List<Integer> tables(Session session, int tenantNo) throws SQLException {
        List<Integer> tables = new ArrayList<>();
        try (PreparedStatement find = session.jdbc.prepareStatement("SELECT no FROM store_tables WHERE tenant = ?")) {
            find.setInt(1, tenantNo);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getInt(1));
                }
            }
        }
        return tables;
    }
}
