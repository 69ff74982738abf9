package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Count;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.Listener;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Tally;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Questions about the account of events. */
final class DeliveryReads {
    private DeliveryReads() {}

    static List<Listener> listeners(Session session) throws SQLException {
        List<Listener> listeners = new ArrayList<>();
        try (ResultSet rows = session.prepare(
                        "SELECT name, position, token, since, touched FROM listeners ORDER BY name")
                .executeQuery()) {
            while (rows.next()) {
                listeners.add(new Listener(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        Instant.ofEpochMilli(rows.getLong(5))));
            }
        }
        return listeners;
    }

    static List<Delivery> list(Session session, Filter filter, Key after, int size) throws SQLException {
        var sql = new StringBuilder(
                "SELECT " + Deliveries.COLUMNS + " FROM deliveries WHERE (position, listener) > (?, ?)");
        List<String> values = new ArrayList<>();
        also(sql, values, "tenant", filter.tenant());
        also(sql, values, "listener", filter.listener());
        also(sql, values, "object", filter.object());
        also(sql, values, "record", filter.record());
        if (!filter.states().isEmpty()) {
            if (!filter.states().contains(State.SKIPPED)) {
                // Said in the words of the partial indexes, or they are not used.
                sql.append(" AND state < 3");
            }
            String states = filter.states().stream()
                    .map(state -> Integer.toString(state.ordinal()))
                    .sorted()
                    .collect(Collectors.joining(","));
            // One state said as an equation leaves the index in the order that is wanted.
            sql.append(filter.states().size() == 1 ? " AND state = " + states : " AND state IN (" + states + ")");
        }
        PreparedStatement statement = session.prepare(
                sql.append(" ORDER BY position, listener LIMIT ?").toString());
        statement.setLong(1, after.position());
        statement.setString(2, after.listener());
        int at = 3;
        for (String value : values) {
            statement.setString(at++, value);
        }
        statement.setInt(at, size);
        List<Delivery> deliveries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                deliveries.add(delivery(rows));
            }
        }
        return deliveries;
    }

    private static void also(StringBuilder sql, List<String> values, String column, String value) {
        if (value != null) {
            sql.append(" AND ").append(column).append(" = ?");
            values.add(value);
        }
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var event = new OutboxEvent(
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                row.getString(10));
        long next = row.getLong(15);
        Instant due = row.wasNull() ? null : Instant.ofEpochMilli(next);
        return new Delivery(
                row.getString(1),
                event,
                State.values()[row.getInt(11)],
                row.getString(12),
                row.getString(13),
                row.getInt(14),
                due,
                Instant.ofEpochMilli(row.getLong(16)));
    }

    static List<Count> counts(Session session, String tenant) throws SQLException {
        return counts(
                session,
                "SELECT listener, tenant, object, day, outcome, events FROM delivery_counts"
                        + (tenant == null ? "" : " WHERE tenant = ?")
                        + " ORDER BY listener, tenant, object, day, outcome",
                tenant);
    }

    static List<Count> open(Session session, String tenant) throws SQLException {
        return counts(
                session,
                "SELECT listener, tenant, object, " + DeliveryLog.EARLIER
                        + ", CASE state WHEN 0 THEN 'waiting' WHEN 1 THEN 'replay' ELSE 'dead' END AS outcome, count(*)"
                        + " FROM deliveries WHERE state < 3" + (tenant == null ? "" : " AND tenant = ?")
                        + " GROUP BY listener, tenant, object, outcome ORDER BY listener, tenant, object, outcome",
                tenant);
    }

    private static List<Count> counts(Session session, String sql, String tenant) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        if (tenant != null) {
            statement.setString(1, tenant);
        }
        List<Count> counts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                counts.add(new Count(
                        rows.getString(1),
                        new Tally(rows.getString(2), rows.getString(3), rows.getInt(4), rows.getString(5)),
                        rows.getLong(6)));
            }
        }
        return counts;
    }
}
