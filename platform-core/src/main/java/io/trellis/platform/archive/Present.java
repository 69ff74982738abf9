package io.trellis.platform.archive;

import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import java.util.Arrays;

/**
 * The lines a section has while it is being added to. Looks anew after some thousand, behind what it has given, because a snapshot that is
 * held for the whole of a long load would keep the store from tidying up.
 */
final class Present implements Lines {
    private static final int LOOK_AFTER = 20_000;

    private final Loading loading;
    private final Section section;
    private StoreContent content;
    private Lines lines;
    private long given;
    private String record;

    Present(Loading loading, Section section) {
        this.loading = loading;
        this.section = section;
        look(null);
    }

    private void look(String after) {
        content = loading.target();
        lines = content.open(section, after);
        given = 0;
    }

    @Override
    public Line next() {
        Line line = lines.next();
        String next = line == null ? null : recordOf(line);
        if (given++ > LOOK_AFTER && next != null && !next.equals(record)) {
            byte[] key = line.key();
            close();
            look(record);
            // What was added meanwhile before the line just read is known; the line itself comes again.
            do {
                line = lines.next();
            } while (line != null && Arrays.compareUnsigned(line.key(), key) < 0);
            next = line == null ? null : recordOf(line);
        }
        record = next;
        return line;
    }

    /** The record a line is about; null in sections that are small. */
    private static String recordOf(Line line) {
        return switch (line.value()) {
            case StoredRecord stored -> stored.id();
            case HistoryEntry entry -> entry.record();
            default -> null;
        };
    }

    @Override
    public void close() {
        lines.close();
        content.close();
    }
}
