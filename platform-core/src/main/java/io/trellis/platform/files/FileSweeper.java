package io.trellis.platform.files;

import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has every tenant's files swept, by one node of all that share a store; doing it twice does no harm. */
@Component
final class FileSweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FileSweeper.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** How often to look at every blob there is. */
    private static final Duration ALL_EVERY = Duration.ofHours(6);

    private static final String NAME = "files-sweep";

    private final Tenants tenants;
    private final FileSweep sweep;
    private final Leases leases;
    private Lease lease;
    private Instant sweptAll = Instant.now();
    private volatile Thread thread;

    FileSweeper(Tenants tenants, FileSweep sweep, Leases leases) {
        this.tenants = tenants;
        this.sweep = sweep;
        this.leases = leases;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name(NAME).start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        running.interrupt();
        try {
            running.join(Duration.ofSeconds(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return Leases.PHASE + 1;
    }

    private void run() {
        while (thread != null) {
            try {
                Thread.sleep(EVERY);
                if (lease == null || !lease.held()) {
                    lease = leases.tryTake(NAME).orElse(null);
                }
                if (lease != null) {
                    sweep(Instant.now());
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("Files were not swept and will be later: {}", failure.getMessage());
            }
        }
    }

    private void sweep(Instant now) {
        boolean all = sweptAll.plus(ALL_EVERY).isBefore(now);
        for (Tenant tenant : tenants.list()) {
            sweep.sweep(tenant.name(), now);
            if (all) {
                sweep.removeUnknown(tenant.name(), now);
            }
        }
        sweptAll = all ? now : sweptAll;
    }
}
