package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The account of events in three tables of the file, written by the same thread as records. Nothing is written for a handled event
 * but one row of counts per object and day and step.
 */
final class Deliveries implements DeliveryLog {
    static final List<String> CREATE = List.of(
            "CREATE TABLE IF NOT EXISTS listeners (name TEXT PRIMARY KEY, position INTEGER NOT NULL,"
                    + " token INTEGER NOT NULL, since INTEGER NOT NULL, touched INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE IF NOT EXISTS deliveries (listener TEXT NOT NULL, position INTEGER NOT NULL,"
                    + " tenant TEXT NOT NULL, object TEXT NOT NULL, record TEXT NOT NULL, version INTEGER NOT NULL,"
                    + " kind TEXT NOT NULL, at INTEGER NOT NULL, by TEXT, via TEXT, state INTEGER NOT NULL, reason TEXT,"
                    + " params TEXT, attempts INTEGER NOT NULL, next INTEGER, changed INTEGER NOT NULL,"
                    + " PRIMARY KEY (listener, position)) WITHOUT ROWID",
            "CREATE INDEX IF NOT EXISTS deliveries_of_record ON deliveries (tenant, object, record)",
            "CREATE INDEX IF NOT EXISTS deliveries_of_tenant ON deliveries (tenant, state, position, listener)",
            "CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (listener, state, position) WHERE state < 3",
            "CREATE TABLE IF NOT EXISTS delivery_counts (listener TEXT NOT NULL, tenant TEXT NOT NULL,"
                    + " object TEXT NOT NULL, day INTEGER NOT NULL, outcome TEXT NOT NULL, events INTEGER NOT NULL,"
                    + " PRIMARY KEY (tenant, listener, object, day, outcome)) WITHOUT ROWID");

    static final String COLUMNS = "listener, position, tenant, object, record, version, kind, at, by, via,"
            + " state, reason, params, attempts, next, changed";
    private static final int FORGET_AT_ONCE = 2_000;

    private final Readers readers;
    private final GroupCommit writer;

    Deliveries(Readers readers, GroupCommit writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Optional<Listener> claim(String listener, long token, long begin, Instant now) {
        return GroupCommit.await(writer.submit(session -> {
            PreparedStatement claim = session.prepare("INSERT INTO listeners (name, position, token, since, touched)"
                    + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET token = excluded.token,"
                    + " touched = excluded.touched WHERE token <= excluded.token");
            claim.setString(1, listener);
            claim.setLong(2, begin);
            claim.setLong(3, token);
            claim.setLong(4, now.toEpochMilli());
            claim.setLong(5, now.toEpochMilli());
            return claim.executeUpdate() == 0
                    ? Optional.empty()
                    : DeliveryReads.listeners(session).stream()
                            .filter(known -> known.name().equals(listener))
                            .findFirst();
        }));
    }

    @Override
    public List<Listener> listeners() {
        return readers.read(DeliveryReads::listeners);
    }

    @Override
    public boolean settle(Settlement settlement) {
        return GroupCommit.await(writer.submit(session -> settle(session, settlement)));
    }

    private static boolean settle(Session session, Settlement settlement) throws SQLException {
        PreparedStatement advance = session.prepare(
                "UPDATE listeners SET position = ?, touched = ? WHERE name = ? AND position = ? AND token = ?");
        advance.setLong(1, settlement.to());
        advance.setLong(2, settlement.now().toEpochMilli());
        advance.setString(3, settlement.listener());
        advance.setLong(4, settlement.from());
        advance.setLong(5, settlement.token());
        if (advance.executeUpdate() == 0) {
            return false;
        }
        for (Delivery added : settlement.added()) {
            add(session, added);
        }
        for (Delivery changed : settlement.changed()) {
            change(session, changed);
        }
        for (long position : settlement.handled()) {
            PreparedStatement delete = session.prepare("DELETE FROM deliveries WHERE listener = ? AND position = ?");
            delete.setString(1, settlement.listener());
            delete.setLong(2, position);
            delete.executeUpdate();
        }
        for (Map.Entry<Tally, Integer> count : settlement.counts().entrySet()) {
            count(session, settlement.listener(), count.getKey(), count.getValue());
        }
        return true;
    }

    private static void add(Session session, Delivery entry) throws SQLException {
        PreparedStatement insert = session.prepare(
                "INSERT INTO deliveries (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        OutboxEvent event = entry.event();
        insert.setString(1, entry.listener());
        insert.setLong(2, event.position());
        insert.setString(3, event.tenant());
        insert.setString(4, event.object());
        insert.setString(5, event.id());
        insert.setLong(6, event.version());
        insert.setString(7, event.kind());
        insert.setLong(8, event.at().toEpochMilli());
        insert.setString(9, event.by());
        insert.setString(10, event.via());
        bindState(insert, 11, entry);
        insert.executeUpdate();
    }

    private static int change(Session session, Delivery entry) throws SQLException {
        PreparedStatement update =
                session.prepare("UPDATE deliveries SET state = ?, reason = ?, params = ?, attempts = ?,"
                        + " next = ?, changed = ? WHERE listener = ? AND position = ?");
        bindState(update, 1, entry);
        update.setString(7, entry.listener());
        update.setLong(8, entry.event().position());
        return update.executeUpdate();
    }

    private static void bindState(PreparedStatement statement, int from, Delivery entry) throws SQLException {
        statement.setInt(from, entry.state().ordinal());
        statement.setString(from + 1, entry.reason());
        statement.setString(from + 2, entry.params());
        statement.setInt(from + 3, entry.attempts());
        statement.setObject(
                from + 4, entry.next() == null ? null : (Long) entry.next().toEpochMilli());
        statement.setLong(from + 5, entry.changed().toEpochMilli());
    }

    private static void count(Session session, String listener, Tally tally, long events) throws SQLException {
        PreparedStatement count = session.prepare("INSERT INTO delivery_counts (listener, tenant, object, day, outcome,"
                + " events) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET events = events + excluded.events");
        count.setString(1, listener);
        count.setString(2, tally.tenant());
        count.setString(3, tally.object());
        count.setInt(4, tally.day());
        count.setString(5, tally.outcome());
        count.setLong(6, events);
        count.executeUpdate();
    }

    @Override
    public List<Delivery> list(Filter filter, Key after, int size) {
        return readers.read(session -> DeliveryReads.list(session, filter, after, size));
    }

    @Override
    public int turn(List<Turn> turns) {
        List<Turn> copy = List.copyOf(turns);
        return GroupCommit.await(writer.submit(session -> {
            int turned = 0;
            for (Turn turn : copy) {
                PreparedStatement check = session.prepare(
                        "SELECT 1 FROM deliveries WHERE listener = ? AND position = ? AND state = ? AND attempts = ?");
                check.setString(1, turn.before().listener());
                check.setLong(2, turn.before().event().position());
                check.setInt(3, turn.before().state().ordinal());
                check.setInt(4, turn.before().attempts());
                boolean same;
                try (ResultSet rows = check.executeQuery()) {
                    same = rows.next();
                }
                if (same) {
                    turned += change(session, turn.after());
                    if (turn.count() != null) {
                        count(session, turn.before().listener(), turn.count(), 1);
                    }
                }
            }
            return turned;
        }));
    }

    @Override
    public List<Count> counts(String tenant) {
        return readers.read(session -> DeliveryReads.counts(session, tenant));
    }

    @Override
    public List<Count> open(String tenant) {
        return readers.read(session -> DeliveryReads.open(session, tenant));
    }

    @Override
    public int forgetSkipped(Instant before) {
        int forgotten = 0;
        for (Listener listener : listeners()) {
            forgotten += GroupCommit.await(
                    writer.submit(session -> forgetSkipped(session, listener.name(), before.toEpochMilli())));
        }
        return forgotten;
    }

    /** Entries are in the order of events, so the oldest lie together: nothing young is looked at but a chunk's rest. */
    private static int forgetSkipped(Session session, String listener, long before) throws SQLException {
        PreparedStatement delete = session.prepare("DELETE FROM deliveries WHERE listener = ?1 AND state = 3"
                + " AND changed < ?2 AND position <= (SELECT max(position) FROM (SELECT position FROM deliveries"
                + " WHERE listener = ?1 AND state = 3 ORDER BY position LIMIT " + FORGET_AT_ONCE + "))");
        delete.setString(1, listener);
        delete.setLong(2, before);
        return delete.executeUpdate();
    }

    @Override
    public void foldCounts(int beforeDay) {
        GroupCommit.await(writer.submit(session -> {
            PreparedStatement fold =
                    session.prepare("INSERT INTO delivery_counts (listener, tenant, object, day, outcome,"
                            + " events) SELECT listener, tenant, object, " + EARLIER
                            + ", outcome, sum(events) FROM delivery_counts"
                            + " WHERE day > " + EARLIER + " AND day < ? GROUP BY listener, tenant, object, outcome"
                            + " ON CONFLICT DO UPDATE SET events = events + excluded.events");
            fold.setInt(1, beforeDay);
            fold.executeUpdate();
            PreparedStatement delete =
                    session.prepare("DELETE FROM delivery_counts WHERE day > " + EARLIER + " AND day < ?");
            delete.setInt(1, beforeDay);
            delete.executeUpdate();
            return null;
        }));
    }
}
