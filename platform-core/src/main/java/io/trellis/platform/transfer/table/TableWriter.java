package io.trellis.platform.transfer.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A table being written, row after row. Not thread-safe. */
public interface TableWriter extends Closeable {
    /** Rows an XLSX sheet can hold beside its header. */
    long MAX_XLSX_ROWS = 1_048_575;

    /**
     * @param cells String, Long, BigDecimal, LocalDate, LocalDateTime or null. A text that a spreadsheet would take for a
     *     formula is made harmless
     */
    void row(List<?> cells) throws IOException;

    /** Writes CSV in UTF-8 with a byte order mark, without which Excel takes it for another encoding. */
    static TableWriter csv(OutputStream out) throws IOException {
        return new CsvWriter(out, true);
    }

    /** Goes on with a CSV that was begun before. */
    static TableWriter csvContinued(OutputStream out) throws IOException {
        return new CsvWriter(out, false);
    }

    /** Writes a workbook of one sheet; the rows are on disk until {@link #close} packs them into the output. */
    static TableWriter xlsx(OutputStream out, String sheet) {
        return new XlsxWriter(out, sheet);
    }
}
