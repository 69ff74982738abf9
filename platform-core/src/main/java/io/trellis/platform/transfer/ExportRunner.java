package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.transfer.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes an export, a few hundred records in memory at a time. A killed export begins anew: it changes nothing but its file. */
@Component
final class ExportRunner implements JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);
    private static final int CHUNK = 500;

    private final Access access;
    private final Catalogs catalogs;
    private final RecordService records;
    private final TransferFiles files;

    ExportRunner(Access access, Catalogs catalogs, RecordService records, TransferFiles files) {
        this.access = access;
        this.catalogs = catalogs;
        this.records = records;
        this.files = files;
    }

    @Override
    public String kind() {
        return ExportSpec.KIND;
    }

    @Override
    public Duration kept() {
        return Duration.ofDays(7);
    }

    @Override
    public void forget(Job job) {
        files.removeExport(job.tenant(), job.id());
    }

    @Override
    public void run(JobRun run) throws IOException {
        Job job = run.job();
        ExportSpec spec = ExportSpec.of(job);
        Actor actor = access.findActor(job.tenant(), job.owner(), "export")
                .orElseThrow(() -> new ProblemException(Kind.FORBIDDEN, "JOB_OWNER_GONE", Map.of()));
        access.requireSystem(actor, "exportData");
        Catalog catalog = catalogs.current(job.tenant());
        CatalogObject object =
                catalog.findObject(spec.object()).orElseThrow(() -> ProblemException.notFound("object", spec.object()));
        ExportColumns columns = new ExportColumns(catalog, object, spec, actor);
        boolean sheet = spec.format().equals("xlsx");
        long total = records.list(
                        actor, object.name(), request(spec, List.of("id")).counted())
                .total();
        checkRows(sheet, total);
        run.checkpoint(current -> current.withProgress(total, 0, current.counts()));

        Path part = Files.createTempFile(TransferFiles.scratch(), "export", ".part");
        try {
            write(run, spec, actor, catalog, object, columns, total, part);
            files.keepExport(job.tenant(), job.id(), part);
        } finally {
            Files.deleteIfExists(part);
        }
        LOG.info(
                "Export {} of tenant {}: {} records of {} as {}",
                job.id(),
                actor.tenant(),
                run.job().processed(),
                object.name(),
                spec.format());
    }

    private void write(
            JobRun run,
            ExportSpec spec,
            Actor actor,
            Catalog catalog,
            CatalogObject object,
            ExportColumns columns,
            long total,
            Path part)
            throws IOException {
        boolean sheet = spec.format().equals("xlsx");
        String name = object.definition().label() == null
                ? object.name()
                : object.definition().label().in(actor.locale(), object.name());
        LinkedRecords linked = new LinkedRecords(records, actor, catalog);
        try (OutputStream out = Files.newOutputStream(part);
                TableWriter writer = sheet ? TableWriter.xlsx(out, name) : TableWriter.csv(out)) {
            writer.row(columns.headers());
            List<RecordView> chunk = new ArrayList<>(CHUNK);
            long[] written = {0};
            records.stream(actor, object.name(), request(spec, columns.fields()), record -> {
                chunk.add(record);
                if (chunk.size() == CHUNK) {
                    written[0] += write(actor, columns, linked, writer, chunk);
                    checkRows(sheet, written[0]);
                    run.checkpoint(
                            current -> current.withProgress(Math.max(total, written[0]), written[0], current.counts()));
                }
                return true;
            });
            written[0] += write(actor, columns, linked, writer, chunk);
            checkRows(sheet, written[0]);
            run.checkpoint(current -> current.withProgress(written[0], written[0], current.counts()));
        }
    }

    private static void checkRows(boolean sheet, long rows) {
        if (sheet && rows > TableWriter.MAX_XLSX_ROWS) {
            throw new ProblemException(
                    Kind.INVALID, "EXPORT_TOO_MANY_ROWS", Map.of("rows", rows, "max", TableWriter.MAX_XLSX_ROWS));
        }
    }

    private static ListRequest request(ExportSpec spec, List<String> fields) {
        List<String> asked =
                fields.stream().filter(field -> !field.equals("id")).toList();
        return new ListRequest(
                spec.filter(),
                spec.q(),
                spec.sort(),
                asked.isEmpty() ? List.of("id") : asked,
                1,
                ListRequest.MAX_SIZE,
                false,
                null,
                false);
    }

    private int write(
            Actor actor, ExportColumns columns, LinkedRecords linked, TableWriter writer, List<RecordView> chunk) {
        Set<String> ids = new HashSet<>();
        linked.load(chunk, columns.paths());
        chunk.forEach(record -> columns.collectLinks(record, linked, ids));
        Map<String, String> names = ids.isEmpty() ? Map.of() : records.names(actor, ids);
        try {
            for (RecordView record : chunk) {
                writer.row(columns.cells(record, linked, names));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int size = chunk.size();
        chunk.clear();
        return size;
    }
}
