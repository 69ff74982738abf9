package io.trellis.platform.store.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connection with the statements it has prepared, the least recently used of which are let go. Not thread-safe. */
final class Session implements AutoCloseable {
    /** What one page of the file holds; fixed when the file is made. */
    private static final int PAGE_BYTES = 4096;

    private static final int RETAINED = 400;

    final Connection jdbc;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    private Session(Connection jdbc) {
        this.jdbc = jdbc;
    }

    static Session writer(Path file, SqliteRecordStore.Durability durability) throws SQLException {
        var writer = new Session(DriverManager.getConnection("jdbc:sqlite:" + file));
        writer.execute("PRAGMA page_size=" + PAGE_BYTES);
        writer.execute("PRAGMA journal_mode=WAL");
        writer.execute("PRAGMA synchronous=" + durability);
        writer.common();
        // A checkpoint copies pages into the file and syncs it: rather seldom, and the log never grows for good.
        writer.execute("PRAGMA wal_autocheckpoint=4000");
        writer.execute("PRAGMA journal_size_limit=67108864");
        return writer;
    }

    static Session reader(Path file) throws SQLException {
        var reader = new Session(DriverManager.getConnection("jdbc:sqlite:" + file));
        reader.common();
        reader.execute("PRAGMA query_only=ON");
        return reader;
    }

    private void common() throws SQLException {
        execute("PRAGMA busy_timeout=10000");
        execute("PRAGMA cache_size=-8000");
        execute("PRAGMA temp_store=MEMORY");
        execute("PRAGMA trusted_schema=OFF");
        execute("PRAGMA analysis_limit=400");
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = jdbc.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A prepared statement that stays for the next time; don't close it, only its results. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = jdbc.prepareStatement(sql);
        statements.put(sql, fresh);
        if (statements.size() > RETAINED) {
            var eldest = statements.entrySet().iterator();
            PreparedStatement oldest = eldest.next().getValue();
            eldest.remove();
            oldest.close();
        }
        return fresh;
    }

    /** Forgets every prepared statement, e.g. after one failed half-way. */
    void forget() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException alreadyGone) {
                // its memory is SQLite's business now
            }
        }
        statements.clear();
    }

    @Override
    public void close() throws SQLException {
        forget();
        jdbc.close();
    }
}
