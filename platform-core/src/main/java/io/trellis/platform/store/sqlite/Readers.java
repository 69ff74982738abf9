package io.trellis.platform.store.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A few connections that read and keep their prepared statements, lent one at a time. More connections than cores would only
 * prepare more statements; whoever comes when all are lent waits. Thread-safe.
 */
final class Readers implements AutoCloseable {
    /** Reads with a connection. */
    interface Reading<T> {
        T read(Session session) throws SQLException;
    }

    private static final int WAIT_SECONDS = 60;

    private final Path file;
    private final List<Session> all = new ArrayList<>();
    private final BlockingQueue<Session> free;

    Readers(Path file, int count) throws SQLException {
        this.file = file;
        free = new ArrayBlockingQueue<>(count);
        for (int i = 0; i < count; i++) {
            Session session = Session.reader(file);
            all.add(session);
            free.add(session);
        }
    }

    <T> T read(Reading<T> reading) {
        Session session = borrow();
        try {
            return reading.read(session);
        } catch (SQLException failure) {
            session.forget();
            throw Failures.reading(failure);
        } finally {
            free.add(session);
        }
    }

    private Session borrow() {
        try {
            Session session = free.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (session == null) {
                throw new IllegalStateException("All readers were busy for " + WAIT_SECONDS + " s");
            }
            return session;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a reader", interrupted);
        }
    }

    /** Reads at length, from one snapshot, on a connection of its own so that nobody waits for it. */
    void readLong(Reading<Void> reading) {
        try (Session session = Session.reader(file)) {
            session.execute("BEGIN");
            reading.read(session);
            session.execute("ROLLBACK");
        } catch (SQLException failure) {
            throw Failures.reading(failure);
        }
    }

    /** A connection of the caller's own that sees the file as it is now until it is closed. */
    Session snapshot() {
        try {
            Session session = Session.reader(file);
            session.execute("BEGIN");
            // A transaction begins with its first reading.
            session.execute("SELECT 1 FROM store_tables LIMIT 1");
            return session;
        } catch (SQLException failure) {
            throw Failures.reading(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Session session : all) {
            session.close();
        }
    }
}
