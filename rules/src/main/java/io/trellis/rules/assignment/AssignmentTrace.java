package io.trellis.rules.assignment;

import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.platform.record.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a record went to somebody, as it is kept with the record. */
final class AssignmentTrace {
    /** Candidates that are kept of a decision, those closest to being chosen; a department may have hundreds. */
    private static final int MOST = 20;

    private AssignmentTrace() {}

    static Decision decision(Chosen chosen, String user) {
        Entry entry = chosen.by();
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("entry", chosen.entry());
        how.put("label", entry.label().byLocale());
        how.put("method", entry.method().word());
        how.put("candidates", chosen.candidates().size());
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("candidates", candidates(chosen, user));
        inner.put("tried", chosen.tried().stream().map(AssignmentTrace::tried).toList());
        return new Decision(
                "assignments/" + chosen.rule().key(),
                chosen.rule().label(),
                Map.of("owner", user),
                chosen.read(),
                how,
                inner);
    }

    private static List<Map<String, Object>> candidates(Chosen chosen, String user) {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Chosen.Candidate candidate : chosen.candidates()) {
            if (kept.size() < MOST || candidate.id().equals(user)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("username", candidate.username());
                one.put("load", candidate.load());
                kept.add(one);
            }
        }
        return kept;
    }

    private static Map<String, Object> tried(Chosen.Tried tried) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("rule", tried.rule());
        one.put("entry", tried.entry() < 0 ? null : tried.entry());
        one.put("outcome", tried.outcome());
        return one;
    }
}
