package io.trellis.platform.transfer;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.LocalCopy;
import io.trellis.platform.transfer.ImportRow.Outcome;
import io.trellis.platform.transfer.table.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Runs an import, chunk by chunk. A chunk is: rows into the store, bad rows into the error file, then the checkpoint. Killed
 * in between, the chunk is done again: rows that are there already are recognised by their ids ({@link RowIds}), and the
 * error file is cut back to the checkpoint.
 */
@Component
final class ImportRunner implements JobRunner {
    static final int CHUNK = 500;
    /** Characters in a chunk's cells; long texts make smaller chunks. */
    private static final int MAX_CHARACTERS = 2_000_000;

    private final Access access;
    private final Catalogs catalogs;
    private final RecordService records;
    private final TransferFiles files;

    ImportRunner(Access access, Catalogs catalogs, RecordService records, TransferFiles files) {
        this.access = access;
        this.catalogs = catalogs;
        this.records = records;
        this.files = files;
    }

    @Override
    public String kind() {
        return ImportSpec.KIND;
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(90);
    }

    @Override
    public void forget(Job job) {
        files.removeImport(job.tenant(), job.id());
    }

    @Override
    public void run(JobRun run) throws IOException {
        Job job = run.job();
        ImportSpec spec = ImportSpec.of(job);
        LookupMatcher matcher = new LookupMatcher(records);
        try (LocalCopy upload = files.openUpload(job.tenant(), job.id());
                Table table = spec.file().open(upload.path(), spec.sheet(), TransferFiles.scratch())) {
            ErrorFile errors = new ErrorFile(
                    files.errors(job.tenant(), job.id()),
                    job.processed() == 0 ? 0 : spec.errorBytes(),
                    job.attempts(),
                    table.columns());
            RowIds ids = new RowIds(
                    job.id(),
                    object(catalogs.current(job.tenant()), spec).definition().prefix());
            long number = 0;
            for (; number < job.processed(); number++) {
                table.next();
            }
            for (List<ImportRow> rows = read(table, number, ids); !rows.isEmpty(); rows = read(table, number, ids)) {
                // Rights and metadata as of now: they may change while a long import runs.
                Actor actor = actor(job);
                Catalog catalog = catalogs.current(job.tenant());
                CatalogObject object = object(catalog, spec);
                ImportRights.require(access, actor, object, spec.operation());
                new ImportChunk(spec, actor, catalog, records, matcher, job.attempts() > 1).process(rows);
                number += rows.size();
                long bytes = writeErrors(errors, rows, spec, object, actor);
                long processed = number;
                Map<String, Long> counts = counted(job.counts(), rows);
                job = run.checkpoint(current -> current.withData(
                                ImportSpec.of(current).withErrorBytes(bytes).asData())
                        .withProgress(Math.max(current.total(), processed), processed, counts));
            }
            long total = number;
            run.checkpoint(current -> current.withProgress(total, total, current.counts()));
        }
    }

    private Actor actor(Job job) {
        Actor owner = access.findActor(job.tenant(), job.owner(), "import:" + job.id())
                .orElseThrow(() -> new ProblemException(ProblemException.Kind.FORBIDDEN, "JOB_OWNER_GONE", Map.of()));
        return ImportSpec.of(job).allowDuplicates() ? owner.accepting(Actor.DUPLICATES) : owner;
    }

    private static CatalogObject object(Catalog catalog, ImportSpec spec) {
        return catalog.findObject(spec.object()).orElseThrow(() -> ProblemException.notFound("object", spec.object()));
    }

    private static List<ImportRow> read(Table table, long before, RowIds ids) throws IOException {
        List<ImportRow> rows = new ArrayList<>();
        int characters = 0;
        while (rows.size() < CHUNK && characters < MAX_CHARACTERS) {
            Table.Row row = table.next();
            if (row == null) {
                break;
            }
            characters += row.cells().stream().mapToInt(String::length).sum();
            rows.add(new ImportRow(row, ids.id(before + rows.size())));
        }
        return rows;
    }

    private static Map<String, Long> counted(Map<String, Long> before, List<ImportRow> rows) {
        Map<String, Long> counts = new HashMap<>(before);
        for (ImportRow row : rows) {
            counts.merge(row.outcome.name().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum);
        }
        return counts;
    }

    private static long writeErrors(
            ErrorFile errors, List<ImportRow> rows, ImportSpec spec, CatalogObject object, Actor actor)
            throws IOException {
        ErrorFile.Rows bad = errors.rows();
        for (ImportRow row : rows) {
            if (row.outcome == Outcome.FAILED) {
                String reasons = row.problems.stream()
                        .map(problem -> reason(problem, spec, object, actor.locale()))
                        .distinct()
                        .collect(Collectors.joining("; "));
                bad.add(row.source.line(), row.source.cells(), reasons);
            }
        }
        return bad.write();
    }

    /** Names the file's column, else the field, then says what is wrong. */
    private static String reason(Problem problem, ImportSpec spec, CatalogObject object, String locale) {
        String text = ProblemTexts.text(problem, locale);
        String[] steps = problem.path().split("/");
        if (steps.length < 2) {
            return text;
        }
        String place = spec.columnOf(steps[1])
                .map(ImportSpec.ImportColumn::name)
                .orElseGet(() -> object.findField(steps[1])
                        .map(CatalogField::definition)
                        .filter(field -> field.label() != null)
                        .map(field -> field.label().in(locale, steps[1]))
                        .orElse(steps[1]));
        return place + ": " + text;
    }
}
