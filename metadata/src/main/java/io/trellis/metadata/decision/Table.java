package io.trellis.metadata.decision;

import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A decision table, read and checked: everything in it can be compiled. Immutable. */
public record Table(DecisionDefinition definition, List<Input> inputs, List<Output> outputs, List<Row> rows) {
    public Table {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        rows = List.copyOf(rows);
    }

    /** @param expression over the object's record; empty for a parameter */
    public record Input(String name, Type type, Optional<Checked> expression) {}

    /**
     * @param order the values possible, the most important first; empty for any
     * @param otherwise what the output is where no row hits
     */
    public record Output(String name, Type type, List<Object> order, Optional<Checked> otherwise) {
        public Output {
            order = List.copyOf(order);
        }
    }

    /** @param then null for an output without a value */
    public record Row(List<Cell> when, List<Checked> then) {
        public Row {
            when = List.copyOf(when);
            then = Collections.unmodifiableList(new ArrayList<>(then));
        }
    }
}
