package io.trellis.platform.recalculation;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Recomputes the formulas and roll-ups of an object's records when a publish has added or changed one; what is derived from them
 * on other records follows as with any write. Records whose values stay the same get no new version, so a run that is repeated
 * after a crash does no harm.
 */
@Component
final class FormulaRecalculation implements JobRunner, CatalogListener {
    static final String KIND = "recalculate";
    private static final int CHUNK = 500;

    private final Jobs jobs;
    private final RecordService records;
    private final Access access;
    private final Catalogs catalogs;

    FormulaRecalculation(Jobs jobs, RecordService records, Access access, Catalogs catalogs) {
        this.jobs = jobs;
        this.records = records;
        this.access = access;
        this.catalogs = catalogs;
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        Set<String> objects = new LinkedHashSet<>();
        for (CatalogDiff.Change change : diff.changes()) {
            if (change.field() != null && change.action() != CatalogDiff.Action.REMOVE) {
                realm.catalog()
                        .findObject(change.object())
                        .flatMap(object -> object.findField(change.field()))
                        .filter(FormulaRecalculation::derived)
                        .ifPresent(_ -> objects.add(change.object()));
            }
        }
        Actor actor = access.systemActor(realm.tenant(), KIND);
        for (String object : objects) {
            long count = records.count(actor, object, null);
            if (count > 0) {
                String id = Jobs.nextId("job");
                jobs.draft(
                        actor,
                        id,
                        KIND,
                        Map.of("object", object, "catalog", realm.catalog().version(), "total", count));
                jobs.start(realm.tenant(), id);
            }
        }
    }

    private static boolean derived(CatalogField field) {
        return field.formula().isPresent() || field.type().name().equals("rollup");
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Retry retry() {
        return new Retry(6, Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    /** Chunk by chunk in the order of ids; the cursor is the checkpoint. */
    @Override
    public void run(JobRun run) {
        Job job = run.job();
        // The node that runs this may not have heard of the publish yet.
        if (job.data().get("catalog") instanceof Number version) {
            catalogs.current(job.tenant(), version.longValue());
        }
        Actor actor = access.systemActor(job.tenant(), KIND);
        String object = job.text("object");
        if (catalogs.current(job.tenant()).findObject(object).isEmpty()) {
            return; // gone since this was planned
        }
        long total = job.data().get("total") instanceof Number number ? number.longValue() : -1;
        String after = job.text("after");
        do {
            RecordService.Recalculated done = records.recalculate(actor, object, after, CHUNK);
            after = done.after();
            String cursor = after;
            run.checkpoint(now -> now.with("after", cursor)
                    .withProgress(
                            total < 0 ? total : Math.max(total, now.processed() + done.records()),
                            now.processed() + done.records(),
                            Map.of("changed", now.count("changed") + done.changed())));
        } while (after != null);
    }
}
