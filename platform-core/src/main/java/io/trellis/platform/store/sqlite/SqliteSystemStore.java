package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.SystemStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The platform's own documents, one row each, written by the same thread as records. */
final class SqliteSystemStore implements SystemStore {
    private final Readers readers;
    private final GroupCommit writer;

    SqliteSystemStore(Readers readers, GroupCommit writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public Optional<Document> find(String tenant, String kind, String key) {
        return readers.read(session -> {
            PreparedStatement statement = session.prepare(
                    "SELECT key, version, json FROM documents WHERE tenant = ? AND kind = ? AND key = ?");
            statement.setString(1, tenant);
            statement.setString(2, kind);
            statement.setString(3, key);
            List<Document> documents = documents(statement);
            return documents.isEmpty() ? Optional.empty() : Optional.of(documents.getFirst());
        });
    }

    @Override
    public List<Document> findAll(String tenant, String kind, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        String all = JsonMapper.shared().writeValueAsString(keys);
        return readers.read(session -> {
            PreparedStatement statement = session.prepare("SELECT key, version, json FROM documents"
                    + " WHERE tenant = ? AND kind = ? AND key IN (SELECT value FROM json_each(?))");
            statement.setString(1, tenant);
            statement.setString(2, kind);
            statement.setString(3, all);
            return documents(statement);
        });
    }

    @Override
    public List<Document> list(String tenant, String kind) {
        return readers.read(session -> {
            PreparedStatement statement = session.prepare(
                    "SELECT key, version, json FROM documents WHERE tenant = ? AND kind = ? ORDER BY key");
            statement.setString(1, tenant);
            statement.setString(2, kind);
            return documents(statement);
        });
    }

    @Override
    public List<Document> range(String tenant, String kind, String from, String to, boolean descending, int size) {
        return readers.read(session -> {
            PreparedStatement statement = session.prepare("SELECT key, version, json FROM documents"
                    + " WHERE tenant = ? AND kind = ? AND key >= ?" + (to == null ? "" : " AND key < ?")
                    + " ORDER BY key" + (descending ? " DESC" : "") + " LIMIT ?");
            int index = 1;
            statement.setString(index++, tenant);
            statement.setString(index++, kind);
            statement.setString(index++, from);
            if (to != null) {
                statement.setString(index++, to);
            }
            statement.setInt(index, size);
            return documents(statement);
        });
    }

    private static List<Document> documents(PreparedStatement statement) throws SQLException {
        List<Document> documents = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                documents.add(new Document(rows.getString(1), rows.getLong(2), rows.getBytes(3)));
            }
        }
        return documents;
    }

    @Override
    public boolean write(String tenant, List<Put> puts) {
        List<Put> copy = List.copyOf(puts);
        return GroupCommit.await(writer.submit(session -> writeAll(session, tenant, copy)));
    }

    /** Checks every expectation before the first write, so that nothing needs undoing. */
    static boolean writeAll(Session session, String tenant, List<Put> puts) throws SQLException {
        List<Long> versions = new ArrayList<>(puts.size());
        for (Put put : puts) {
            long version = version(session, tenant, put);
            if (put.expectedVersion() >= 0 && put.expectedVersion() != version) {
                return false;
            }
            versions.add(version);
        }
        for (int i = 0; i < puts.size(); i++) {
            write(session, tenant, puts.get(i), versions.get(i) + 1);
        }
        return true;
    }

    private static long version(Session session, String tenant, Put put) throws SQLException {
        PreparedStatement statement =
                session.prepare("SELECT version FROM documents WHERE tenant = ? AND kind = ? AND key = ?");
        statement.setString(1, tenant);
        statement.setString(2, put.kind());
        statement.setString(3, put.key());
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static void write(Session session, String tenant, Put put, long version) throws SQLException {
        PreparedStatement statement = session.prepare(
                put.json() == null
                        ? "DELETE FROM documents WHERE tenant = ? AND kind = ? AND key = ?"
                        : "INSERT INTO documents (tenant, kind, key, version, json) VALUES (?, ?, ?, ?, ?)"
                                + " ON CONFLICT DO UPDATE SET version = excluded.version, json = excluded.json");
        statement.setString(1, tenant);
        statement.setString(2, put.kind());
        statement.setString(3, put.key());
        if (put.json() != null) {
            statement.setLong(4, version);
            statement.setBytes(5, put.json());
        }
        statement.executeUpdate();
    }
}
