package io.trellis.platform.transfer;

import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemTexts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An export as its reader sees it.
 *
 * @param state {@code queued running done failed cancelled}
 * @param total records to write, as counted at the begin; -1 before
 * @param message why it failed, in the reader's language; else null
 */
record ExportView(
        String id,
        String object,
        String format,
        String filter,
        String state,
        long total,
        long processed,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String createdBy,
        String code,
        String message) {
    /** The list of exports, the newest first. */
    record All(List<ExportView> exports) {}

    static ExportView of(Job job, String locale) {
        ExportSpec spec = ExportSpec.of(job);
        Job.Failure problem = job.problem();
        return new ExportView(
                job.id(),
                spec.object(),
                spec.format(),
                spec.filter(),
                job.state().name().toLowerCase(Locale.ROOT),
                job.total(),
                job.processed(),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.owner(),
                problem == null ? null : problem.code(),
                problem == null ? null : ProblemTexts.text(problem.code(), locale, problem.params()));
    }
}
