package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.RecordDocument;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

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
                byte[] doc = renamed.isEmpty() ? row.getValue() : rename(row.getValue(), renamed);
                Set<String> misfits = new HashSet<>();
                for (int i = 0; i < fill.size(); i++) {
                    Object cell = cell(doc, fill.get(i));
                    Cells.bind(write, i + 2, cell);
                    if (cell == null) {
                        misfits.add(fill.get(i).field());
                    }
                }
                Cells.bind(write, 1, misfits.isEmpty() ? doc : without(doc, misfits));
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
        Object[] found = new Object[1];
        byte[] name = column.field().getBytes(StandardCharsets.ISO_8859_1);
        RecordDocument.forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            if (java.util.Arrays.equals(doc, nameStart, nameEnd, name, 0, name.length)) {
                Object value = RecordDocument.decodeValue(column.shape(), doc, valueStart, valueEnd);
                try {
                    found[0] = Cells.toCell(column.shape(), value);
                } catch (IllegalArgumentException | ArithmeticException outOfRange) {
                    found[0] = null;
                }
            }
        });
        return found[0];
    }

    /** A value that a removed field left under a name which another field now gets gives way to that field's. */
    private static byte[] rename(byte[] doc, Map<String, String> renamed) {
        return rewrite(doc, name -> {
            String now = renamed.get(name);
            return now != null ? now : renamed.containsValue(name) ? null : name;
        });
    }

    private static byte[] without(byte[] doc, Set<String> names) {
        return rewrite(doc, name -> names.contains(name) ? null : name);
    }

    /** @param names a key's new name, or null to leave it out */
    private static byte[] rewrite(byte[] doc, UnaryOperator<String> names) {
        var text = new StringBuilder("{");
        RecordDocument.forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            String name = names.apply(new String(doc, nameStart, nameEnd - nameStart, StandardCharsets.ISO_8859_1));
            if (name != null) {
                text.append(text.length() > 1 ? ",\"" : "\"")
                        .append(name)
                        .append("\":")
                        .append(new String(doc, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8));
            }
        });
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
