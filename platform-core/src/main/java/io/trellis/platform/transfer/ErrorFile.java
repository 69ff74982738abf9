package io.trellis.platform.transfer;

import io.trellis.platform.transfer.table.TableWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that could not be imported, as they were, with two columns more: where the row stood and what is wrong with it. A
 * person corrects the file and uploads it again. What lies behind the last checkpoint is cut off when an import is resumed.
 */
final class ErrorFile implements Closeable {
    private final FileChannel channel;
    /** Columns to copy: all but those that an error file of ours has already. */
    private final List<Integer> copied = new ArrayList<>();

    private final List<String> header = new ArrayList<>();

    /** @param bytes length at the last checkpoint; 0 begins anew */
    ErrorFile(Path file, long bytes, List<String> columns) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            if (!MappingGuess.OWN_COLUMNS.contains(columns.get(i))) {
                copied.add(i);
                header.add(columns.get(i));
            }
        }
        header.add("_row");
        header.add("_problem");
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(bytes);
        channel.position(bytes);
    }

    /** Begins a set of rows, to be written together. */
    Rows rows() throws IOException {
        return new Rows();
    }

    final class Rows {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private TableWriter writer;

        void add(long line, List<String> cells, String problem) throws IOException {
            if (writer == null) {
                boolean first = channel.position() == 0;
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
                ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            return channel.position();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
