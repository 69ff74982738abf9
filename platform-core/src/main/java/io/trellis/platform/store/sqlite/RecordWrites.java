package io.trellis.platform.store.sqlite;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One commit as a unit of the writer. Everything that needs no database – documents and cells – is made by the caller's thread
 * in the constructor, so that the one writer thread only binds and steps.
 */
final class RecordWrites implements GroupCommit.Unit<List<Map<String, String>>> {
    /** @param doc null where a number must first be drawn */
    private record Ready(Commit.Write write, CatalogObject object, Table table, byte[] doc, Object[] cells) {}

    private final String tenant;
    private final List<Ready> writes;
    private final List<SystemStore.Put> documents;
    /** By the table's number; what the last run did. */
    private final Map<Integer, Touched> touched = new HashMap<>();

    private final Outbox outbox;
    private final Counters counters;

    RecordWrites(String tenant, Commit commit, List<CatalogObject> objects, List<Table> tables, Outbox outbox) {
        List<Commit.Write> writes = commit.writes();
        this.tenant = tenant;
        this.documents = commit.documents();
        this.outbox = outbox;
        this.counters = new Counters();
        this.writes = new ArrayList<>(writes.size());
        for (int i = 0; i < writes.size(); i++) {
            this.writes.add(ready(writes.get(i), objects.get(i), tables.get(i)));
        }
    }

    private static Ready ready(Commit.Write write, CatalogObject object, Table table) {
        return switch (write) {
            case Commit.Put put
            when put.numbers().isEmpty() ->
                new Ready(put, object, table, RecordDocument.encode(object, put.values()), cells(table, put.values()));
            case Commit.Put put -> new Ready(put, object, table, null, null);
            case Commit.Purge purge -> new Ready(purge, object, table, null, null);
        };
    }

    /** One cell per own column, in the table's order. */
    static Object[] cells(Table table, Map<String, Object> values) {
        Object[] cells = new Object[table.columns.size()];
        int i = 0;
        for (Column column : table.columns.values()) {
            Object value = values.get(column.field());
            try {
                cells[i++] = Cells.toCell(column.shape(), value);
            } catch (ClassCastException | ArithmeticException wrong) {
                throw new IllegalArgumentException(
                        table.objectName + "." + column.field() + " can't hold " + value, wrong);
            }
        }
        return cells;
    }

    @Override
    public List<Map<String, String>> run(Session session) throws SQLException {
        touched.clear();
        List<Map<String, String>> numbers = new ArrayList<>(writes.size());
        for (Ready ready : writes) {
            long version =
                    switch (ready.write) {
                        case Commit.Put put -> {
                            Map<String, String> drawn = draw(session, put);
                            numbers.add(drawn);
                            put(session, put, drawn.isEmpty() ? ready : numbered(ready, put, drawn));
                            yield put.system().version();
                        }
                        case Commit.Purge purge -> {
                            numbers.add(Map.of());
                            purge(session, purge, ready.table);
                            yield purge.expectedVersion() + 1;
                        }
                    };
            outbox.add(session, tenant, ready.table, ready.write, version);
        }
        if (!documents.isEmpty() && !SqliteSystemStore.writeAll(session, tenant, documents)) {
            throw new StoreException.DocumentMismatch();
        }
        return numbers;
    }

    /** To be asked on the writer's thread, after the commit. */
    Collection<Touched> touched() {
        return touched.values();
    }

    private Touched touched(Table table) {
        return touched.computeIfAbsent(table.no, Touched::new);
    }

    private Map<String, String> draw(Session session, Commit.Put put) throws SQLException {
        if (put.numbers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> drawn = new HashMap<>();
        for (Map.Entry<String, Commit.Numbering> entry : put.numbers().entrySet()) {
            Commit.Numbering numbering = entry.getValue();
            long number = counters.take(session, tenant, numbering.counter(), 1);
            drawn.put(entry.getKey(), numbering.text(number));
        }
        return drawn;
    }

    private static Ready numbered(Ready ready, Commit.Put put, Map<String, String> drawn) {
        Map<String, Object> values = new HashMap<>(put.values());
        values.putAll(drawn);
        return new Ready(
                put,
                ready.object,
                ready.table,
                RecordDocument.encode(ready.object, values),
                cells(ready.table, values));
    }

    private void put(Session session, Commit.Put put, Ready ready) throws SQLException {
        try {
            if (put.expectedVersion() == 0) {
                insert(session, ready.table, new StoredRecord(put.id(), put.system(), ready.doc), ready.cells);
                touched(ready.table).create();
            } else {
                update(session, put, ready);
            }
        } catch (SQLException failure) {
            List<String> columns = Failures.duplicateColumns(failure).orElseThrow(() -> failure);
            if (columns.equals(List.of("id"))) {
                throw new StoreException.VersionMismatch(
                        put.object(), put.id(), version(session, ready.table, put.id()));
            }
            throw new StoreException.DuplicateKey(
                    put.object(),
                    put.id(),
                    columns.stream().map(ready.table::fieldOf).toList());
        }
    }

    private static Object[] systemCells(String id, SystemValues system) {
        return new Object[] {
            id,
            system.version(),
            system.owner(),
            system.department(),
            system.createdAt(),
            system.createdBy(),
            system.updatedAt(),
            system.updatedBy(),
            system.deletedAt(),
            system.recordType()
        };
    }

    /** @param cells of the own columns, as {@link #cells} gives them */
    static void insert(Session session, Table table, StoredRecord record, Object[] cells) throws SQLException {
        PreparedStatement statement = session.prepare(table.insertSql);
        int index = 1;
        for (Object cell : systemCells(record.id(), record.system())) {
            Cells.bind(statement, index++, cell);
        }
        statement.setBytes(index++, Rows.head(record.id(), record.system()));
        statement.setBytes(index++, record.doc());
        for (Object cell : cells) {
            Cells.bind(statement, index++, cell);
        }
        statement.executeUpdate();
    }

    /**
     * Writes the record as a whole, except that columns with an index are named only when they changed: naming one makes SQLite
     * rewrite its index entry, and an update would touch a page of every index.
     */
    private void update(Session session, Commit.Put put, Ready ready) throws SQLException {
        UpdatePlan plan = ready.table.updatePlan;
        PreparedStatement read = session.prepare(plan.readSql());
        read.setString(1, put.id());
        Object[] system = systemCells(put.id(), put.system());
        long row;
        long changed = 0;
        try (ResultSet rows = read.executeQuery()) {
            if (!rows.next()) {
                throw new StoreException.VersionMismatch(put.object(), put.id(), 0);
            }
            row = rows.getLong(1);
            long version = rows.getLong(2);
            if (version != put.expectedVersion()) {
                throw new StoreException.VersionMismatch(put.object(), put.id(), version);
            }
            changed = plan.changed(rows, system, ready.cells);
        }
        PreparedStatement write = session.prepare(plan.writeSql(changed));
        plan.bind(write, changed, system, Rows.head(put.id(), put.system()), ready.doc, ready.cells, row);
        write.executeUpdate();
        touched(ready.table).update(plan.columns(changed));
    }

    private void purge(Session session, Commit.Purge purge, Table table) throws SQLException {
        PreparedStatement statement = session.prepare("DELETE FROM " + table.name() + " WHERE id = ? AND version = ?");
        statement.setString(1, purge.id());
        statement.setLong(2, purge.expectedVersion());
        if (statement.executeUpdate() == 0) {
            throw new StoreException.VersionMismatch(purge.object(), purge.id(), version(session, table, purge.id()));
        }
        touched(table).remove();
    }

    private static long version(Session session, Table table, String id) throws SQLException {
        PreparedStatement statement = session.prepare("SELECT version FROM " + table.name() + " WHERE id = ?");
        statement.setString(1, id);
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }
}
