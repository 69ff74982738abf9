package io.trellis.platform.transfer.table;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads RFC 4180 and what spreadsheets make of it: any line ends, quotes in the middle of a cell taken as they are, an Excel
 * {@code sep=;} line before the header.
 */
final class CsvTable implements Table {
    static final int MAX_COLUMNS = 500;
    static final int MAX_CELL = 200_000;

    private final Reader reader;
    private final char delimiter;
    private final char[] buffer = new char[16 * 1024];
    private final StringBuilder cell = new StringBuilder();
    private int position;
    private int limit;
    private long line = 1;
    private final List<String> columns;

    CsvTable(Reader reader, char delimiter) throws IOException {
        this.reader = reader;
        this.delimiter = delimiter;
        List<String> header = record();
        while (header != null && (Columns.blank(header) || separatorLine(header))) {
            header = record();
        }
        if (header == null) {
            throw new ProblemException(Kind.INVALID, "IMPORT_FILE_EMPTY", Map.of());
        }
        columns = Columns.named(header);
    }

    private static boolean separatorLine(List<String> header) {
        return header.getFirst().regionMatches(true, 0, "sep=", 0, 4)
                && header.stream().skip(1).allMatch(String::isEmpty);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Row next() throws IOException {
        while (true) {
            long start = line;
            List<String> cells = record();
            if (cells == null) {
                return null;
            }
            if (!Columns.blank(cells)) {
                return new Row(start, Columns.fitted(cells, columns.size()));
            }
        }
    }

    /** One record's cells, or null at the end of the file. */
    private List<String> record() throws IOException {
        int c = read();
        if (c < 0) {
            return null;
        }
        long start = line;
        List<String> cells = new ArrayList<>(columns == null ? 16 : columns.size());
        while (true) {
            cell.setLength(0);
            if (c == '"') {
                c = quoted(start);
            }
            while (c >= 0 && c != delimiter && c != '\n' && c != '\r') {
                append((char) c, start);
                c = read();
            }
            cells.add(cell.toString());
            if (cells.size() > MAX_COLUMNS) {
                throw new ProblemException(
                        Kind.INVALID, "IMPORT_TOO_MANY_COLUMNS", Map.of("line", start, "max", MAX_COLUMNS));
            }
            if (c != delimiter) {
                break;
            }
            c = read();
        }
        if (c == '\r' && peek() == '\n') {
            read();
        }
        if (c >= 0) {
            line++;
        }
        return cells;
    }

    /** Reads behind an opening quote up to the closing one; returns the character after it. */
    private int quoted(long start) throws IOException {
        while (true) {
            int c = read();
            if (c < 0) {
                throw new ProblemException(Kind.INVALID, "IMPORT_QUOTE_OPEN", Map.of("line", start));
            }
            if (c == '"') {
                c = read();
                if (c != '"') {
                    return c;
                }
            } else if (c == '\n' || c == '\r' && peek() != '\n') {
                line++;
            }
            append((char) c, start);
        }
    }

    private void append(char c, long start) {
        if (cell.length() >= MAX_CELL) {
            throw new ProblemException(Kind.INVALID, "IMPORT_CELL_TOO_LONG", Map.of("line", start, "max", MAX_CELL));
        }
        cell.append(c);
    }

    private int read() throws IOException {
        return fill() ? buffer[position++] : -1;
    }

    private int peek() throws IOException {
        return fill() ? buffer[position] : -1;
    }

    private boolean fill() throws IOException {
        while (position >= limit) {
            limit = reader.read(buffer, 0, buffer.length);
            position = 0;
            if (limit < 0) {
                limit = 0;
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
