package io.trellis.rules.escalation;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.EscalationDefinition.Level;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.SystemStore;
import io.trellis.rules.escalation.EscalationLog.Outcome;
import io.trellis.rules.escalation.EscalationLog.Reason;
import io.trellis.rules.input.RecordInputs;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does levels of one rule to records, and notes what came of it. Used by one thread. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final RecordService records;
    private final Marks marks;
    private final EscalationLog log;
    private final Actor system;
    private final RecordInputs inputs;
    private final Ladder ladder;
    private final Rule rule;
    private final Instant at;

    Attempts(
            RecordService records,
            Marks marks,
            EscalationLog log,
            Actor system,
            RecordInputs inputs,
            Rule rule,
            Instant at) {
        this.records = records;
        this.marks = marks;
        this.log = log;
        this.system = system;
        this.inputs = inputs;
        this.ladder = new Ladder(records, system);
        this.rule = rule;
        this.at = at;
    }

    /** How an attempt ended. */
    enum Result {
        DONE,
        REFUSED,
        /** Somebody else writes the record; the next run sees. */
        LATER
    }

    /** @param to the new owner, or null */
    private record Told(String from, String to, Map<String, Object> set) {}

    /** @param kept a mark about the value the record's time has now, and the version it is stored at */
    Result at(int index, RecordView record, Marks.Kept kept) {
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
                case CONFLICT, NOT_FOUND -> Result.LATER;
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

    private static Reason nobody(Level level) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("what", level.assign().to().word());
        params.put("user", level.assign().user());
        return Reason.of(new Problem("ESCALATION_NOBODY", "/owner", params));
    }

    private Map<String, Object> set(int index, EvaluationContext context) {
        Map<String, Object> values = rule.values(index, context);
        values.replaceAll((_, value) -> Rule.plain(value));
        return values;
    }

    private Result write(RecordView record, Marks.Kept kept, int index, Told told) {
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
            return Result.DONE;
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
        return noted ? Result.DONE : Result.LATER;
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

    private Result refuse(RecordView record, Marks.Kept kept, int index, Told told, List<Reason> problems) {
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
        return Result.REFUSED;
    }
}
