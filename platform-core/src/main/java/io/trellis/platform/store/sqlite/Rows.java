package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Reading whole records: the columns to select, in one fixed order, and what they become. */
final class Rows {
    static final String COLUMNS = "t.id, t.version, t.owner, t.department, t.created_at, t.created_by, t.updated_at,"
            + " t.updated_by, t.deleted_at, t.record_type, t.doc";

    /** The first place after {@link #COLUMNS}. */
    static final int NEXT = 12;

    private Rows() {}

    static StoredRecord read(ResultSet rows) throws SQLException {
        var system = new SystemValues(
                rows.getLong(2),
                rows.getString(3),
                rows.getString(4),
                moment(rows, 5),
                rows.getString(6),
                moment(rows, 7),
                rows.getString(8),
                moment(rows, 9),
                rows.getString(10));
        return new StoredRecord(rows.getString(1), system, rows.getBytes(11));
    }

    private static Instant moment(ResultSet rows, int index) throws SQLException {
        long millis = rows.getLong(index);
        return millis == 0 && rows.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
