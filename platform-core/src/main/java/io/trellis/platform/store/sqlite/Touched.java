package io.trellis.platform.store.sqlite;

import java.util.ArrayList;
import java.util.List;

/** What a commit did to one table, as far as totals must know. Filled by the writer's thread. */
final class Touched {
    private final int tableNo;
    private int created;
    private boolean removed;
    private final List<List<String>> updated = new ArrayList<>(1);

    Touched(int tableNo) {
        this.tableNo = tableNo;
    }

    void create() {
        created++;
    }

    void remove() {
        removed = true;
    }

    /** @param columns those whose values may be others now; the same list each time for the same columns */
    void update(List<String> columns) {
        for (List<String> known : updated) {
            if (known == columns) {
                return;
            }
        }
        updated.add(columns);
    }

    int tableNo() {
        return tableNo;
    }

    int created() {
        return created;
    }

    boolean removed() {
        return removed;
    }

    List<List<String>> updated() {
        return updated;
    }
}
