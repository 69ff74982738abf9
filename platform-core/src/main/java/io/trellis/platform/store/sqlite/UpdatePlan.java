package io.trellis.platform.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How a table's rows are updated: which columns are always written, and which only when their value changed because an index
 * has them. At most 60 columns are watched; what is beyond is always written.
 */
final class UpdatePlan {
    /** System columns that some index may have, by their place among the system cells. */
    private static final List<String> WATCHED_SYSTEM =
            List.of("owner", "department", "created_at", "created_by", "deleted_at", "record_type");

    private static final int MOST_WATCHED = 60;

    /** @param system whether {@code cell} counts among the system cells or the own ones */
    private record Slot(Column column, boolean system, int cell) {
        Object cell(Object[] systemCells, Object[] ownCells) {
            return system ? systemCells[cell] : ownCells[cell];
        }
    }

    private final String table;
    private final List<Slot> watched = new ArrayList<>();
    private final List<Slot> always = new ArrayList<>();
    private final String readSql;
    private final Map<Long, String> writeSql = new ConcurrentHashMap<>();
    private final Map<Long, List<String>> written = new ConcurrentHashMap<>();

    UpdatePlan(Table table) {
        this.table = table.name();
        int cell = 0;
        for (Column column : Column.SYSTEM.values()) {
            if (!column.name().equals("id")) {
                boolean watch = WATCHED_SYSTEM.contains(column.name());
                (watch ? watched : always).add(new Slot(column, true, cell));
            }
            cell++;
        }
        List<Column> indexed = table.indexedColumns();
        cell = 0;
        for (Column column : table.columns.values()) {
            boolean watch = indexed.contains(column) && watched.size() < MOST_WATCHED;
            (watch ? watched : always).add(new Slot(column, false, cell++));
        }
        var read = new StringBuilder("SELECT rowid, version");
        watched.forEach(slot -> read.append(", ").append(slot.column.name()));
        readSql =
                read.append(" FROM ").append(this.table).append(" WHERE id = ?").toString();
    }

    /** Selects rowid, version and the watched columns of one id. */
    String readSql() {
        return readSql;
    }

    /** Which watched columns differ from what the row has, as bits. */
    long changed(ResultSet row, Object[] system, Object[] own) throws SQLException {
        long changed = 0;
        for (int i = 0; i < watched.size(); i++) {
            Slot slot = watched.get(i);
            Object present = Cells.read(row, i + 3, slot.column.shape());
            Object next = slot.cell(system, own);
            Object cell = next instanceof java.time.Instant moment ? (Object) moment.toEpochMilli() : next;
            if (!Objects.equals(present, cell)) {
                changed |= 1L << i;
            }
        }
        return changed;
    }

    String writeSql(long changed) {
        return writeSql.computeIfAbsent(changed, this::makeWriteSql);
    }

    private String makeWriteSql(long changed) {
        var sql = new StringBuilder("UPDATE " + table + " SET head = ?, doc = ?");
        always.forEach(slot -> sql.append(", ").append(slot.column.name()).append(" = ?"));
        for (int i = 0; i < watched.size(); i++) {
            if ((changed >> i & 1) == 1) {
                sql.append(", ").append(watched.get(i).column.name()).append(" = ?");
            }
        }
        return sql.append(" WHERE rowid = ?").toString();
    }

    /** The columns whose values may be others after an update: what is always written, and those watched ones that changed. */
    List<String> columns(long changed) {
        List<String> known = written.get(changed);
        return known != null ? known : written.computeIfAbsent(changed, this::makeColumns);
    }

    private List<String> makeColumns(long changed) {
        List<String> names = new ArrayList<>();
        names.add("doc");
        always.forEach(slot -> names.add(slot.column.name()));
        for (int i = 0; i < watched.size(); i++) {
            if ((changed >> i & 1) == 1) {
                names.add(watched.get(i).column.name());
            }
        }
        return List.copyOf(names);
    }

    void bind(
            PreparedStatement statement, long changed, Object[] system, byte[] head, byte[] doc, Object[] own, long row)
            throws SQLException {
        int index = 1;
        statement.setBytes(index++, head);
        statement.setBytes(index++, doc);
        for (Slot slot : always) {
            Cells.bind(statement, index++, slot.cell(system, own));
        }
        for (int i = 0; i < watched.size(); i++) {
            if ((changed >> i & 1) == 1) {
                Cells.bind(statement, index++, watched.get(i).cell(system, own));
            }
        }
        statement.setLong(index, row);
    }
}
