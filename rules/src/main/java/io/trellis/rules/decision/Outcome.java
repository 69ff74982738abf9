package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an evaluation came to.
 *
 * @param matched whether a row hit
 * @param results one for each row that counts, outputs by name; a single one for policies that choose, none where no row hit
 *     and the table says nothing else
 * @param problems why there is no result: rows that contradict the hit policy, values that are not allowed
 */
public record Outcome(boolean matched, List<Map<String, Object>> results, Trace trace, List<Problem> problems) {
    public Outcome {
        results = results.stream()
                .map(result -> Collections.unmodifiableMap(new LinkedHashMap<>(result)))
                .toList();
        problems = List.copyOf(problems);
    }

    public boolean ok() {
        return problems.isEmpty();
    }

    /** The outputs of a table that gives one result; nulls where there is none. */
    public Map<String, Object> outputs() {
        return results.isEmpty() ? Map.of() : results.getFirst();
    }

    /**
     * How it came to that.
     *
     * @param inputs in the table's order
     * @param failed for each row that was tested the first cell that did not fit, from 0, or -1 for a hit
     * @param hits the rows that hit, from 0, in the order in which they count
     */
    public record Trace(List<Object> inputs, int[] failed, List<Integer> hits) {
        public Trace {
            inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
            hits = List.copyOf(hits);
        }
    }
}
