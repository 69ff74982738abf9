package io.trellis.platform.files;

import io.trellis.platform.store.SystemStore;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Removes the bytes of files that are gone, uploads that nobody took within a day, and bytes that nobody knows, as a killed process
 * may leave them. One process of all that share a store sweeps at a time, by a lease; doing it twice does no harm.
 */
@Component
final class FileSweeper implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FileSweeper.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration ALL_EVERY = Duration.ofHours(6);
    private static final String LEASE = "lease";
    private static final String NAME = "files-sweeper";

    private final Tenants tenants;
    private final FileSweep sweep;
    private final SystemStore system;
    private Instant sweptAll = Instant.now();
    private volatile Thread thread;

    FileSweeper(Tenants tenants, FileSweep sweep, SystemStore system) {
        this.tenants = tenants;
        this.sweep = sweep;
        this.system = system;
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

    private void run() {
        while (thread != null) {
            try {
                Thread.sleep(EVERY);
                Instant now = Instant.now();
                if (leased(now)) {
                    boolean all = sweptAll.plus(ALL_EVERY).isBefore(now);
                    sweep(now, all);
                    sweptAll = all ? now : sweptAll;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("Files were not swept and will be later: {}", failure.getMessage());
            }
        }
    }

    /** Whether nobody else swept within the last while; then nobody else does for the next. */
    private boolean leased(Instant now) {
        Optional<SystemStore.Document> last = system.find("", LEASE, NAME);
        boolean free = last.map(document -> Instant.parse(new String(document.json(), StandardCharsets.UTF_8)))
                .map(until -> until.isBefore(now))
                .orElse(true);
        byte[] until = now.plus(EVERY.dividedBy(2)).toString().getBytes(StandardCharsets.UTF_8);
        long version = last.map(SystemStore.Document::version).orElse(0L);
        return free && system.write("", List.of(new SystemStore.Put(LEASE, NAME, version, until)));
    }

    /** @param all whether to look for bytes that nothing tells of, too */
    private void sweep(Instant now, boolean all) {
        for (Tenant tenant : tenants.list()) {
            sweep.sweep(tenant.name(), now);
            if (all) {
                sweep.removeUnknown(tenant.name(), now);
            }
        }
    }
}
