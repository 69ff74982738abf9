package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;
import java.util.Map;

/**
 * When two records are taken to be the same customer, article or person, and what becomes of a write that would make a second.
 *
 * @param active an inactive rule is checked like any other but takes no part
 * @param order rules with a lower number are told first
 * @param when condition on the record that is written; null for always
 * @param reveal whether a writer is told the name and owner of a record that they may not read
 * @param message what a writer is told; empty for the platform's own sentence
 * @param match alternatives, of which one is enough
 * @param against objects whose records are compared; empty for the rule's own
 */
public record DuplicateRuleDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        boolean active,
        int order,
        String when,
        Action action,
        boolean reveal,
        LocalText message,
        List<Alternative> match,
        List<Against> against,
        String packageName)
        implements ObjectRule {

    public DuplicateRuleDefinition {
        match = List.copyOf(match);
        against = against.isEmpty() ? List.of(new Against(object, Map.of(), null)) : List.copyOf(against);
    }

    /** What becomes of a write that finds a likeness. */
    public enum Action implements Worded {
        /** Refused. */
        BLOCK("block"),
        /** People are asked first; what writes without people goes on. */
        WARN("warn");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** What of a value counts when it is compared. */
    public enum By implements Worded {
        /** All of it but blanks around it. */
        EXACT("exact"),
        /** Letters and digits, large or small, wide or narrow. */
        TEXT("text"),
        /** The number without country code of China, blanks and signs. */
        PHONE("phone"),
        /** Large and small letters alike. */
        EMAIL("email"),
        /** As TEXT, without legal forms, brackets and the words for province and city. */
        COMPANY("company");

        private final String word;

        By(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** @param all fields that must all be alike; where one has no value nothing is like it */
    public record Alternative(List<Part> all) {
        public Alternative {
            all = List.copyOf(all);
        }
    }

    /** @param field of the rule's object */
    public record Part(String field, By by) {}

    /**
     * @param fields which field there stands for which of the rule's object; one that is not named stands for itself
     * @param when condition that records there must meet; null for all that are live
     */
    public record Against(String object, Map<String, String> fields, String when) {
        public Against {
            fields = Map.copyOf(fields);
        }

        public String field(String ours) {
            return fields.getOrDefault(ours, ours);
        }
    }
}
