package io.trellis.rules.assignment;

import java.util.List;

/**
 * What the rules say of one record.
 *
 * @param user id of who becomes the owner; null leaves the record with whoever makes it
 * @param rule key of the rule that decided; null for none
 * @param entry position of its entry, from 0; -1 for none
 * @param tried every rule and entry that was asked, in order
 */
record Chosen(String user, String rule, int entry, List<Tried> tried) {

    /**
     * @param entry -1 for the rule's own condition
     * @param outcome {@code notMet}, {@code nobody}, {@code chosen}, or {@code inTurn} where only a write would take the turn
     * @param candidates usernames, for roundRobin and fixed in their order, for leastLoad the least loaded first
     */
    record Tried(String rule, int entry, String outcome, String method, List<Candidate> candidates) {}

    /** @param load records that count; null where loads do not matter */
    record Candidate(String id, String username, Long load) {}
}
