package io.trellis.platform.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counters that numbers are drawn from, inside the writer's transaction. */
final class Counters {
    private static final Pattern PLACE = Pattern.compile("\\{(0+)}");

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

    /** Puts the number at {@code {0000}}, with at least as many digits as there are zeros; at the end where there is no place. */
    static String format(String format, long number) {
        Matcher place = PLACE.matcher(format);
        if (!place.find()) {
            return format + number;
        }
        String digits = Long.toString(number);
        int missing = place.group(1).length() - digits.length();
        return format.substring(0, place.start())
                + "0".repeat(Math.max(0, missing))
                + digits
                + format.substring(place.end());
    }
}
