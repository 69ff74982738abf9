package io.trellis.rules.escalation;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordPage;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.SystemStore;
import io.trellis.rules.escalation.EscalationLog.Outcome;
import io.trellis.rules.escalation.EscalationLog.Reason;
import io.trellis.rules.input.RecordInputs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks over the records of one rule and does what is due. Used by one thread. */
final class Escalator {
    private static final Logger LOG = LoggerFactory.getLogger(Escalator.class);
    private static final int PAGE = 200;

    private final RecordService records;
    private final Marks marks;
    private final EscalationLog log;
    private final Actor system;
    private final RecordInputs inputs;
    private final Ladder ladder;
    private final Rule rule;
    private final Instant at;
    private final Counts counts;

    /** @param at the moment by which what is due is done */
    Escalator(
            RecordService records,
            Marks marks,
            EscalationLog log,
            Actor system,
            RecordInputs inputs,
            Rule rule,
            Instant at,
            Counts counts) {
        this.records = records;
        this.marks = marks;
        this.log = log;
        this.system = system;
        this.inputs = inputs;
        this.ladder = new Ladder(records, system);
        this.rule = rule;
        this.at = at;
        this.counts = counts;
    }

    /** What a run has done so far. Used by one thread. */
    static final class Counts {
        long looked;
        long done;
        long refused;
        long conflicts;

        Map<String, Long> told() {
            return Map.of("done", done, "refused", refused, "conflicts", conflicts);
        }
    }

    /** How an attempt ended. */
    private enum Attempt {
        DONE,
        REFUSED,
        /** Somebody else writes the record; the next run sees. */
        LATER
    }

    /** @param pause called after every page; what it throws ends the walk */
    void run(Runnable pause) {
        String filter = rule.filter(at);
        String after = null;
        do {
            RecordPage page = records.list(
                    system,
                    rule.object().name(),
                    new ListRequest(filter, null, List.of("id"), List.of(), 1, PAGE, false, after, false));
            Map<String, Marks.Kept> known = marks.of(
                    system.tenant(),
                    rule.definition().id(),
                    page.records().stream().map(RecordView::id).toList());
            for (RecordView record : page.records()) {
                counts.looked++;
                escalate(record, known.getOrDefault(record.id(), new Marks.Kept(null, 0)));
            }
            after = page.next();
            pause.run();
        } while (after != null);
    }

    private void escalate(RecordView found, Marks.Kept known) {
        RecordView record = found;
        Marks.Kept kept = known;
        int level = -1;
        while (true) {
            Optional<Instant> since = rule.since(record);
            if (since.isEmpty()) {
                return;
            }
            Mark mark = kept.mark() != null && kept.mark().holds(since.get()) ? kept.mark() : Mark.start(since.get());
            // Behind a level that was refused the next may be due; it is not left waiting for that one.
            level = Math.max(level, mark.next());
            if (level >= rule.levels().size() || !rule.due(level, mark.since(), at)) {
                return;
            }
            switch (attempt(record, new Marks.Kept(mark, kept.version()), level)) {
                case LATER -> {
                    counts.conflicts++;
                    return;
                }
                case REFUSED -> {
                    counts.refused++;
                    level++;
                    kept = marks.find(system.tenant(), rule.definition().id(), record.id());
                }
                case DONE -> {
                    counts.done++;
                    if (level + 1 >= rule.levels().size()) {
                        return;
                    }
                    Optional<RecordView> now =
                            records.find(system, rule.object().name(), record.id());
                    if (now.isEmpty() || !rule.holds(inputs.of(now.get(), at))) {
                        return;
                    }
                    record = now.get();
                    kept = marks.find(system.tenant(), rule.definition().id(), record.id());
                }
            }
        }
    }

    private Attempt attempt(RecordView record, Marks.Kept kept, int index) {
        String owner = record.system().owner();
        String to = null;
        Map<String, Object> set = Map.of();
        try {
            Level level = rule.levels().get(index);
            if (level.assign() != null) {
                Optional<String> person = ladder.find(level.assign(), record);
                if (person.isEmpty()) {
                    return refuse(record, kept, index, new Told(owner, null, set), List.of(nobody(level)));
                }
                to = person.get();
            }
            set = set(index, inputs.of(record, at));
            return write(record, kept, index, new Told(owner, to, set));
        } catch (ProblemException problem) {
            return switch (problem.kind()) {
                case CONFLICT, NOT_FOUND -> Attempt.LATER;
                // Nothing is wrong with the record: no other could be written either.
                case UNAVAILABLE -> throw problem;
                default -> refuse(record, kept, index, new Told(owner, to, set), Reason.of(problem));
            };
        } catch (RuntimeException unexpected) {
            String errorId = Long.toString(System.nanoTime(), 36);
            LOG.error(
                    "Error {}: {} could not be escalated by {}",
                    errorId,
                    record.id(),
                    rule.definition().key(),
                    unexpected);
            var reason = new ProblemException(Kind.INVALID, "UNEXPECTED", Map.of("errorId", errorId));
            return refuse(record, kept, index, new Told(owner, to, set), Reason.of(reason));
        }
    }

    /** @param to the new owner, or null */
    private record Told(String from, String to, Map<String, Object> set) {}

    private static Reason nobody(Level level) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("to", level.assign().to().word());
        params.put("user", level.assign().user());
        return Reason.of(new Problem("ESCALATION_NOBODY", "/owner", params));
    }

    private Map<String, Object> set(int index, EvaluationContext context) {
        Map<String, Object> values = rule.values(index, context);
        values.replaceAll((_, value) -> plain(value));
        return values;
    }

    /** As JSON has it, to be sent and to be told. */
    static Object plain(Object value) {
        return value instanceof java.time.temporal.Temporal time
                ? time instanceof LocalDate day ? day.toString() : time.toString()
                : value;
    }

    private Attempt write(RecordView record, Marks.Kept kept, int index, Told told) {
        Map<String, Object> changes = new LinkedHashMap<>(told.set());
        if (told.to() != null) {
            changes.put("owner", told.to());
        }
        var level = new Joining.Level(
                record.id(),
                record.version(),
                put -> documents(record, kept, index, told, Outcome.DONE, moved(kept, put)));
        Joining.during(
                level, () -> records.update(system, rule.object().name(), record.id(), changes, record.version()));
        if (level.joined()) {
            return Attempt.DONE;
        }
        boolean noted = marks.write(
                system.tenant(),
                documents(
                        record,
                        kept,
                        index,
                        told,
                        Outcome.UNCHANGED,
                        rule.since(record).orElseThrow()));
        return noted ? Attempt.DONE : Attempt.LATER;
    }

    /** What the field the hours are counted from holds after the rule's own write, where that moves it. */
    private Instant moved(Marks.Kept kept, Commit.Put put) {
        return rule.movesItself() ? put.system().updatedAt() : kept.mark().since();
    }

    private List<SystemStore.Put> documents(
            RecordView record, Marks.Kept kept, int index, Told told, Outcome outcome, Instant present) {
        return List.of(
                Marks.put(rule.definition().id(), record.id(), kept.mark().done(index, present), kept.version()),
                log.put(entry(record, kept, index, told, outcome, List.of())));
    }

    private EscalationLog.Entry entry(
            RecordView record, Marks.Kept kept, int index, Told told, Outcome outcome, List<Reason> problems) {
        Instant since = kept.mark().since();
        return new EscalationLog.Entry(
                Instant.now(),
                rule.definition().key(),
                rule.object().name(),
                record.id(),
                index + 1,
                outcome,
                since,
                rule.hours().between(since, at),
                told.from(),
                told.to(),
                told.set(),
                problems);
    }

    private Attempt refuse(RecordView record, Marks.Kept kept, int index, Told told, List<Reason> problems) {
        String reason = problems.stream()
                .map(problem -> problem.code().equals("UNEXPECTED") ? problem.code() : problem.toString())
                .toList()
                .toString();
        if (!Objects.equals(kept.mark().refused().get(index), reason)) {
            marks.write(
                    system.tenant(),
                    List.of(
                            Marks.put(
                                    rule.definition().id(),
                                    record.id(),
                                    kept.mark().refused(index, reason),
                                    kept.version()),
                            log.put(entry(record, kept, index, told, Outcome.REFUSED, problems))));
        }
        return Attempt.REFUSED;
    }
}
