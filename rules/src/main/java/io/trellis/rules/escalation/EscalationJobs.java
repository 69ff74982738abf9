package io.trellis.rules.escalation;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.jobs.Job;
import io.trellis.platform.jobs.JobRun;
import io.trellis.platform.jobs.JobRunner;
import io.trellis.platform.jobs.Jobs;
import io.trellis.platform.jobs.Schedule;
import io.trellis.platform.jobs.Schedules;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import io.trellis.rules.input.RecordInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Escalations come round every five minutes in tenants that have active rules, on one node at a time; what was due while no node was
 * up is done once one is. A run that is taken up again after a crash finds in the marks what has been done.
 */
@Component
final class EscalationJobs implements CatalogListener, JobRunner {
    static final String KIND = "escalation";
    /** Job parameters: the moment by which what is due is done, one rule's key, the catalog after which marks are cleared away. */
    private static final String AT = "at";

    private static final String RULE = "rule";
    private static final String CLEAR = "clear";

    private static final Logger LOG = LoggerFactory.getLogger(EscalationJobs.class);
    private static final String SCHEDULE = "escalations";
    private static final String CRON = "0 */5 * * * *";

    private final Schedules schedules;
    private final Jobs jobs;
    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;
    private final Marks marks;
    private final EscalationLog log;

    EscalationJobs(
            Schedules schedules,
            Jobs jobs,
            Catalogs catalogs,
            RecordService records,
            Access access,
            Marks marks,
            EscalationLog log) {
        this.schedules = schedules;
        this.jobs = jobs;
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
        this.marks = marks;
        this.log = log;
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        if (!diff.touches(Kinds.ESCALATIONS)) {
            return;
        }
        String tenant = realm.tenant();
        if (Rule.active(realm.catalog()).isEmpty()) {
            schedules.remove(tenant, SCHEDULE);
        } else {
            schedules.put(
                    tenant,
                    new Schedule(
                            SCHEDULE,
                            KIND,
                            CRON,
                            RecordService.DERIVED_ZONE,
                            Access.SYSTEM_USER,
                            Map.of(Schedule.FREQUENT, true)));
        }
        boolean gone = diff.changes().stream()
                .anyMatch(change -> change.action() == CatalogDiff.Action.REMOVE
                        && change.element().startsWith(Kinds.ESCALATIONS.name() + "/"));
        if (gone) {
            start(
                    access.systemActor(tenant, KIND),
                    Map.of(CLEAR, realm.catalog().version()));
        }
    }

    /**
     * Has what is due done now.
     *
     * @param at the moment by which it is due; null for when the job runs
     * @param rule key of the only rule that is meant; null for all
     * @return the job's id
     */
    String start(Actor actor, Instant at, String rule) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (at != null) {
            data.put(AT, at.toString());
        }
        if (rule != null) {
            data.put(RULE, rule);
        }
        return start(actor, data);
    }

    private String start(Actor actor, Map<String, Object> data) {
        String id = Jobs.nextId("job");
        jobs.draft(actor, id, KIND, data);
        jobs.start(actor.tenant(), id);
        return id;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Retry retry() {
        return new Retry(2, Duration.ofSeconds(10), Duration.ofMinutes(1));
    }

    @Override
    public void run(JobRun run) {
        Job job = run.job();
        String tenant = job.tenant();
        if (job.data().get(CLEAR) instanceof Number version) {
            Catalog catalog = catalogs.current(tenant, version.longValue());
            marks.keepOnly(
                    tenant,
                    catalog.elements(EscalationDefinition.class).values().stream()
                            .map(EscalationDefinition::id)
                            .collect(Collectors.toSet()));
            return;
        }
        Catalog catalog = catalogs.current(tenant);
        String only = job.text(RULE);
        List<Rule> rules = Rule.active(catalog).stream()
                .filter(rule -> only == null || rule.definition().key().equals(only))
                .toList();
        Instant at = job.text(AT) == null ? Instant.now() : Instant.parse(job.text(AT));
        Actor system = access.systemActor(tenant, KIND);
        var counts = new Escalator.Counts();
        RuntimeException failed = null;
        for (Rule rule : rules) {
            var inputs = new RecordInputs(records, system, catalog);
            try {
                new Escalator(records, marks, log, system, inputs, rule, at, counts)
                        .run(() -> run.checkpoint(now -> now.withProgress(-1, counts.looked, counts.told())));
            } catch (JobRun.JobStopped stopped) {
                throw stopped;
            } catch (RuntimeException failure) {
                // The other rules have nothing to do with it.
                LOG.error(
                        "Rule {} of tenant {} could not be followed",
                        rule.definition().key(),
                        tenant,
                        failure);
                failed = failure;
            }
        }
        if (counts.done + counts.refused > 0) {
            log.trim(tenant);
        }
        if (failed != null) {
            throw failed;
        }
    }
}
