package io.trellis.platform.jobs;

import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Forgets jobs that ended long ago, where their kind says after how long. */
@Component
final class JobsCleanUp implements Chore {
    private final Jobs jobs;
    private final ObjectProvider<JobRunner> runners;
    private final ObjectProvider<Tenants> tenants;

    /** @param runners one of which runs this: so they can't be had at once */
    JobsCleanUp(Jobs jobs, ObjectProvider<JobRunner> runners, ObjectProvider<Tenants> tenants) {
        this.jobs = jobs;
        this.runners = runners;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "jobs-clean-up";
    }

    @Override
    public String cron() {
        return "0 40 2 * * *";
    }

    @Override
    public void run(JobRun run) {
        Map<String, Duration> kept = new HashMap<>();
        runners.stream()
                .filter(runner -> runner.kept() != null)
                .forEach(runner -> kept.put(runner.kind(), runner.kept()));
        List<String> names = new ArrayList<>(List.of(ChoreRunner.INSTALLATION));
        tenants.ifAvailable(all -> all.list().stream().map(Tenant::name).forEach(names::add));
        Instant now = jobs.clock().instant();
        for (String tenant : names) {
            for (Job job : jobs.list(tenant)) {
                if (kept.containsKey(job.kind())
                        && job.state().finished()
                        && job.finishedAt().plus(kept.get(job.kind())).isBefore(now)) {
                    jobs.remove(job);
                }
            }
            run.pause();
        }
    }
}
