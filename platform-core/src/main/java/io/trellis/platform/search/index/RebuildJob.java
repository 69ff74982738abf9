package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Builds a tenant's documents anew because an administrator said so; what is there serves until the new is complete. */
@Component
final class RebuildJob implements JobRunner {
    static final String KIND = "searchRebuild";

    private final Jobs jobs;
    private final Catalogs catalogs;
    private final RecordStore store;
    private final Building building;

    RebuildJob(Jobs jobs, Catalogs catalogs, RecordStore store, Building building) {
        this.jobs = jobs;
        this.catalogs = catalogs;
        this.store = store;
        this.building = building;
    }

    /** Starts one, or gives the one that has not ended yet. */
    synchronized Job start(Actor actor, List<String> objects) {
        return unfinished(actor.tenant()).orElseGet(() -> {
            String id = Jobs.nextId("job");
            jobs.draft(actor, id, KIND, Map.of("objects", objects));
            return jobs.start(actor.tenant(), id);
        });
    }

    private Optional<Job> unfinished(String tenant) {
        return last(tenant).filter(job -> !job.state().finished());
    }

    Optional<Job> last(String tenant) {
        return jobs.list(tenant, KIND).stream().findFirst();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Object by object; the number of those that are done is the checkpoint. */
    @Override
    public void run(JobRun run) {
        Job job = run.job();
        List<?> objects = job.data().get("objects") instanceof List<?> list ? list : List.of();
        Realm realm = new Realm(job.tenant(), catalogs.current(job.tenant()));
        long total = 0;
        for (Object name : objects) {
            total += records(realm, name);
        }
        long all = total;
        int done = job.data().get("done") instanceof Number number ? number.intValue() : 0;
        long before = 0;
        for (int i = 0; i < objects.size(); i++) {
            long start = before;
            int next = i + 1;
            before += records(realm, objects.get(i));
            long end = before;
            if (i >= done) {
                realm.catalog()
                        .findObject(objects.get(i).toString())
                        .ifPresent(object -> building.build(
                                realm,
                                object,
                                written -> run.checkpoint(
                                        now -> now.withProgress(all, Math.min(end, start + written), Map.of()))));
                run.checkpoint(now -> now.with("done", next).withProgress(all, end, Map.of()));
            }
        }
    }

    private long records(Realm realm, Object name) {
        return realm.catalog()
                .findObject(name.toString())
                .map(CatalogObject::name)
                .map(object -> store.count(realm, object, new Predicate.All(), false))
                .orElse(0L);
    }
}
