package io.trellis.platform.search.index;

import java.util.Set;

/** How a field and its value become a term. */
final class Terms {
    /** System fields that have terms on every object. */
    static final Set<String> SYSTEM = Set.of("owner", "department", "createdBy", "recordType");

    private static final int LONGEST = 200;

    private Terms() {}

    static String field(char key) {
        return "~" + key;
    }

    static String present(String field) {
        return field;
    }

    static String equal(String field, String value) {
        return field + "=" + value;
    }

    /** Longer texts have no term; whoever asks for one must ask the store. */
    static boolean fits(String value) {
        return value.length() <= LONGEST;
    }

    /** Whether a value that is asked for may be one that has a term. */
    static boolean asked(Object value) {
        return value instanceof Boolean || value instanceof String text && fits(text);
    }
}
