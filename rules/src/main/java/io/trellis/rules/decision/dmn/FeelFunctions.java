package io.trellis.rules.decision.dmn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Functions that FEEL and the expression language both have, with the same arguments in the same order. */
final class FeelFunctions {
    private static final Map<String, String> OURS = new LinkedHashMap<>();
    private static final Map<String, String> FEEL = new LinkedHashMap<>();

    static {
        both("string length", "LEN");
        both("upper case", "UPPER");
        both("lower case", "LOWER");
        both("starts with", "STARTSWITH");
        both("ends with", "ENDSWITH");
        both("contains", "CONTAINS");
        both("substring", "MID");
        both("abs", "ABS");
        both("floor", "FLOOR");
        both("ceiling", "CEILING");
        both("round half up", "ROUND");
        both("round up", "ROUNDUP");
        both("round down", "ROUNDDOWN");
        both("modulo", "MOD");
        both("sqrt", "SQRT");
        both("min", "MIN");
        both("max", "MAX");
        both("sum", "SUM");
        both("today", "TODAY");
        both("now", "NOW");
        both("string", "TEXT");
        both("number", "VALUE");
    }

    private FeelFunctions() {}

    private static void both(String feel, String ours) {
        OURS.put(feel, ours);
        FEEL.put(ours, feel);
    }

    static Iterable<String> names() {
        return OURS.keySet();
    }

    static Optional<String> ours(String feel) {
        return Optional.ofNullable(OURS.get(feel));
    }

    static Optional<String> feel(String ours) {
        return Optional.ofNullable(FEEL.get(ours.toUpperCase(java.util.Locale.ROOT)));
    }
}
