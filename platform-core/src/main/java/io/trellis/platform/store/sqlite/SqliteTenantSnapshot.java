package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.TenantSnapshot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A read transaction on a connection of its own. Which tables there are is read in it too, since the schema in memory may be newer. */
final class SqliteTenantSnapshot implements TenantSnapshot {
    private final Session session;
    private final String tenant;
    /** Of the tenant; 0 when it has no tables. */
    private final int tenantNo;

    /** Makes one of a row. */
    private interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    SqliteTenantSnapshot(Session session, String tenant) {
        this.session = session;
        this.tenant = tenant;
        Integer no = open("SELECT no FROM store_tenants WHERE name = ?", rows -> rows.getInt(1), tenant)
                .first();
        this.tenantNo = no == null ? 0 : no;
    }

    @Override
    public Cursor<KeptDocument> documents() {
        return open(
                "SELECT kind, key, json FROM documents WHERE tenant = ? ORDER BY kind, key",
                rows -> new KeptDocument(rows.getString(1), rows.getString(2), rows.getBytes(3)),
                tenant);
    }

    @Override
    public Cursor<Counter> counters() {
        return open(
                "SELECT name, value FROM counters WHERE tenant = ? ORDER BY name",
                rows -> new Counter(rows.getString(1), rows.getLong(2)),
                tenant);
    }

    @Override
    public Set<String> objects() {
        Set<String> objects = new LinkedHashSet<>();
        try (Cursor<String> ids = open(
                "SELECT object_id FROM store_tables WHERE tenant = ? ORDER BY object_id",
                rows -> rows.getString(1),
                tenantNo)) {
            for (String id = ids.next(); id != null; id = ids.next()) {
                objects.add(id);
            }
        }
        return objects;
    }

    @Override
    public Cursor<StoredRecord> records(String objectId, String after) {
        Integer table = open(
                        "SELECT no FROM store_tables WHERE tenant = ? AND object_id = ?",
                        rows -> rows.getInt(1),
                        tenantNo,
                        objectId)
                .first();
        return table == null
                ? new Rowwise<>(null, null)
                : open(
                        "SELECT " + Rows.COLUMNS + " FROM r" + table + " AS t WHERE t.id > ? ORDER BY t.id",
                        Rows::read,
                        after == null ? "" : after);
    }

    @Override
    public Cursor<HistoryEntry> history(String after) {
        if (tenantNo == 0) {
            return new Rowwise<>(null, null);
        }
        var place = new Object() {
            private String record;
            private long ordinal;

            long next(String id) {
                ordinal = id.equals(record) ? ordinal + 1 : 0;
                record = id;
                return ordinal;
            }
        };
        return open(
                "SELECT record, version, kind, at, by, via, fields FROM c" + tenantNo
                        + " WHERE record > ? ORDER BY record, seq",
                rows -> {
                    String record = rows.getString(1);
                    var change = new Commit.Change(
                            rows.getString(3),
                            Instant.ofEpochMilli(rows.getLong(4)),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getBytes(7));
                    return new HistoryEntry(
                            record, place.next(record), new RecordStore.ChangeEntry(rows.getLong(2), change));
                },
                after == null ? "" : after);
    }

    private <T> Rowwise<T> open(String sql, Reading<T> reading, Object... cells) {
        try {
            // Never the session's retained statements: several cursors of one text may be open.
            PreparedStatement statement = session.jdbc.prepareStatement(sql);
            Cells.bindAll(statement, java.util.Arrays.asList(cells));
            return new Rowwise<>(statement, reading);
        } catch (SQLException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException failure) {
            throw Failures.reading(failure);
        }
    }

    /** A statement being stepped through; without one, nothing. */
    private static final class Rowwise<T> implements Cursor<T> {
        private final PreparedStatement statement;
        private final Reading<T> reading;
        private ResultSet rows;

        Rowwise(PreparedStatement statement, Reading<T> reading) {
            this.statement = statement;
            this.reading = reading;
        }

        @Override
        public T next() {
            if (statement == null) {
                return null;
            }
            try {
                if (rows == null) {
                    rows = statement.executeQuery();
                }
                return rows.next() ? reading.read(rows) : null;
            } catch (SQLException failure) {
                throw Failures.reading(failure);
            }
        }

        T first() {
            try (this) {
                return next();
            }
        }

        @Override
        public void close() {
            if (statement != null) {
                try {
                    statement.close();
                } catch (SQLException failure) {
                    throw Failures.reading(failure);
                }
            }
        }
    }
}
