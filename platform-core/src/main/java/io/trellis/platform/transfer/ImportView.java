package io.trellis.platform.transfer;

import io.trellis.platform.jobs.Job;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An import as its reader sees it.
 *
 * @param state {@code mapping queued running done failed cancelled}
 * @param total rows of the file
 * @param processed rows that are through
 * @param valid rows without a problem in a dry run, which writes none
 * @param message why it failed, in the reader's language; else null
 * @param hasErrors whether there is an error file to fetch
 */
record ImportView(
        String id,
        String object,
        String operation,
        String key,
        boolean dryRun,
        String state,
        String fileName,
        String format,
        String encoding,
        List<String> sheets,
        String sheet,
        List<ImportColumn> columns,
        long total,
        long processed,
        long created,
        long updated,
        long failed,
        long valid,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String createdBy,
        String code,
        String message,
        boolean hasErrors,
        boolean undone) {
    /** The list of imports, the newest first. */
    record All(List<ImportView> imports) {}

    static ImportView of(Job job, String locale) {
        ImportSpec spec = ImportSpec.of(job);
        Job.Failure problem = job.problem();
        return new ImportView(
                job.id(),
                spec.object(),
                spec.operation(),
                spec.key(),
                spec.dryRun(),
                state(job),
                spec.fileName(),
                spec.file().format(),
                spec.file().charset(),
                spec.file().sheets(),
                spec.sheet(),
                spec.columns(),
                job.total(),
                job.processed(),
                job.count("created"),
                job.count("updated"),
                job.count("failed"),
                job.count("valid"),
                job.createdAt(),
                job.startedAt(),
                job.finishedAt(),
                job.owner(),
                problem == null ? null : problem.code(),
                problem == null ? null : ProblemTexts.text(problem.code(), locale, problem.params()),
                job.count("failed") > 0,
                job.count("undone") > 0);
    }

    private static String state(Job job) {
        return job.state() == Job.State.DRAFT ? "mapping" : job.state().name().toLowerCase(Locale.ROOT);
    }
}
