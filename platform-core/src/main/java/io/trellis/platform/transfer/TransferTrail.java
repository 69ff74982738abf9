package io.trellis.platform.transfer;

import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.jobs.Job;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Who took data out of the system and who brought some in, for the audit log. Each entry is written before the deed, which is not
 * done when it can't be.
 */
@Component
final class TransferTrail {
    private final Audit audit;

    TransferTrail(Audit audit) {
        this.audit = audit;
    }

    void exportStarted(Actor actor, String id, ExportSpec spec) {
        audit.write(
                actor.tenant(),
                event(AuditAction.EXPORT_STARTED, actor)
                        .about(spec.object(), id)
                        .with(details(spec)));
    }

    void exportDownloaded(Actor actor, Job job) {
        ExportSpec spec = ExportSpec.of(job);
        Map<String, Object> details = details(spec);
        details.put("rows", job.processed());
        audit.write(
                actor.tenant(),
                event(AuditAction.EXPORT_DOWNLOADED, actor)
                        .about(spec.object(), job.id())
                        .with(details));
    }

    private static Map<String, Object> details(ExportSpec spec) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("format", spec.format());
        if (spec.filter() != null && !spec.filter().isBlank()) {
            details.put("filter", spec.filter());
        }
        if (spec.q() != null && !spec.q().isBlank()) {
            details.put("q", spec.q());
        }
        if (!spec.fields().isEmpty()) {
            details.put("columns", spec.fields());
        }
        return details;
    }

    void importStarted(Actor actor, Job job) {
        ImportSpec spec = ImportSpec.of(job);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("operation", spec.operation());
        details.put("file", spec.fileName());
        details.put("rows", job.total());
        if (spec.dryRun()) {
            details.put("dryRun", true);
        }
        audit.write(
                actor.tenant(),
                event(AuditAction.IMPORT_STARTED, actor)
                        .about(spec.object(), job.id())
                        .with(details));
    }

    void importUndone(Actor actor, Job job) {
        audit.write(
                actor.tenant(),
                event(AuditAction.IMPORT_UNDONE, actor).about(ImportSpec.of(job).object(), job.id()));
    }

    private static AuditEvent event(AuditAction action, Actor actor) {
        return AuditEvent.of(action, actor.userId(), actor.name());
    }
}
