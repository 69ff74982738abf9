package io.trellis.platform.transfer;

import io.trellis.platform.transfer.table.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that could not be imported, as they were, with two columns more: where the row stood and what is wrong with it. A
 * person corrects the file and uploads it again. What lies behind the last checkpoint is cut off when an import is resumed.
 */
final class ErrorFile {
    private final ErrorSegments segments;
    private final int attempt;
    private long length;
    /** Columns to copy: all but those that an error file of ours has already. */
    private final List<Integer> copied = new ArrayList<>();

    private final List<String> header = new ArrayList<>();

    /**
     * @param bytes length at the last checkpoint; 0 begins anew
     * @param attempt the job's, so that a process that has lost it can spoil nothing
     */
    ErrorFile(ErrorSegments segments, long bytes, int attempt, List<String> columns) {
        this.segments = segments;
        this.attempt = attempt;
        this.length = bytes;
        for (int i = 0; i < columns.size(); i++) {
            if (!MappingGuess.OWN_COLUMNS.contains(columns.get(i))) {
                copied.add(i);
                header.add(columns.get(i));
            }
        }
        header.add("_row");
        header.add("_problem");
        segments.truncate(bytes);
    }

    /** Begins a set of rows, to be written together. */
    Rows rows() {
        return new Rows();
    }

    final class Rows {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private TableWriter writer;

        void add(long line, List<String> cells, String problem) throws IOException {
            if (writer == null) {
                boolean first = length == 0;
                writer = first ? TableWriter.csv(bytes) : TableWriter.csvContinued(bytes);
                if (first) {
                    writer.row(header);
                }
            }
            List<Object> row = new ArrayList<>(header.size());
            for (int column : copied) {
                row.add(column < cells.size() ? cells.get(column) : "");
            }
            row.add(line);
            row.add(problem);
            writer.row(row);
        }

        /** @return the file's length, durable */
        long write() throws IOException {
            if (writer != null) {
                writer.close();
                segments.add(length, attempt, bytes.toByteArray());
                length += bytes.size();
            }
            return length;
        }
    }
}
