package io.trellis.rules.escalation;

import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordPage;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.rules.input.RecordInputs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks over the records of one rule and does what is due. Used by one thread. */
final class Escalator {
    private static final int PAGE = 200;
    private static final Marks.Kept NOTHING = new Marks.Kept(null, 0);

    private final RecordService records;
    private final Marks marks;
    private final Actor system;
    private final RecordInputs inputs;
    private final Rule rule;
    private final Instant at;
    private final Counts counts;
    private final Attempts attempts;

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
        this.system = system;
        this.inputs = inputs;
        this.rule = rule;
        this.at = at;
        this.counts = counts;
        this.attempts = new Attempts(records, marks, log, system, inputs, rule, at);
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

    /** @param pause called after every page; what it throws ends the walk */
    void run(Runnable pause) {
        String filter = rule.filter(at);
        String after = null;
        do {
            // Most are done with or wait for the next level, so at first only the time is read.
            RecordPage page = records.list(
                    system,
                    rule.object().name(),
                    new ListRequest(
                            filter,
                            null,
                            List.of("id"),
                            List.of(rule.definition().since()),
                            1,
                            PAGE,
                            false,
                            after,
                            false));
            Map<String, Marks.Kept> known = marks.of(
                    system.tenant(),
                    rule.definition().id(),
                    page.records().stream().map(RecordView::id).toList());
            counts.looked += page.records().size();
            List<String> due = page.records().stream()
                    .filter(record -> due(record, known.get(record.id())))
                    .map(RecordView::id)
                    .toList();
            if (!due.isEmpty()) {
                for (RecordView record : records.findAll(system, rule.object().name(), due, List.of())) {
                    escalate(record, known.getOrDefault(record.id(), NOTHING));
                }
            }
            after = page.next();
            pause.run();
        } while (after != null);
    }

    private boolean due(RecordView record, Marks.Kept kept) {
        return rule.since(record)
                .map(since -> mark(kept == null ? NOTHING : kept, since))
                .filter(mark -> mark.next() < rule.levels().size() && rule.due(mark.next(), mark.since(), at))
                .isPresent();
    }

    private static Mark mark(Marks.Kept kept, Instant since) {
        return kept.mark() != null && kept.mark().holds(since) ? kept.mark() : Mark.start(since);
    }

    private void escalate(RecordView found, Marks.Kept known) {
        RecordView record = found;
        Marks.Kept kept = known;
        int level = -1;
        while (true) {
            // It may have changed since it was found, by others or by the level before.
            Optional<Instant> since = rule.since(record);
            if (since.isEmpty() || !rule.holds(inputs.of(record, at))) {
                return;
            }
            Mark mark = mark(kept, since.get());
            // Behind a level that was refused the next may be due; it is not left waiting for that one.
            level = Math.max(level, mark.next());
            if (level >= rule.levels().size() || !rule.due(level, mark.since(), at)) {
                return;
            }
            switch (attempts.at(level, record, new Marks.Kept(mark, kept.version()))) {
                case DONE -> counts.done++;
                case REFUSED -> counts.refused++;
                case LATER -> {
                    counts.conflicts++;
                    return;
                }
            }
            level++;
            if (level >= rule.levels().size()) {
                return;
            }
            Optional<RecordView> now = records.find(system, rule.object().name(), record.id());
            if (now.isEmpty()) {
                return;
            }
            record = now.get();
            kept = marks.find(system.tenant(), rule.definition().id(), record.id());
        }
    }
}
