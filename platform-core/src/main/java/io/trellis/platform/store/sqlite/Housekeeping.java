package io.trellis.platform.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Keeps the file tidy, on the writer's thread. SQLite's own checkpoints copy the log into the file whenever it is long, but begin it anew only
 * when no reader looks at it; under steady reading it would grow for ever, so now and then readers are made to wait a moment.
 */
final class Housekeeping {
    private static final int EVERY_BATCHES = 500;
    private static final long LONG_LOG_BYTES = 64L * 1024 * 1024;

    private final Path log;
    private int batches;

    Housekeeping(Path file) {
        log = file.resolveSibling(file.getFileName() + "-wal");
    }

    void afterBatch(Session session) throws SQLException {
        if (++batches % EVERY_BATCHES == 0 && logBytes() > LONG_LOG_BYTES) {
            session.execute("PRAGMA wal_checkpoint(RESTART)");
        }
    }

    private long logBytes() {
        try {
            return Files.size(log);
        } catch (IOException none) {
            return 0;
        }
    }

    /** Brings statistics up to date and leaves one file without a log. */
    void beforeClose(Session session) {
        try {
            session.forget();
            session.execute("PRAGMA optimize");
            session.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException notVital) {
            // the log is replayed at the next start
        }
    }
}
