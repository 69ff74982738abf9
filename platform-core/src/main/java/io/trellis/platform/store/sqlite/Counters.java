package io.trellis.platform.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counters that numbers are drawn from, inside the writer's transaction. */
final class Counters {
    /** Takes {@code count} numbers and returns the first; counters begin at 1. */
    long take(Session session, String tenant, String counter, int count) throws SQLException {
        PreparedStatement statement = session.prepare("INSERT INTO counters (tenant, name, value) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value");
        statement.setString(1, tenant);
        statement.setString(2, counter);
        statement.setLong(3, count);
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1) - count + 1;
        }
    }

    void raise(Session session, String tenant, String counter, long value) throws SQLException {
        PreparedStatement statement = session.prepare("INSERT INTO counters (tenant, name, value) VALUES (?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET value = max(value, excluded.value)");
        statement.setString(1, tenant);
        statement.setString(2, counter);
        statement.setLong(3, value);
        statement.executeUpdate();
    }
}
