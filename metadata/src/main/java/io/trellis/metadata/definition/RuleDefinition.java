package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conditional rule on the records of one object. Which of the components a rule uses depends on its type; the others are
 * null or empty.
 *
 * @param type what the rule does; null where the definition names none that exists
 * @param active an inactive rule is checked like any other but takes no part
 * @param order rules of an object with a lower number come first
 * @param on the writes it takes part in: {@code create}, {@code update}
 * @param when condition on the record; null for always
 * @param check VALIDATION: the condition that must hold
 * @param message VALIDATION, and instead of the standard text also REQUIRED, READ_ONLY, OPTIONS and FILTER
 * @param field VALIDATION: where the message is shown, or null for the record; DEFAULT, OPTIONS, FILTER: what the rule is about
 * @param fields VISIBLE, HIDDEN, REQUIRED, READ_ONLY: what the rule is about
 * @param value DEFAULT: a literal or an expression over the record
 * @param allow OPTIONS: the options that may be chosen while {@code when} holds
 * @param by OPTIONS: the field whose value selects a line of {@code matrix}
 * @param matrix OPTIONS: what may be chosen for each value of {@code by}; a value it does not list allows nothing
 * @param filter FILTER: condition on the record pointed to, in which {@code this.} leads to the pointing record
 */
public record RuleDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        Type type,
        boolean active,
        int order,
        List<String> on,
        String when,
        String check,
        LocalText message,
        String field,
        List<String> fields,
        MappingDefinition.Value value,
        List<String> allow,
        String by,
        Map<String, List<String>> matrix,
        String filter,
        String packageName)
        implements ObjectRule {
    public static final String CREATE = "create";
    public static final String UPDATE = "update";

    public RuleDefinition {
        on = List.copyOf(on);
        fields = List.copyOf(fields);
        allow = List.copyOf(allow);
        var lines = new LinkedHashMap<String, List<String>>();
        matrix.forEach((chosen, options) -> lines.put(chosen, List.copyOf(options)));
        matrix = Collections.unmodifiableMap(lines);
    }

    /** What a rule does. */
    public enum Type implements Worded {
        /** Refuses a record for which {@code check} does not hold. */
        VALIDATION("validation", List.of("check", "message"), List.of("field")),
        /** Shows fields only while the condition holds. */
        VISIBLE("visible", List.of("fields", "when"), List.of()),
        /** Hides fields while the condition holds. */
        HIDDEN("hidden", List.of("fields"), List.of()),
        /** Fields that must have a value while the condition holds. */
        REQUIRED("required", List.of("fields"), List.of("message")),
        /** Fields whose value a writer may not change while the condition holds. */
        READ_ONLY("readOnly", List.of("fields"), List.of("message")),
        /** The value of a field of a new record for which none was sent. */
        DEFAULT("default", List.of("field", "value"), List.of()),
        /** The options of a select that may be chosen. */
        OPTIONS("options", List.of("field"), List.of("allow", "by", "matrix", "message")),
        /** The records that a link may point to. */
        FILTER("filter", List.of("field", "filter"), List.of("message"));

        /** The keys that belong to some types only. */
        public static final List<String> OWN_KEYS =
                List.of("check", "message", "field", "fields", "value", "allow", "by", "matrix", "filter");

        private final String word;
        private final List<String> required;
        private final List<String> optional;

        Type(String word, List<String> required, List<String> optional) {
            this.word = word;
            this.required = required;
            this.optional = optional;
        }

        @Override
        public String word() {
            return word;
        }

        /** Keys a rule of the type must have. */
        public List<String> required() {
            return required;
        }

        /** Whether a key says anything to a rule of the type. */
        public boolean knows(String key) {
            return required.contains(key) || optional.contains(key);
        }
    }

    /** Whether the rule takes part in making new records. */
    public boolean onCreate() {
        return on.contains(CREATE);
    }

    /** Whether the rule takes part in changing records. */
    public boolean onUpdate() {
        return on.contains(UPDATE);
    }

    /** The fields the rule says something about. */
    public List<String> governed() {
        return field == null ? fields : List.of(field);
    }

    /** The keys, of those that belong to some types only, that the rule was written with. */
    public List<String> keys() {
        var keys = new java.util.ArrayList<String>();
        add(keys, "check", check != null);
        add(keys, "message", !message.isEmpty());
        add(keys, "field", field != null);
        add(keys, "fields", !fields.isEmpty());
        add(keys, "value", value != null);
        add(keys, "allow", !allow.isEmpty());
        add(keys, "by", by != null);
        add(keys, "matrix", !matrix.isEmpty());
        add(keys, "filter", filter != null);
        return keys;
    }

    private static void add(List<String> keys, String key, boolean there) {
        if (there) {
            keys.add(key);
        }
    }
}
