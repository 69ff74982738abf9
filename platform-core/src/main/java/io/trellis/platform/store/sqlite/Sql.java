package io.trellis.platform.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/** A statement being written: its text and, in the order of their places, its values. */
final class Sql {
    private final StringBuilder text = new StringBuilder(256);
    private final List<Object> cells = new ArrayList<>();

    Sql add(String more) {
        text.append(more);
        return this;
    }

    /** A place for a value. */
    Sql value(Object cell) {
        text.append('?');
        cells.add(cell);
        return this;
    }

    /** A value whose place is already in the text. */
    Sql bound(Object cell) {
        cells.add(cell);
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        cells.addAll(other.cells);
        return this;
    }

    String text() {
        return text.toString();
    }

    List<Object> cells() {
        return cells;
    }
}
