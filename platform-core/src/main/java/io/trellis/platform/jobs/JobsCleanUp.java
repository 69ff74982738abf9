package io.trellis.platform.jobs;

import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Forgets jobs that ended long ago and drafts that nobody starts, with what belongs to them; their kind says after how long. */
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
        Map<String, JobRunner> byKind =
                runners.stream().collect(Collectors.toMap(JobRunner::kind, Function.identity()));
        List<String> names = new ArrayList<>(List.of(ChoreRunner.INSTALLATION));
        tenants.ifAvailable(all -> all.list().stream().map(Tenant::name).forEach(names::add));
        for (String tenant : names) {
            for (Job job : jobs.list(tenant)) {
                JobRunner runner = byKind.get(job.kind());
                if (runner != null && over(job, runner)) {
                    runner.forget(job);
                    jobs.remove(job);
                    run.pause();
                }
            }
            run.pause();
        }
    }

    private boolean over(Job job, JobRunner runner) {
        Instant now = jobs.clock().instant();
        return switch (job.state()) {
            case DRAFT -> job.createdAt().plus(runner.draftKept()).isBefore(now);
            case QUEUED, RUNNING -> false;
            case DONE, FAILED, CANCELLED -> job.finishedAt().plus(runner.kept()).isBefore(now);
        };
    }
}
