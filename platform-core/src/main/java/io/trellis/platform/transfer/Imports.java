package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.BulkOperation;
import io.trellis.platform.record.BulkResult;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.LocalCopy;
import io.trellis.platform.transfer.ImportSpec.ImportColumn;
import io.trellis.platform.transfer.table.Table;
import io.trellis.platform.transfer.table.TableFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Imports from upload to undo, each decided by what its owner may do now. Files are kept for 90 days, unstarted ones for a week. */
@Component
final class Imports {
    private static final int SAMPLES = 5;
    private static final int SAMPLE_LENGTH = 200;

    private final Jobs jobs;
    private final Access access;
    private final Catalogs catalogs;
    private final RecordService records;
    private final TransferFiles files;
    private final TransferTrail trail;

    Imports(
            Jobs jobs,
            Access access,
            Catalogs catalogs,
            RecordService records,
            TransferFiles files,
            TransferTrail trail) {
        this.trail = trail;
        this.jobs = jobs;
        this.access = access;
        this.catalogs = catalogs;
        this.records = records;
        this.files = files;
    }

    /**
     * Takes a file in, looks at it and guesses its mapping; starts at once when the request brings one.
     *
     * @throws ProblemException FORBIDDEN, NOT_FOUND, TOO_LARGE, INVALID_IMPORT and the problems of {@link TableFile#inspect}
     */
    Job upload(Actor actor, String fileName, InputStream content, ImportRequest request) {
        Catalog catalog = catalogs.current(actor.tenant());
        ImportChecks checks = new ImportChecks(access, actor, catalog);
        CatalogObject object = checks.object(request.object());
        String operation = request.operation() == null ? "create" : request.operation();
        checks.operation(operation);
        ImportRights.require(access, actor, object, operation);
        String id = Jobs.nextId("imp");
        boolean kept = false;
        try {
            files.receive(actor.tenant(), id, content);
            TableFile file;
            try (LocalCopy upload = files.openUpload(actor.tenant(), id)) {
                file = TableFile.inspect(upload.path());
            }
            ImportSpec bare = new ImportSpec(
                    object.name(),
                    operation,
                    request.key(),
                    request.sheet(),
                    Boolean.TRUE.equals(request.dryRun()),
                    shown(fileName),
                    file,
                    List.of(),
                    0,
                    request.allowDuplicates());
            Looked looked = look(actor.tenant(), id, bare);
            ImportSpec spec = bare.with(operation, request.key(), bare.dryRun(), looked.columns());
            spec = request.mapping() == null
                    ? guess(actor, catalog, object, spec)
                    : checks.mapped(object, spec, request.mapping());
            if (request.mapping() != null) {
                checks.ready(object, spec);
            }
            jobs.draft(actor, id, ImportSpec.KIND, spec.asData());
            kept = true;
            Job job = jobs.change(actor.tenant(), id, draft -> draft.withProgress(looked.rows(), 0, Map.of()));
            return request.mapping() == null ? job : start(actor, job);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!kept) {
                files.removeImport(actor.tenant(), id);
            }
        }
    }

    private record Looked(List<ImportColumn> columns, long rows) {}

    /** Reads the file once from end to end, so that its faults are told now and its size is known. */
    private Looked look(String tenant, String id, ImportSpec spec) throws IOException {
        try (LocalCopy upload = files.openUpload(tenant, id);
                Table table = spec.file().open(upload.path(), spec.sheet(), TransferFiles.scratch())) {
            List<List<String>> samples = new ArrayList<>();
            table.columns().forEach(column -> samples.add(new ArrayList<>()));
            long rows = 0;
            for (Table.Row row = table.next(); row != null; row = table.next()) {
                if (++rows <= SAMPLES) {
                    for (int i = 0; i < samples.size(); i++) {
                        String text = row.cells().get(i);
                        samples.get(i)
                                .add(text.length() > SAMPLE_LENGTH ? text.substring(0, SAMPLE_LENGTH) + "…" : text);
                    }
                }
            }
            if (rows == 0) {
                throw new ProblemException(Kind.INVALID, "IMPORT_NO_ROWS", Map.of());
            }
            List<ImportColumn> columns = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                columns.add(new ImportColumn(table.columns().get(i), samples.get(i), null, null));
            }
            return new Looked(columns, rows);
        }
    }

    private ImportSpec guess(Actor actor, Catalog catalog, CatalogObject object, ImportSpec spec) {
        List<ImportColumn> columns = new MappingGuess(catalog, object, actor).guess(spec.columns(), spec.updates());
        LookupMatcher matcher = new LookupMatcher(records);
        columns = columns.stream()
                .map(column -> object.findField(column.field() == null ? "" : column.field())
                        .filter(field -> TextValues.names(field) && column.matchBy() == null)
                        .map(field -> column.to(
                                field.name(), MatchByGuess.guess(matcher, actor, catalog, field, column.samples())))
                        .orElse(column))
                .toList();
        return spec.with(spec.operation(), key(actor, object, spec, columns), spec.dryRun(), columns);
    }

    /** The first key that the file has a column for, unless one was given. */
    private static String key(Actor actor, CatalogObject object, ImportSpec spec, List<ImportColumn> columns) {
        if (spec.key() != null || !spec.updates()) {
            return spec.key();
        }
        return ImportFields.keys(object, actor).stream()
                .filter(key -> !key.equals("id") || spec.operation().equals("update"))
                .filter(key -> columns.stream().anyMatch(column -> key.equals(column.field())))
                .findFirst()
                .orElse(null);
    }

    /** What a person calls their file, for showing only. */
    private static String shown(String fileName) {
        String name =
                fileName == null ? "" : fileName.replaceAll(".*[/\\\\]", "").replaceAll("\\p{Cntrl}", "");
        return name.length() > 200 ? name.substring(name.length() - 200) : name;
    }

    List<Job> list(Actor actor) {
        return jobs.list(actor.tenant(), ImportSpec.KIND).stream()
                .filter(job -> ImportRights.mayLook(actor, job))
                .toList();
    }

    /** @throws ProblemException NOT_FOUND, also for other people's */
    Job get(Actor actor, String id) {
        return jobs.find(actor.tenant(), id)
                .filter(job -> job.kind().equals(ImportSpec.KIND) && ImportRights.mayLook(actor, job))
                .orElseThrow(() -> ProblemException.notFound("import", id));
    }

    private Job own(Actor actor, String id) {
        Job job = get(actor, id);
        if (!job.owner().equals(actor.userId())) {
            throw new ProblemException(Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", "owner"));
        }
        return job;
    }

    /** Changes the mapping and the like while it is being decided, or after a dry run; starts when asked to. */
    Job change(Actor actor, String id, ImportRequest request) {
        Job job = own(actor, id);
        Catalog catalog = catalogs.current(actor.tenant());
        ImportChecks checks = new ImportChecks(access, actor, catalog);
        ImportSpec old = ImportSpec.of(job);
        if (request.object() != null && !request.object().equals(old.object())) {
            throw new ProblemException(Kind.INVALID, "IMPORT_OBJECT_FIXED", Map.of("object", old.object()));
        }
        CatalogObject object = checks.object(old.object());
        String operation = request.operation() == null ? old.operation() : request.operation();
        checks.operation(operation);
        ImportRights.require(access, actor, object, operation);
        ImportSpec spec = sheet(actor, catalog, object, job, old, request)
                .with(
                        operation,
                        request.key() == null ? old.key() : request.key().isEmpty() ? null : request.key(),
                        request.dryRun() == null ? old.dryRun() : request.dryRun(),
                        old.columns())
                .allowingDuplicates(request.allowDuplicates());
        ImportSpec next = request.mapping() == null ? spec : checks.mapped(object, spec, request.mapping());
        boolean start = Boolean.TRUE.equals(request.start());
        if (start) {
            checks.ready(object, next);
        }
        Job changed = jobs.redraft(actor.tenant(), id, old.dryRun(), current -> current.withData(next.asData())
                .withProgress(current.total(), 0, Map.of()));
        return start ? start(actor, changed) : changed;
    }

    private Job start(Actor actor, Job job) {
        trail.importStarted(actor, job);
        return jobs.start(actor.tenant(), job.id());
    }

    /** Another sheet has other columns. */
    private ImportSpec sheet(
            Actor actor, Catalog catalog, CatalogObject object, Job job, ImportSpec old, ImportRequest request) {
        if (request.sheet() == null || request.sheet().equals(old.sheet())) {
            return old;
        }
        ImportSpec other = new ImportSpec(
                old.object(),
                old.operation(),
                old.key(),
                request.sheet(),
                old.dryRun(),
                old.fileName(),
                old.file(),
                List.of(),
                0,
                old.allowDuplicates());
        try {
            Looked looked = look(actor.tenant(), job.id(), other);
            jobs.change(actor.tenant(), job.id(), current -> current.withProgress(looked.rows(), 0, Map.of()));
            return guess(
                    actor, catalog, object, other.with(old.operation(), old.key(), old.dryRun(), looked.columns()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Job cancel(Actor actor, String id) {
        own(actor, id);
        return jobs.cancel(actor.tenant(), id);
    }

    /** The error file; empty while no row was refused. */
    Optional<Download> errors(Actor actor, String id) {
        Job job = get(actor, id);
        long bytes = ImportSpec.of(job).errorBytes();
        return job.count("failed") > 0 && bytes > 0
                ? Optional.of(new Download(
                        bytes, () -> files.errors(actor.tenant(), id).open(bytes)))
                : Optional.empty();
    }

    /**
     * Puts the records the import made, and nobody has changed since, into the recycle bin.
     *
     * @throws ProblemException CONFLICT while it runs; FORBIDDEN where the actor may not delete
     */
    Job undo(Actor actor, String id) {
        Job job = own(actor, id);
        if (!job.state().finished()) {
            throw new ProblemException(Kind.CONFLICT, "IMPORT_STILL_RUNNING", Map.of());
        }
        ImportSpec spec = ImportSpec.of(job);
        CatalogObject object = new ImportChecks(access, actor, catalogs.current(actor.tenant())).object(spec.object());
        RowIds ids = new RowIds(job.id(), object.definition().prefix());
        trail.importUndone(actor, job);
        long undone = 0;
        List<Map<String, Object>> batch = new ArrayList<>();
        for (long number = 0; number < job.processed(); number++) {
            Optional<RecordView> record = records.find(actor, spec.object(), ids.id(number));
            record.filter(made -> made.version() == 1 && made.deletedAt() == null)
                    .ifPresent(made -> batch.add(Map.of("id", made.id(), "version", 1L)));
            if (batch.size() == ImportRunner.CHUNK || number == job.processed() - 1 && !batch.isEmpty()) {
                List<BulkResult> results = records.bulk(
                        actor.via("import:" + id), spec.object(), BulkOperation.DELETE, null, batch, false);
                undone += results.stream().filter(result -> !result.failed()).count();
                batch.clear();
            }
        }
        long count = undone;
        return jobs.change(actor.tenant(), id, current -> {
            Map<String, Long> counts = new HashMap<>(current.counts());
            counts.merge("undone", count, Long::sum);
            return current.withProgress(current.total(), current.processed(), counts);
        });
    }
}
