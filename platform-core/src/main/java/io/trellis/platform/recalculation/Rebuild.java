package io.trellis.platform.recalculation;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Computes every derived value of a tenant from scratch and compares it with what is stored: the proof that nothing was stale, and
 * the cure should something be. A job, since it looks at every record.
 */
@Component
final class Rebuild implements JobRunner {
    private static final String KIND = "rebuild";
    private static final String DRY_RUN = "dryRun";
    private static final String FOUND = "found";
    private static final int CHUNK = 500;

    private final Jobs jobs;
    private final RecordService records;
    private final Access access;
    private final Catalogs catalogs;

    Rebuild(Jobs jobs, RecordService records, Access access, Catalogs catalogs) {
        this.jobs = jobs;
        this.records = records;
        this.access = access;
        this.catalogs = catalogs;
    }

    /**
     * What a rebuild has found.
     *
     * @param state {@code queued running done failed cancelled}
     * @param dryRun whether differences are only counted; else they are gone when it is done
     * @param records how many were looked at
     * @param differences how many of them had a derived value that differs
     * @param objects those that have derived values, as far as it has come
     */
    record Report(
            String id, String state, boolean dryRun, long records, long differences, List<ObjectReport> objects) {}

    /** @param fields by name, in how many records it differed */
    record ObjectReport(String object, long records, long differences, Map<String, Long> fields) {}

    /** Starts one. */
    Report start(String tenant, boolean dryRun) {
        Actor actor = access.systemActor(tenant, KIND);
        Catalog catalog = catalogs.current(tenant);
        List<String> objects = catalog.dependencies().derivedObjects().stream()
                .map(CatalogObject::name)
                .toList();
        String id = Jobs.nextId("job");
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(DRY_RUN, dryRun);
        data.put("objects", objects);
        data.put(FOUND, List.of());
        jobs.draft(actor, id, KIND, data);
        return report(jobs.start(tenant, id));
    }

    /** @throws ProblemException NOT_FOUND */
    Report get(String tenant, String id) {
        return jobs.find(tenant, id)
                .filter(job -> job.kind().equals(KIND))
                .map(Rebuild::report)
                .orElseThrow(() -> ProblemException.notFound("job", id));
    }

    private static Report report(Job job) {
        List<ObjectReport> objects = new ArrayList<>();
        for (Map<String, Object> entry : found(job)) {
            Map<String, Long> fields = new LinkedHashMap<>();
            if (entry.get("fields") instanceof Map<?, ?> counts) {
                counts.forEach((name, count) -> fields.put(name.toString(), ((Number) count).longValue()));
            }
            objects.add(new ObjectReport(
                    entry.get("object").toString(), number(entry, "records"), number(entry, "differences"), fields));
        }
        return new Report(
                job.id(),
                job.state().name().toLowerCase(java.util.Locale.ROOT),
                Boolean.TRUE.equals(job.data().get(DRY_RUN)),
                objects.stream().mapToLong(ObjectReport::records).sum(),
                objects.stream().mapToLong(ObjectReport::differences).sum(),
                objects);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> found(Job job) {
        return job.data().get(FOUND) instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
    }

    private static long number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Retry retry() {
        return new Retry(6, Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    /** Object by object, those first that others read; within one in the order of ids. */
    @Override
    public void run(JobRun run) {
        Job job = run.job();
        Actor actor = access.systemActor(job.tenant(), KIND);
        boolean dryRun = Boolean.TRUE.equals(job.data().get(DRY_RUN));
        Catalog catalog = catalogs.current(job.tenant());
        List<String> objects = job.data().get("objects") instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
        int at = job.data().get("at") instanceof Number number ? number.intValue() : 0;
        String after = job.text("after");
        for (; at < objects.size(); at++) {
            String object = objects.get(at);
            boolean more = catalog.findObject(object).isPresent();
            while (more) {
                RecordService.Recalculated done = records.recalculate(actor, object, after, CHUNK, dryRun);
                after = done.after();
                more = after != null;
                int next = more ? at : at + 1;
                String cursor = after;
                run.checkpoint(now -> now.with(FOUND, merged(found(now), object, done))
                        .with("at", next)
                        .with("after", cursor)
                        .withProgress(
                                -1,
                                now.processed() + done.records(),
                                Map.of("differences", now.count("differences") + done.changed())));
            }
            after = null;
        }
    }

    private static List<Map<String, Object>> merged(
            List<Map<String, Object>> found, String object, RecordService.Recalculated done) {
        List<Map<String, Object>> all = new ArrayList<>(found);
        Map<String, Object> entry = new LinkedHashMap<>();
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!all.isEmpty() && all.getLast().get("object").equals(object)) {
            entry.putAll(all.removeLast());
            if (entry.get("fields") instanceof Map<?, ?> before) {
                before.forEach((name, count) -> fields.put(name.toString(), count));
            }
        }
        done.fields()
                .forEach((name, count) ->
                        fields.merge(name, count, (a, b) -> ((Number) a).longValue() + ((Number) b).longValue()));
        entry.put("object", object);
        entry.put("records", number(entry, "records") + done.records());
        entry.put("differences", number(entry, "differences") + done.changed());
        entry.put("fields", fields);
        all.add(entry);
        return all;
    }
}
