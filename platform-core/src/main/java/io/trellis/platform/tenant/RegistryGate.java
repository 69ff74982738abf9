package io.trellis.platform.tenant;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.TenantGate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Which tenants may be written to or entered, as the registry says: at once on the node that changes it, within a second on others. The
 * check costs two counters in memory. Thread-safe.
 */
@Component
public final class RegistryGate implements TenantGate, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryGate.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** After this another node has looked, and what it had let in before has ended. */
    private static final Duration OTHERS = Duration.ofSeconds(3);

    private static final int RETRY_SECONDS = 30;

    private final TenantRegistry registry;
    private final Map<String, Door> doors = new ConcurrentHashMap<>();
    private volatile Thread looker;

    /** Writers count themselves before they look, and the closer looks at the count after it closed. */
    private static final class Door {
        final AtomicLong inside = new AtomicLong();
        volatile TenantState state = TenantState.OPEN;
    }

    RegistryGate(RecordStore store) {
        this.registry = new TenantRegistry(store.system());
        look();
    }

    @Override
    public void enter(String tenant) {
        Door door = door(tenant);
        door.inside.incrementAndGet();
        if (door.state != TenantState.OPEN) {
            door.inside.decrementAndGet();
            throw refusal(door.state, tenant);
        }
    }

    @Override
    public void leave(String tenant) {
        door(tenant).inside.decrementAndGet();
    }

    @Override
    public void requireReadable(String tenant) {
        Door door = doors.get(tenant);
        if (door != null && door.state == TenantState.CLOSED || TenantRegistry.isUnfinished(tenant)) {
            throw refusal(TenantState.CLOSED, tenant);
        }
    }

    private static ProblemException refusal(TenantState state, String tenant) {
        return new ProblemException(
                ProblemException.Kind.UNAVAILABLE,
                state == TenantState.READ_ONLY ? "TENANT_READ_ONLY" : "TENANT_CLOSED",
                Map.of("tenant", tenant, "retryAfter", RETRY_SECONDS));
    }

    /**
     * Changes what may be done in a tenant. When it returns, whatever was let in under the former state has ended, here and on other nodes.
     *
     * @param alone whether this process alone uses the store, so that there are no others to wait for
     * @throws ProblemException NOT_FOUND
     */
    public void set(String tenant, TenantState state, boolean alone) {
        TenantRegistry.Entry entry =
                registry.find(tenant).orElseThrow(() -> ProblemException.notFound("tenant", tenant));
        registry.write(entry.with(state));
        Door door = door(tenant);
        door.state = state;
        if (state != TenantState.OPEN) {
            while (door.inside.get() > 0) {
                LockSupport.parkNanos(2_000_000);
            }
            if (!alone) {
                awaitOthers();
            }
        }
    }

    /** Waits until other nodes have seen a state that was written, and what they had let in before has ended. */
    public static void awaitOthers() {
        try {
            Thread.sleep(OTHERS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while writers on other nodes were to end", stopped);
        }
    }

    private Door door(String tenant) {
        Door door = doors.get(tenant);
        return door != null ? door : doors.computeIfAbsent(tenant, _ -> new Door());
    }

    private void look() {
        Map<String, TenantState> shut = new HashMap<>();
        for (TenantRegistry.Entry entry : registry.list()) {
            if (entry.state() != TenantState.OPEN) {
                shut.put(entry.name(), entry.state());
            }
        }
        shut.forEach((tenant, state) -> door(tenant).state = state);
        doors.forEach((tenant, door) -> {
            if (!shut.containsKey(tenant)) {
                door.state = TenantState.OPEN;
            }
        });
    }

    @Override
    public void start() {
        looker = Thread.ofVirtual().name("tenant-gate").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(LOOK);
                    look();
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    LOG.warn("The states of tenants could not be read: {}", failure.getMessage());
                }
            }
        });
    }

    @Override
    public void stop() {
        looker.interrupt();
        looker = null;
    }

    @Override
    public boolean isRunning() {
        return looker != null;
    }
}
