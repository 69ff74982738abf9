package io.trellis.platform.files;

import io.trellis.platform.jobs.Chore;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * When files are cleaned up: often what is known to be gone or was not taken within a day; now and then bytes that nobody knows, as a
 * killed process may leave them, because that looks at every one.
 */
@Configuration(proxyBeanMethods = false)
class FileChores {
    @Bean
    Chore fileCleanUp(Tenants tenants, FileSweep sweep) {
        return new OfEachTenant("files-clean-up", "30 */10 * * * *", tenants, sweep::sweep);
    }

    @Bean
    Chore unknownFiles(Tenants tenants, FileSweep sweep) {
        return new OfEachTenant("files-unknown", "0 50 */6 * * *", tenants, sweep::removeUnknown);
    }

    private record OfEachTenant(String name, String cron, Tenants tenants, BiConsumer<String, Instant> work)
            implements Chore {
        @Override
        public void run(JobRun run) {
            for (Tenant tenant : tenants.list()) {
                work.accept(tenant.name(), Instant.now());
                run.pause();
            }
        }
    }
}
