package io.trellis.platform.transfer;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Exports from request to download. Files are kept for a week and a day at most. */
@Component
final class Exports {

    private final Jobs jobs;
    private final Access access;
    private final Catalogs catalogs;
    private final RecordService records;
    private final TransferFiles files;
    private final TransferTrail trail;

    Exports(
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

    /** @throws ProblemException FORBIDDEN, NOT_FOUND, INVALID_EXPORT, INVALID_FILTER: at once, not when the job runs */
    Job start(Actor actor, ExportSpec spec) {
        access.requireSystem(actor, "exportData");
        if (spec.object() == null) {
            throw new ProblemException(Kind.MALFORMED, "MISSING_PARAMETER", Map.of("parameter", "object"));
        }
        Catalog catalog = catalogs.current(actor.tenant());
        CatalogObject object = catalog.findObject(spec.object())
                .filter(known -> !(actor.grants().scope(known.name(), Grants.Action.READ) instanceof Predicate.None))
                .orElseThrow(() -> ProblemException.notFound("object", spec.object()));
        if (!List.of("csv", "xlsx").contains(spec.format())) {
            throw ProblemException.invalid(
                    "INVALID_EXPORT", List.of(Problem.of("EXPORT_FORMAT_UNKNOWN", "/format", "format", spec.format())));
        }
        new ExportColumns(catalog, object, spec, actor);
        records.list(
                actor,
                object.name(),
                new ListRequest(spec.filter(), spec.q(), spec.sort(), List.of("id"), 1, 1, false, null, false));
        String id = Jobs.nextId("exp");
        trail.exportStarted(actor, id, spec);
        jobs.draft(actor, id, ExportSpec.KIND, spec.asData());
        return jobs.start(actor.tenant(), id);
    }

    List<Job> list(Actor actor) {
        return jobs.list(actor.tenant(), ExportSpec.KIND).stream()
                .filter(job -> ImportRights.mayLook(actor, job))
                .toList();
    }

    /** @throws ProblemException NOT_FOUND, also for other people's */
    Job get(Actor actor, String id) {
        return jobs.find(actor.tenant(), id)
                .filter(job -> job.kind().equals(ExportSpec.KIND) && ImportRights.mayLook(actor, job))
                .orElseThrow(() -> ProblemException.notFound("export", id));
    }

    /** Only for who made it: what is in the file is what they may read, not what others may. */
    private Job own(Actor actor, String id) {
        Job job = get(actor, id);
        if (!job.owner().equals(actor.userId())) {
            throw new ProblemException(Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", "owner"));
        }
        return job;
    }

    Job cancel(Actor actor, String id) {
        own(actor, id);
        return jobs.cancel(actor.tenant(), id);
    }

    /**
     * Hands the file out, once that is noted.
     *
     * @throws ProblemException CONFLICT while it is not done, NOT_FOUND after a week
     */
    Download file(Actor actor, String id) {
        access.requireSystem(actor, "exportData");
        Job job = own(actor, id);
        if (job.state() != Job.State.DONE) {
            throw new ProblemException(Kind.CONFLICT, "EXPORT_NOT_DONE", Map.of());
        }
        Download file = files.findExport(actor.tenant(), id).orElseThrow(() -> ProblemException.notFound("export", id));
        trail.exportDownloaded(actor, job);
        return file;
    }
}
