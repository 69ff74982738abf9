package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads change documents, which stand in the order of their record and then of time. */
final class Changes {
    private static final String COLUMNS = "SELECT version, kind, at, by, via, fields FROM ";

    private Changes() {}

    /** Newest first, below a version. */
    static List<RecordStore.ChangeEntry> page(Session session, Table table, String id, long before, int size)
            throws SQLException {
        PreparedStatement statement = session.prepare(
                COLUMNS + table.changesName() + " WHERE record = ? AND version < ? ORDER BY seq DESC LIMIT ?");
        statement.setString(1, id);
        statement.setLong(2, before);
        statement.setInt(3, size);
        List<RecordStore.ChangeEntry> changes = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                changes.add(entry(rows));
            }
        }
        return changes;
    }

    /** Newest first, down to the first that is not after the moment. */
    static void since(Session session, Table table, String id, Instant moment, RecordStore.ChangeVisitor visitor)
            throws SQLException {
        PreparedStatement statement =
                session.prepare(COLUMNS + table.changesName() + " WHERE record = ? ORDER BY seq DESC");
        statement.setString(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            boolean after = true;
            while (after && rows.next()) {
                RecordStore.ChangeEntry entry = entry(rows);
                visitor.visit(id, entry);
                after = entry.change().at().isAfter(moment);
            }
        }
    }

    private static RecordStore.ChangeEntry entry(ResultSet rows) throws SQLException {
        return new RecordStore.ChangeEntry(
                rows.getLong(1),
                new Commit.Change(
                        rows.getString(2),
                        Instant.ofEpochMilli(rows.getLong(3)),
                        rows.getString(4),
                        rows.getString(5),
                        rows.getBytes(6)));
    }
}
