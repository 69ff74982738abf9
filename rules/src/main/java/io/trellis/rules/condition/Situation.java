package io.trellis.rules.condition;

import io.trellis.metadata.expression.EvaluationContext;
import java.util.Optional;

/** A record in the middle of being written or filled in, as rules look at it. Values are those expressions work with. */
public interface Situation {
    /** Whether the record is a new one. */
    boolean creating();

    /** The record as it is to be, with paths through links. */
    EvaluationContext context();

    /** The record as stored; empty for a new one. */
    Optional<EvaluationContext> before();

    /** Whether the writer gave the field a value, be it an empty one. */
    boolean sent(String field);

    /** Whether the value differs from the stored one; for a new record, whether there is one. */
    boolean changed(String field);

    /** Whether formulas must be computed from the other values, because nobody has done so yet. */
    default boolean live() {
        return false;
    }

    /** Whether metadata, such as a mapping, gives the value and not a person: rules lock fields for people. */
    default boolean declared(String field) {
        return false;
    }
}
