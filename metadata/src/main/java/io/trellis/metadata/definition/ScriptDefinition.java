package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A script in JavaScript. Which of the components it uses depends on its type; the others are null or empty.
 *
 * @param type what starts it; null where the definition names none that exists
 * @param active an inactive script is checked like any other but never runs
 * @param object TRIGGER, BUTTON: whose records it is about
 * @param when TRIGGER: {@link #BEFORE} the record is written, when it may set values and refuse, or {@link #AFTER} the commit
 * @param on TRIGGER: {@code create update delete restore}
 * @param condition TRIGGER, BUTTON: runs only for records for which it holds
 * @param order TRIGGER: a lower one runs first
 * @param schedule JOB: cron expression of six fields
 * @param zone JOB: in which the schedule is meant; null for Asia/Shanghai
 * @param methods ENDPOINT: HTTP methods it answers
 * @param roles BUTTON, ENDPOINT: who may start it; empty for everybody
 * @param runAs {@link #CALLER} or {@link #SYSTEM}
 * @param limits by name, instead of the usual ones
 * @param http hosts it may call
 * @param source the body of a function
 */
public record ScriptDefinition(
        String name,
        String id,
        LocalText label,
        Type type,
        boolean active,
        String object,
        String when,
        List<String> on,
        String condition,
        int order,
        String schedule,
        String zone,
        List<String> methods,
        List<String> roles,
        String runAs,
        Map<String, Long> limits,
        List<String> http,
        String source,
        String packageName)
        implements Definition {
    public static final String BEFORE = "before";
    public static final String AFTER = "after";
    public static final String CALLER = "caller";
    public static final String SYSTEM = "system";

    /** The limits there are, each with the most a definition may ask for. */
    public static final Map<String, Long> LIMITS = mostOfEach();

    public ScriptDefinition {
        on = List.copyOf(on);
        methods = List.copyOf(methods);
        roles = List.copyOf(roles);
        http = List.copyOf(http);
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }

    /** What starts a script. */
    public enum Type implements Worded {
        TRIGGER("trigger", List.of("object", "when", "on"), List.of("condition", "order")),
        BUTTON("button", List.of("object"), List.of("condition", "roles")),
        JOB("job", List.of("schedule"), List.of("zone")),
        ENDPOINT("endpoint", List.of(), List.of("methods", "roles")),
        /** What other scripts of the package share. */
        LIBRARY("library", List.of(), List.of()),
        /** Runs whenever a script of its package is to be published, and refuses that when an expectation fails. */
        TEST("test", List.of(), List.of());

        /** The keys that belong to some types only. */
        public static final List<String> OWN_KEYS =
                List.of("object", "when", "on", "condition", "order", "schedule", "zone", "methods", "roles");

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

        /** Keys a script of the type must have. */
        public List<String> required() {
            return required;
        }

        /** Whether a key says anything to a script of the type. */
        public boolean knows(String key) {
            return required.contains(key) || optional.contains(key);
        }
    }

    private static Map<String, Long> mostOfEach() {
        var most = new LinkedHashMap<String, Long>();
        most.put("statements", 50_000_000L);
        most.put("cpuMillis", 30_000L);
        most.put("wallMillis", 120_000L);
        most.put("allocatedBytes", 512L << 20);
        most.put("queries", 1_000L);
        most.put("rows", 100_000L);
        most.put("writes", 10_000L);
        most.put("httpCalls", 100L);
        most.put("logLines", 1_000L);
        return Collections.unmodifiableMap(most);
    }

    public boolean trigger(String moment) {
        return type == Type.TRIGGER && active && moment.equals(when);
    }

    public boolean system() {
        return SYSTEM.equals(runAs);
    }

    /** The keys, of those that belong to some types only, that the script was written with. */
    public List<String> keys() {
        var keys = new java.util.ArrayList<String>();
        add(keys, "object", object != null);
        add(keys, "when", when != null);
        add(keys, "on", !on.isEmpty());
        add(keys, "condition", condition != null);
        add(keys, "order", order != 0);
        add(keys, "schedule", schedule != null);
        add(keys, "zone", zone != null);
        add(keys, "methods", !methods.isEmpty());
        add(keys, "roles", !roles.isEmpty());
        return keys;
    }

    private static void add(List<String> keys, String key, boolean there) {
        if (there) {
            keys.add(key);
        }
    }
}
