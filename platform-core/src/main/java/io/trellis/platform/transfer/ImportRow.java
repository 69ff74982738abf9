package io.trellis.platform.transfer;

import io.trellis.metadata.Problem;
import io.trellis.platform.transfer.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of the file on its way to a record; lives for one chunk only. */
final class ImportRow {
    /** What became of the row. */
    enum Outcome {
        OPEN,
        CREATED,
        UPDATED,
        VALID,
        FAILED
    }

    final Table.Row source;
    /** The id of the record that the row makes, the same however often it is tried. */
    final String id;

    final Map<String, Object> values = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    Outcome outcome = Outcome.OPEN;
    /** All that is wrong so far is a link to a record of the same object, which another row may be about to make. */
    boolean waits;

    ImportRow(Table.Row source, String id) {
        this.source = source;
        this.id = id;
    }
}
