package io.trellis.platform.jobs;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.audit.AuditAction;
import io.trellis.platform.audit.AuditEvent;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.record.RecordService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * All kinds of jobs, as administrators see them: those of their own tenant, without what is in them. Who runs the installation sees
 * what waits or runs in any tenant, and the chores.
 */
@Component
final class JobsAdmin {
    private static final String PERMISSION = "manageMetadata";
    private static final int MOST = 500;

    private final Jobs jobs;
    private final Schedules schedules;
    private final Access access;
    private final RecordService records;
    private final Leases leases;
    private final Audit audit;

    JobsAdmin(Jobs jobs, Schedules schedules, Access access, RecordService records, Leases leases, Audit audit) {
        this.audit = audit;
        this.jobs = jobs;
        this.schedules = schedules;
        this.access = access;
        this.records = records;
        this.leases = leases;
    }

    /**
     * @param state {@code draft queued running done failed cancelled}
     * @param owner who started it
     * @param ownerName their name, where the reader may know it
     * @param total steps in all; -1 while unknown
     * @param failures how often it failed and was put back
     * @param nextAttemptAt when it is tried again, where it has failed
     * @param message why it failed, in the reader's language
     */
    record JobView(
            String id,
            String kind,
            String state,
            String owner,
            String ownerName,
            long total,
            long processed,
            Map<String, Long> counts,
            int failures,
            Instant createdAt,
            Instant startedAt,
            Instant finishedAt,
            Instant nextAttemptAt,
            boolean cancelRequested,
            String code,
            String message) {
        static JobView of(Job job, String ownerName, String locale) {
            Job.Failure problem = job.problem();
            return new JobView(
                    job.id(),
                    job.kind(),
                    stateOf(job),
                    job.owner(),
                    ownerName,
                    job.total(),
                    job.processed(),
                    job.counts(),
                    job.failures(),
                    job.createdAt(),
                    job.startedAt(),
                    job.finishedAt(),
                    job.notBefore(),
                    job.cancelRequested(),
                    problem == null ? null : problem.code(),
                    problem == null ? null : ProblemTexts.text(problem.code(), locale, problem.params()));
        }
    }

    private static String stateOf(Job job) {
        return job.state().name().toLowerCase(Locale.ROOT);
    }

    /** @param next cursor of the page after this one, or null on the last */
    record Page(List<JobView> jobs, List<String> kinds, String next) {}

    /** @throws ProblemException FORBIDDEN, INVALID_PARAMETER */
    Page list(Actor actor, String kind, String state, String after, int size) {
        access.requireSystem(actor, PERMISSION);
        if (size < 1 || size > MOST) {
            throw invalid("size", "1–" + MOST);
        }
        if (state != null && !states().contains(state)) {
            throw invalid("state", String.join(", ", states()));
        }
        List<Job> all = jobs.list(actor.tenant());
        List<Job> page = new ArrayList<>();
        boolean begun = after == null || after.isEmpty();
        for (Job job : all) {
            if (begun
                    && (kind == null || kind.isEmpty() || job.kind().equals(kind))
                    && (state == null || stateOf(job).equals(state))
                    && page.size() <= size) {
                page.add(job);
            }
            begun |= job.id().equals(after);
        }
        String next = page.size() > size ? page.get(size - 1).id() : null;
        return new Page(
                views(actor, next == null ? page : page.subList(0, size)),
                all.stream().map(Job::kind).distinct().sorted().toList(),
                next);
    }

    private static List<String> states() {
        return Arrays.stream(Job.State.values())
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                Kind.MALFORMED, "INVALID_PARAMETER", Map.of("parameter", parameter, "expected", expected));
    }

    private List<JobView> views(Actor actor, List<Job> page) {
        Set<String> owners = new HashSet<>();
        page.forEach(job -> owners.add(job.owner()));
        owners.remove(Access.SYSTEM_USER);
        Map<String, String> names = owners.isEmpty() ? Map.of() : records.names(actor, owners);
        return page.stream()
                .map(job -> JobView.of(job, names.get(job.owner()), actor.locale()))
                .toList();
    }

    /** @throws ProblemException FORBIDDEN, NOT_FOUND */
    JobView cancel(Actor actor, String id) {
        access.requireSystem(actor, PERMISSION);
        note(actor, AuditAction.JOB_CANCELLED, id);
        return views(actor, List.of(jobs.cancel(actor.tenant(), id))).getFirst();
    }

    private void note(Actor actor, AuditAction action, String id) {
        Job job = jobs.find(actor.tenant(), id).orElseThrow(() -> ProblemException.notFound("job", id));
        audit.write(
                actor.tenant(),
                AuditEvent.of(action, actor.userId(), actor.name())
                        .about(null, id)
                        .with(Map.of("kind", job.kind())));
    }

    /** @throws ProblemException FORBIDDEN, NOT_FOUND; CONFLICT when it has not failed */
    JobView retry(Actor actor, String id) {
        access.requireSystem(actor, PERMISSION);
        note(actor, AuditAction.JOB_RETRIED, id);
        return views(actor, List.of(jobs.retry(actor.tenant(), id))).getFirst();
    }

    /**
     * @param installation a chore of the installation's own
     * @param lastState how the job that came of it last stands, or null
     * @param message why that failed
     */
    record ScheduleView(
            String name,
            String kind,
            String cron,
            String zone,
            boolean installation,
            Instant nextAt,
            Instant lastAt,
            String lastState,
            String message) {}

    record ScheduleViews(List<ScheduleView> schedules) {}

    /** @throws ProblemException FORBIDDEN */
    ScheduleViews schedules(Actor actor) {
        access.requireSystem(actor, PERMISSION);
        List<ScheduleView> views = new ArrayList<>(schedules(actor.tenant(), actor.locale()));
        views.addAll(schedules(ChoreRunner.INSTALLATION, actor.locale()));
        return new ScheduleViews(views);
    }

    private List<ScheduleView> schedules(String tenant, String locale) {
        return schedules.list(tenant).stream()
                .map(planned -> {
                    Optional<JobView> last = Optional.ofNullable(planned.lastJob())
                            .flatMap(id -> jobs.find(tenant, id))
                            .map(job -> JobView.of(job, null, locale));
                    return new ScheduleView(
                            planned.schedule().name(),
                            planned.schedule().kind(),
                            planned.schedule().cron(),
                            planned.schedule().zone().getId(),
                            tenant.equals(ChoreRunner.INSTALLATION),
                            planned.next(),
                            planned.last(),
                            last.map(JobView::state).orElse(null),
                            last.map(JobView::message).orElse(null));
                })
                .toList();
    }

    /** @param node that runs it, while it lives */
    record InstalledJob(String tenant, String node, JobView job) {}

    record Installation(List<InstalledJob> jobs, List<ScheduleView> chores) {}

    /** What waits or runs, over all tenants. */
    Installation installation(String locale) {
        Map<String, String> nodes = new HashMap<>();
        leases.nodes().forEach(node -> nodes.put(node.id(), node.name()));
        return new Installation(
                jobs.store().queue().stream()
                        .flatMap(entry -> jobs.find(entry.tenant(), entry.id()).stream())
                        .map(job -> new InstalledJob(
                                job.tenant(),
                                job.worker() == null ? null : nodes.get(job.worker()),
                                JobView.of(job, null, locale)))
                        .toList(),
                schedules(ChoreRunner.INSTALLATION, locale));
    }
}
