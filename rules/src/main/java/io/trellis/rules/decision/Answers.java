package io.trellis.rules.decision;

import io.trellis.metadata.decision.Table;
import io.trellis.platform.problem.ProblemTexts;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Outcomes as they are answered over HTTP: JSON-like values, texts in the reader's language, rows counted from 1. */
final class Answers {
    private Answers() {}

    /**
     * @param version of the catalog the table is part of; null for a table that isn't published
     * @return {@code decision, version, matched, outputs, results, problems, trace}
     */
    static Map<String, Object> of(Table table, Long version, Outcome outcome, String locale) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("decision", table.definition().name());
        answer.put("version", version);
        answer.put("matched", outcome.matched());
        answer.put("outputs", outcome.results().isEmpty() ? null : json(outcome.outputs()));
        answer.put("results", outcome.results().stream().map(Answers::json).toList());
        answer.put("problems", ProblemTexts.describe(outcome.problems(), locale));
        answer.put("trace", trace(table, outcome.trace()));
        return answer;
    }

    private static Map<String, Object> trace(Table table, Outcome.Trace trace) {
        var inputs = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < table.inputs().size(); i++) {
            var input = new LinkedHashMap<String, Object>();
            input.put("name", table.inputs().get(i).name());
            input.put("value", json(trace.inputs().get(i)));
            inputs.add(input);
        }
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < trace.failed().length; i++) {
            int failed = trace.failed()[i];
            var row = new LinkedHashMap<String, Object>();
            row.put("row", i + 1);
            row.put("hit", failed < 0);
            if (failed >= 0) {
                row.put("input", table.inputs().get(failed).name());
                row.put("cell", table.definition().rows().get(i).when().get(failed));
            }
            rows.add(row);
        }
        var written = new LinkedHashMap<String, Object>();
        written.put("hitPolicy", table.definition().hitPolicy().word());
        written.put("inputs", inputs);
        written.put("rows", rows);
        written.put("hits", trace.hits().stream().map(row -> row + 1).toList());
        return written;
    }

    /** Outputs as plain values: moments as texts, numbers without needless digits. */
    static Map<String, Object> json(Map<String, Object> values) {
        var written = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> written.put(name, json(value)));
        return written;
    }

    private static Object json(Object value) {
        return switch (value) {
            case BigDecimal number -> plain(number);
            case Temporal moment -> moment.toString();
            case null, default -> value;
        };
    }

    /** 1E+3 is 1000, and 0.10 is 0.1: the digits are the value's, not those of how it came about. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /** Problems of a table with their texts. */
    static Map<String, Object> check(
            List<io.trellis.metadata.Problem> problems, List<io.trellis.metadata.Problem> warnings, String locale) {
        return Map.of(
                "problems", ProblemTexts.describe(problems, locale),
                "warnings", ProblemTexts.describe(warnings, locale));
    }
}
