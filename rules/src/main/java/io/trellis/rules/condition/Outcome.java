package io.trellis.rules.condition;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.RuleDefinition.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an object's rules say about one record. Used by one thread while it is being made, then only read.
 *
 * @param fields by name, only those that some rule says something about
 * @param violations in the order of the rules
 * @param trace every rule that takes part in this write, in the order of evaluation
 */
public record Outcome(Map<String, State> fields, List<Violation> violations, List<Traced> trace) {

    /** The one code of everything a rule refuses. */
    public static final String CODE = "RULE_VIOLATED";

    /** What rules say about one field. */
    public static final class State {
        boolean visible = true;
        boolean required;
        boolean readOnly;
        List<String> options;
        String filter;
        boolean defaulted;
        Object value;
        private final Map<String, List<String>> decided = new TreeMap<>();

        State() {}

        public boolean visible() {
            return visible;
        }

        /** Whether a rule demands a value; never while the field is hidden. */
        public boolean required() {
            return required && visible;
        }

        public boolean readOnly() {
            return readOnly;
        }

        /** What may be chosen; null for everything. */
        public List<String> options() {
            return options;
        }

        /** Which records may be linked, in the expression language over the target object; null for all. */
        public String filter() {
            return filter;
        }

        /** Whether a rule gave the field its value; only for new records. */
        public boolean defaulted() {
            return defaulted;
        }

        /** The value a rule gave; canonical, null also where {@link #defaulted} is false. */
        public Object value() {
            return value;
        }

        /** Keys of the rules behind each thing said, by {@code visible, required, readOnly, options, filter, default}. */
        public Map<String, List<String>> decided() {
            return decided;
        }

        void by(String what, String rule) {
            decided.merge(what, List.of(rule), (a, b) -> {
                var both = new java.util.ArrayList<>(a);
                both.addAll(b);
                return List.copyOf(both);
            });
        }
    }

    /**
     * A rule that forbids the record.
     *
     * @param rule key of the rule
     * @param field where it is shown; null for the record as a whole
     */
    public record Violation(String rule, Type type, String field, LocalText message) {
        /** As a problem of a write. */
        public Problem problem() {
            var params = new LinkedHashMap<String, Object>();
            params.put("rule", rule);
            params.put("type", type.word());
            params.put("message", message);
            return new Problem(CODE, field == null ? "" : "/" + field, params);
        }
    }

    /**
     * How one rule was evaluated.
     *
     * @param applies whether its condition holds
     * @param concerned whether the write touches anything the rule reads or governs; else it refuses nothing
     * @param holds what a validation's check or a filter gave; null for other rules
     * @param reads values by path as they were read
     */
    public record Traced(
            String rule, Type type, boolean applies, boolean concerned, Boolean holds, Map<String, Object> reads) {}
}
