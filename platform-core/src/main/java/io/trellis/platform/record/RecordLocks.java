package io.trellis.platform.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Lets the writers of this process who change what is derived for the same record go one after the other, so that each reads what
 * the one before has written instead of colliding with it. Records share a limited number of locks; all that one write needs
 * are taken in the same order by everybody, so that nobody waits in a circle. What other processes do is found out by versions.
 * Thread-safe.
 */
@Component
final class RecordLocks {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] locks = new ReentrantLock[STRIPES];

    RecordLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock(true);
        }
    }

    /** Locks that are held until they are closed, by the thread that took them. */
    static final class Held implements AutoCloseable {
        private final List<ReentrantLock> held = new ArrayList<>();

        boolean isEmpty() {
            return held.isEmpty();
        }

        @Override
        public void close() {
            for (int i = held.size() - 1; i >= 0; i--) {
                held.get(i).unlock();
            }
            held.clear();
        }
    }

    /** Waits until all are free. */
    Held take(String tenant, Collection<String> ids) {
        var held = new Held();
        ids.stream()
                .mapToInt(id -> Math.floorMod((tenant.hashCode() * 31 + id.hashCode()) * 0x9E3779B9 >>> 7, STRIPES))
                .sorted()
                .distinct()
                .forEach(stripe -> {
                    locks[stripe].lock();
                    held.held.add(locks[stripe]);
                });
        return held;
    }
}
