package io.trellis.rules.assignment;

import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.definition.AssignmentDefinition.Entry;
import io.trellis.metadata.definition.AssignmentDefinition.Method;
import io.trellis.metadata.expression.Predicate;
import java.util.List;
import java.util.Set;

/**
 * What the rules say of one record.
 *
 * @param rule the rule that decided; null leaves the record with whoever makes it
 * @param entry position of its entry, from 0; -1 for none
 * @param candidates the entry's people, the first of whom is chosen unless turns decide; empty for none
 * @param read what the conditions looked at that were asked, also of rules that did not decide
 * @param tried every rule and entry that was asked, in order
 */
record Chosen(
        AssignmentDefinition rule, int entry, List<Candidate> candidates, Set<Predicate.Path> read, List<Tried> tried) {

    /**
     * @param entry -1 for the rule's own condition
     * @param outcome {@code notMet}, {@code nobody}, {@code chosen}, or {@code inTurn} where a turn decides
     * @param candidates usernames, for roundRobin and fixed in their order, for leastLoad the least loaded first
     */
    record Tried(String rule, int entry, String outcome, String method, List<Candidate> candidates) {}

    /** @param load records that count; null where loads do not matter */
    record Candidate(String id, String username, Long load) {}

    boolean found() {
        return rule != null;
    }

    Entry by() {
        return rule.entries().get(entry);
    }

    boolean inTurn() {
        return found() && by().method() == Method.ROUND_ROBIN;
    }

    /** Id of who becomes the owner; null where nobody does, and where a turn decides. */
    String user() {
        return found() && !inTurn() ? candidates.getFirst().id() : null;
    }
}
