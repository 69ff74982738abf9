package io.trellis.platform.store.sqlite;

import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Reading whole records. Every value fetched from SQLite costs two calls into native code and a buffer, so what a record is read with
 * lies in two blobs: {@code head}, the id and the system values as text between unit separators, and {@code doc}. The typed columns
 * hold the same for conditions and orders.
 */
final class Rows {
    static final String COLUMNS = "t.head, t.doc";

    /** The first place after {@link #COLUMNS}. */
    static final int NEXT = 3;

    private static final char SEPARATOR = '\u001f';

    private Rows() {}

    static StoredRecord read(ResultSet rows) throws SQLException {
        var head = new Head(rows.getBytes(1));
        String id = head.text();
        return new StoredRecord(
                id,
                new SystemValues(
                        head.number(),
                        head.text(),
                        head.text(),
                        head.moment(),
                        head.text(),
                        head.moment(),
                        head.text(),
                        head.moment(),
                        head.text()),
                rows.getBytes(2));
    }

    static byte[] head(String id, SystemValues system) {
        var head = new StringBuilder(200).append(id).append(SEPARATOR).append(system.version());
        text(head, system.owner());
        text(head, system.department());
        moment(head, system.createdAt());
        text(head, system.createdBy());
        moment(head, system.updatedAt());
        text(head, system.updatedBy());
        moment(head, system.deletedAt());
        text(head, system.recordType());
        return head.append(SEPARATOR).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void text(StringBuilder head, String text) {
        head.append(SEPARATOR).append(text == null ? "" : text);
    }

    private static void moment(StringBuilder head, Instant moment) {
        head.append(SEPARATOR);
        if (moment != null) {
            head.append(moment.toEpochMilli());
        }
    }

    /** Takes one value after the other. */
    private static final class Head {
        private final byte[] bytes;
        private int at;

        Head(byte[] bytes) {
            this.bytes = bytes;
        }

        String text() {
            int start = at;
            while (bytes[at] != SEPARATOR) {
                at++;
            }
            int length = at++ - start;
            return length == 0 ? null : new String(bytes, start, length, StandardCharsets.UTF_8);
        }

        long number() {
            long number = 0;
            boolean negative = bytes[at] == '-';
            if (negative) {
                at++;
            }
            while (bytes[at] != SEPARATOR) {
                number = number * 10 + bytes[at++] - '0';
            }
            at++;
            return negative ? -number : number;
        }

        Instant moment() {
            if (bytes[at] == SEPARATOR) {
                at++;
                return null;
            }
            return Instant.ofEpochMilli(number());
        }
    }
}
