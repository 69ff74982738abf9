package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.RecordDocument;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes over a table's rows when columns must be filled from the documents or keys in them renamed; a new field needs neither. */
final class Backfill {
    private Backfill() {}

    /**
     * Fills columns from the documents and renames keys in them, row by row. What a document holds for a filled column and
     * does not fit its shape is left out of it: readers are given documents as they stand.
     */
    static void run(Session session, Table table, List<Column> fill, Map<String, String> renamed) throws SQLException {
        var set = new StringBuilder("UPDATE " + table.name() + " SET doc = ?");
        fill.forEach(column -> set.append(", ").append(column.name()).append(" = ?"));
        PreparedStatement write = session.prepare(set + " WHERE rowid = ?");
        long last = Long.MIN_VALUE;
        while (true) {
            List<Map.Entry<Long, byte[]>> rows = docsAfter(session, table, last);
            if (rows.isEmpty()) {
                return;
            }
            for (Map.Entry<Long, byte[]> row : rows) {
                last = row.getKey();
                byte[] doc = RecordDocument.renamed(row.getValue(), renamed);
                Set<String> misfits = new HashSet<>();
                for (int i = 0; i < fill.size(); i++) {
                    Object cell = cell(doc, fill.get(i));
                    Cells.bind(write, i + 2, cell);
                    if (cell == null) {
                        misfits.add(fill.get(i).field());
                    }
                }
                Cells.bind(write, 1, RecordDocument.without(doc, misfits));
                write.setLong(fill.size() + 2, last);
                write.executeUpdate();
            }
        }
    }

    private static List<Map.Entry<Long, byte[]>> docsAfter(Session session, Table table, long last)
            throws SQLException {
        PreparedStatement read =
                session.prepare("SELECT rowid, doc FROM " + table.name() + " WHERE rowid > ? ORDER BY rowid LIMIT 500");
        read.setLong(1, last);
        List<Map.Entry<Long, byte[]>> docs = new ArrayList<>();
        try (ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                docs.add(Map.entry(rows.getLong(1), rows.getBytes(2)));
            }
        }
        return docs;
    }

    private static Object cell(byte[] doc, Column column) {
        Object value = RecordDocument.find(doc, column.field(), column.shape());
        try {
            return Cells.toCell(column.shape(), value);
        } catch (IllegalArgumentException | ArithmeticException outOfRange) {
            return null;
        }
    }
}
