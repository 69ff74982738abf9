package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of records that nobody has dealt with for too long: somebody else gets them, or fields get values, in levels.
 *
 * @param active an inactive rule is checked like any other but takes no part
 * @param order of several rules on one object the one with the lower number acts first
 * @param when condition on the record, such that a store can answer it; null for always
 * @param since field from whose time the hours are counted; a day counts from its midnight
 * @param businessHours null where every hour counts
 * @param levels by rising hours
 */
public record EscalationDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        boolean active,
        int order,
        String when,
        String since,
        BusinessHours businessHours,
        List<Level> levels,
        String packageName)
        implements ObjectRule {

    public EscalationDefinition {
        levels = List.copyOf(levels);
    }

    /** Who gets a record. */
    public enum To implements Worded {
        /** Whom the owner reports to. */
        SUPERIOR("superior"),
        /** Who is in charge of the owner's department, or of the one above where that is the owner. */
        DEPARTMENT_HEAD("departmentHead"),
        /** Somebody by name. */
        USER("user");

        private final String word;

        To(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * Only these hours of working days count, by the calendar of mainland China.
     *
     * @param opens {@code HH:mm}
     * @param closes {@code HH:mm}, later
     */
    public record BusinessHours(String opens, String closes) {}

    /** @param user username; null unless {@link To#USER} */
    public record Assign(To to, String user) {}

    /**
     * @param afterHours since the rule's field; more than 0 and more than those of the level before
     * @param assign who gets the record; null where its owner stays
     * @param set expressions by the name of the field they are for
     */
    public record Level(BigDecimal afterHours, Assign assign, Map<String, String> set) {
        public Level {
            set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        }
    }
}
