package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/**
 * Who becomes the owner of an object's new records, where whoever makes one does not say.
 *
 * @param active an inactive rule is checked like any other but takes no part
 * @param order rules of an object with a lower number come first; the first that finds somebody decides
 * @param when condition on the record; null for always
 * @param entries asked in their order; the first whose condition holds and that has anybody decides
 */
public record AssignmentDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        boolean active,
        int order,
        String when,
        List<Entry> entries,
        String packageName)
        implements ObjectRule {

    public AssignmentDefinition {
        entries = List.copyOf(entries);
    }

    /** How one of several people is chosen. */
    public enum Method implements Worded {
        /** In turns. */
        ROUND_ROBIN("roundRobin"),
        /** Whoever owns the fewest records that {@code load} counts. */
        LEAST_LOAD("leastLoad"),
        /** The first that is there, in the order of the list. */
        FIXED("fixed");

        private final String word;

        Method(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * A territory and its people. Of users, role, department and people those that are given must all fit.
     *
     * @param name by which the turns of ROUND_ROBIN are remembered, whatever else becomes of the entry; null remembers them by what
     *     the entry says
     * @param label what people call it; may be empty
     * @param when condition on the record; null for always
     * @param users usernames; empty for anybody
     * @param role a role's name, or null
     * @param department a department's name, or null
     * @param people condition on the person's own record, such as what they can do or whether they are away; null for none
     * @param load LEAST_LOAD: condition on the object's records that count as load; null counts all
     */
    public record Entry(
            String name,
            LocalText label,
            String when,
            List<String> users,
            String role,
            String department,
            String people,
            Method method,
            String load) {
        public Entry {
            users = List.copyOf(users);
        }
    }
}
