package io.trellis.platform.transfer.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A table being read: its header, then row after row. Not thread-safe. */
public interface Table extends Closeable {
    /** The header, made unambiguous: no blank and no equal names. */
    List<String> columns();

    /**
     * The next row that has any text, or null at the end. Cells are as many as the header has, more only where the row
     * itself is too long.
     *
     * @throws io.trellis.platform.problem.ProblemException when the rest of the file can't be read as a table
     */
    Row next() throws IOException;

    /**
     * @param line where a person finds it: the line of a text file, the row number of a sheet; the first is 1
     * @param cells never null; the empty text where there is nothing. Dates are ISO, numbers plain with a point, percentages
     *     end in {@code %}
     */
    record Row(long line, List<String> cells) {}
}
