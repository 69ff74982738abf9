package io.trellis.server.jobs;

import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.problem.ProblemException;
import org.springframework.stereotype.Component;

/** Jobs that end, fail or go on as a test likes. */
@Component
final class ProbeRunner implements JobRunner {
    static final String KIND = "probe";

    volatile boolean failing;
    volatile boolean waiting;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) throws InterruptedException {
        if (failing) {
            throw ProblemException.notFound("object", "gone");
        }
        while (waiting) {
            run.checkpoint(job -> job.withProgress(-1, job.processed() + 1, job.counts()));
            Thread.sleep(20);
        }
    }
}
