package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Change documents and outbox events, written beside each record. Positions are counted by the writer thread; trimming notes the
 * highest, so that they go on growing after a restart with an empty outbox.
 */
final class Outbox {
    private static final String HIGHEST = "outbox.highest";
    private static final String TRIMMED = "outbox.trimmed";
    private static final String LOADED = "loaded";

    private long last;

    /** Finds where positions stand. */
    void open(Session session) throws SQLException {
        try (ResultSet rows = session.prepare("SELECT max(coalesce((SELECT max(position) FROM outbox), 0),"
                        + " coalesce((SELECT value FROM store_facts WHERE name = '" + HIGHEST + "'), 0))")
                .executeQuery()) {
            rows.next();
            last = rows.getLong(1);
        }
    }

    /** Writer thread only. A position whose unit is rolled back stays unused. */
    void add(Session session, String tenant, Table table, Commit.Write write, long version) throws SQLException {
        Commit.Change change = write.change();
        long position = ++last;
        long at = change.at().toEpochMilli();
        PreparedStatement history = session.prepare("INSERT INTO " + table.changesName()
                + " (record, seq, version, kind, at, by, via, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        history.setString(1, write.id());
        history.setLong(2, position);
        history.setLong(3, version);
        history.setString(4, change.kind());
        history.setLong(5, at);
        history.setString(6, change.by());
        history.setString(7, change.via());
        history.setBytes(8, change.fields());
        history.executeUpdate();
        event(
                session,
                new RecordStore.OutboxEvent(
                        position,
                        tenant,
                        write.object(),
                        write.id(),
                        version,
                        change.kind(),
                        change.at(),
                        change.by(),
                        change.via()));
    }

    static List<RecordStore.OutboxEvent> read(Session session, long after, int size) throws SQLException {
        PreparedStatement statement = session.prepare("SELECT position, tenant, object, id, version, kind, at, by, via"
                + " FROM outbox WHERE position > ? ORDER BY position LIMIT ?");
        statement.setLong(1, after);
        statement.setInt(2, size);
        List<RecordStore.OutboxEvent> events = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(new RecordStore.OutboxEvent(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4),
                        rows.getLong(5),
                        rows.getString(6),
                        Instant.ofEpochMilli(rows.getLong(7)),
                        rows.getString(8),
                        rows.getString(9)));
            }
        }
        return events;
    }

    /** What has been trimmed counts as seen, so that the newest stays known when nothing is left. */
    static RecordStore.OutboxRange range(Session session) throws SQLException {
        try (ResultSet rows = session.prepare("SELECT coalesce((SELECT value FROM store_facts WHERE name = '" + TRIMMED
                        + "'), 0), coalesce((SELECT max(position) FROM outbox), 0)")
                .executeQuery()) {
            rows.next();
            long trimmed = rows.getLong(1);
            return new RecordStore.OutboxRange(trimmed, Math.max(trimmed, rows.getLong(2)));
        }
    }

    /**
     * Adds events of kind {@code loaded} for the next live records of a table. Writer thread only.
     *
     * @return the id to go on after, or null at the end
     */
    String announce(Session session, String tenant, Table table, String object, String after, int most)
            throws SQLException {
        PreparedStatement read = session.prepare("SELECT id, version, updated_at FROM " + table.name()
                + " WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?");
        read.setString(1, after);
        read.setInt(2, most);
        String last = null;
        int found = 0;
        try (ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                last = rows.getString(1);
                found++;
                event(
                        session,
                        new RecordStore.OutboxEvent(
                                ++this.last,
                                tenant,
                                object,
                                last,
                                rows.getLong(2),
                                LOADED,
                                Instant.ofEpochMilli(rows.getLong(3)),
                                null,
                                LOADED));
            }
        }
        return found < most ? null : last;
    }

    private static void event(Session session, RecordStore.OutboxEvent happened) throws SQLException {
        PreparedStatement event = session.prepare("INSERT INTO outbox (position, tenant, object, id, version, kind, at,"
                + " by, via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        event.setLong(1, happened.position());
        event.setString(2, happened.tenant());
        event.setString(3, happened.object());
        event.setString(4, happened.id());
        event.setLong(5, happened.version());
        event.setString(6, happened.kind());
        event.setLong(7, happened.at().toEpochMilli());
        event.setString(8, happened.by());
        event.setString(9, happened.via());
        event.executeUpdate();
    }

    /** Writer thread only. */
    void trim(Session session, long upTo) throws SQLException {
        PreparedStatement note = session.prepare("INSERT INTO store_facts (name, value) VALUES (?, ?)"
                + " ON CONFLICT DO UPDATE SET value = max(value, excluded.value)");
        note.setString(1, HIGHEST);
        note.setLong(2, last);
        note.executeUpdate();
        note.setString(1, TRIMMED);
        note.setLong(2, Math.min(upTo, last));
        note.executeUpdate();
        PreparedStatement delete = session.prepare("DELETE FROM outbox WHERE position <= ?");
        delete.setLong(1, upTo);
        delete.executeUpdate();
    }
}
