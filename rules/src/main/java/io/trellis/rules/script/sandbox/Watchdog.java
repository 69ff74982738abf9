package io.trellis.rules.script.sandbox;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at every running script some hundred times a second: the engine counts statements only, and a single one can take all
 * memory. Thread-safe.
 */
final class Watchdog {
    private static final long LOOK_NANOS = 3_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Set<Run> running = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    Watchdog() {
        thread = new Thread(this::watch, "scripts-watchdog");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    static long cpuNanos(long threadId) {
        return THREADS.getThreadCpuTime(threadId);
    }

    static long allocated(long threadId) {
        return THREADS.getThreadAllocatedBytes(threadId);
    }

    void add(Run run) {
        running.add(run);
        LockSupport.unpark(thread);
    }

    void remove(Run run) {
        running.remove(run);
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        while (!closed) {
            running.forEach(Run::look);
            if (running.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, LOOK_NANOS);
            }
        }
    }
}
