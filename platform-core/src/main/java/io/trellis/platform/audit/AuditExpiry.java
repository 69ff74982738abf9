package io.trellis.platform.audit;

import io.trellis.platform.jobs.Chore;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Goes over all tenants' audit logs and removes what is older than they keep it. */
@Component
class AuditExpiry implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(AuditExpiry.class);

    private final ObjectProvider<Tenants> tenants;
    private final AuditRetention retention;

    /** @param tenants which in the end need jobs: so they can't be had at once */
    AuditExpiry(ObjectProvider<Tenants> tenants, AuditRetention retention) {
        this.tenants = tenants;
        this.retention = retention;
    }

    @Override
    public String name() {
        return "audit-expiry";
    }

    @Override
    public String cron() {
        return "0 20 3 * * *";
    }

    @Override
    public void run(JobRun run) {
        for (Tenant tenant : tenants.getObject().list()) {
            run.pause();
            try {
                long removed = retention.expire(tenant.name(), Instant.now());
                if (removed > 0) {
                    LOG.info("{} expired audit entries of tenant {} were removed", removed, tenant.name());
                }
            } catch (ProblemException readOnly) {
                LOG.info("The audit log of tenant {} is left alone: {}", tenant.name(), readOnly.code());
            }
        }
    }
}
