package io.trellis.platform.audit;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Goes over all tenants' audit logs once an hour and removes what is older than they keep it. */
@Component
class AuditExpiry implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AuditExpiry.class);
    private static final Duration EVERY = Duration.ofHours(1);
    /** A start has more urgent things to do. */
    private static final Duration FIRST = Duration.ofMinutes(5);

    private final Tenants tenants;
    private final AuditRetention retention;
    private volatile Thread thread;

    AuditExpiry(Tenants tenants, AuditRetention retention) {
        this.tenants = tenants;
        this.retention = retention;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("audit-expiry").start(this::go);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void go() {
        try {
            Thread.sleep(FIRST);
            while (isRunning()) {
                run(Instant.now());
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            // The server stops.
        }
    }

    void run(Instant now) {
        tenants.list().forEach(tenant -> {
            try {
                long removed = retention.expire(tenant.name(), now);
                if (removed > 0) {
                    LOG.info("{} expired audit entries of tenant {} were removed", removed, tenant.name());
                }
            } catch (StoreException | ProblemException notNow) {
                LOG.warn("The audit log of tenant {} was not tidied: {}", tenant.name(), notNow.getMessage());
            }
        });
    }
}
