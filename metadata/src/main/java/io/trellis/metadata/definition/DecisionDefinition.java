package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A decision table: inputs on the left, outputs on the right, one rule a row.
 *
 * @param object whose records the inputs' expressions read; null for a table over parameters only
 * @param rows in the order that {@code first} and {@code ruleOrder} mean
 */
public record DecisionDefinition(
        String name,
        String id,
        LocalText label,
        String description,
        String object,
        List<Input> inputs,
        List<Output> outputs,
        HitPolicy hitPolicy,
        Aggregation aggregation,
        List<Row> rows,
        String packageName)
        implements Definition {
    public DecisionDefinition {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        rows = List.copyOf(rows);
    }

    /** How many rows may hit and which of them count; the words of DMN. */
    public enum HitPolicy {
        UNIQUE("unique", false),
        FIRST("first", false),
        PRIORITY("priority", false),
        ANY("any", false),
        COLLECT("collect", true),
        RULE_ORDER("ruleOrder", true),
        OUTPUT_ORDER("outputOrder", true);

        private final String word;
        private final boolean many;

        HitPolicy(String word, boolean many) {
            this.word = word;
            this.many = many;
        }

        /** As written in definitions. */
        public String word() {
            return word;
        }

        /** Whether several rows may count. */
        public boolean many() {
            return many;
        }
    }

    /** What {@code collect} makes of the rows that hit. */
    public enum Aggregation {
        LIST,
        SUM,
        MIN,
        MAX,
        COUNT;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What a table looks at.
     *
     * @param type one of {@link #TYPES}; null where the expression or the object's field of that name tells it
     * @param values the only texts possible; empty for any
     * @param expression over the object's record; null for the field of that name or, without an object, a parameter
     */
    public record Input(String name, LocalText label, String type, List<String> values, String expression) {
        public Input {
            values = List.copyOf(values);
        }
    }

    /**
     * What a table gives.
     *
     * @param values the only values possible, the most important first, which is the order of {@code priority} and
     *     {@code outputOrder}; empty for any
     * @param otherwise expression of the value where no row hits; null for none
     */
    public record Output(String name, LocalText label, String type, List<Object> values, String otherwise) {
        public Output {
            values = List.copyOf(values);
        }
    }

    /**
     * One rule.
     *
     * @param when a test for each input, in their order; {@code -} fits everything
     * @param then an expression for each output, in their order; null for no value
     */
    public record Row(List<String> when, List<String> then, String note) {
        public Row {
            when = List.copyOf(when);
            then = Collections.unmodifiableList(new ArrayList<>(then));
        }
    }

    /** The types of inputs and outputs; {@code list} is of texts. */
    public static final List<String> TYPES = List.of("number", "text", "boolean", "date", "datetime", "time", "list");
}
