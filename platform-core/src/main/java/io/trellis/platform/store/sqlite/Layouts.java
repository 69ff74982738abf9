package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.UnusableStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The data file's layout and the steps from earlier ones. Each step runs in one transaction with the note of its number, so that a
 * process killed in the middle begins it again.
 */
final class Layouts {
    /** The layout this code writes; a file of a later one is refused rather than misread. */
    private static final int NEWEST = 3;

    private Layouts() {}

    static void bringUp(Session session) throws SQLException {
        int layout = (int) number(session, "PRAGMA user_version");
        if (layout > NEWEST) {
            throw new UnusableStore(
                    "The data file was written by a newer Trellis (layout " + layout + "; this one knows " + NEWEST
                            + ").",
                    "Start that version, or choose another data folder with TRELLIS_HOME.",
                    null);
        }
        session.execute("BEGIN IMMEDIATE");
        if (layout == 1) {
            addHeads(session);
        }
        if (layout == 1 || layout == 2) {
            addCauses(session);
        }
        session.execute("PRAGMA user_version=" + NEWEST);
        session.execute("COMMIT");
    }

    /** Layout 2: records are read from two blobs, see {@link Rows}. */
    private static void addHeads(Session session) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var statement = session.jdbc.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 'r' || no FROM store_tables")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        var head = new StringBuilder();
        for (Column column : Column.SYSTEM.values()) {
            head.append("coalesce(").append(column.name()).append(", '') || char(31) || ");
        }
        head.append("''");
        for (String table : tables) {
            session.execute("ALTER TABLE " + table + " ADD COLUMN head BLOB");
            session.execute("UPDATE " + table + " SET head = CAST(" + head + " AS BLOB)");
        }
    }

    /** Layout 3: an event says who caused it and through what, and it is known up to where events were trimmed. */
    private static void addCauses(Session session) throws SQLException {
        session.execute("ALTER TABLE outbox ADD COLUMN by TEXT");
        session.execute("ALTER TABLE outbox ADD COLUMN via TEXT");
        session.execute("INSERT OR IGNORE INTO store_facts (name, value) SELECT 'outbox.trimmed',"
                + " coalesce((SELECT min(position) - 1 FROM outbox),"
                + " (SELECT value FROM store_facts WHERE name = 'outbox.highest'), 0)");
    }

    private static long number(Session session, String sql) throws SQLException {
        try (var statement = session.jdbc.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
