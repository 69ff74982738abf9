package io.trellis.rules.script;

import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.rules.script.sandbox.Limits;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a run may ask of the platform, and what is left of it. Used by one thread. */
final class Budget {
    private static final Map<String, Long> USUAL =
            Map.of("queries", 50L, "rows", 5_000L, "writes", 200L, "httpCalls", 5L, "logLines", 200L);
    /** Jobs work through more. */
    private static final int JOB_FACTOR = 10;

    private final Map<String, Long> allowed;
    private final Map<String, Long> used = new HashMap<>();

    private Budget(Map<String, Long> allowed) {
        this.allowed = allowed;
    }

    static Budget of(ScriptDefinition script) {
        var allowed = new HashMap<>(USUAL);
        if (script.type() == ScriptDefinition.Type.JOB) {
            allowed.replaceAll((_, usual) -> usual * JOB_FACTOR);
        }
        allowed.putAll(script.limits());
        return new Budget(allowed);
    }

    /** @throws ScriptFailure LIMIT when that is too much */
    void take(String what, long more) {
        long now = used.merge(what, more, Long::sum);
        long most = allowed.get(what);
        if (now > most) {
            throw ScriptFailure.limit(what, most, now);
        }
    }

    /** Whether one more fits; counts it if so. */
    boolean tryTake(String what) {
        if (used.getOrDefault(what, 0L) >= allowed.get(what)) {
            return false;
        }
        used.merge(what, 1L, Long::sum);
        return true;
    }

    long left(String what) {
        return allowed.get(what) - used.getOrDefault(what, 0L);
    }

    /** What was used of what was allowed, in a fixed order. */
    List<Map<String, Object>> usage() {
        return USUAL.keySet().stream()
                .sorted()
                .map(limit -> usage(limit, allowed.get(limit), used.getOrDefault(limit, 0L)))
                .toList();
    }

    static Map<String, Object> usage(String limit, long allowed, long used) {
        return Map.of("limit", limit, "allowed", allowed, "used", used);
    }

    static Limits limits(ScriptDefinition script) {
        Limits usual = Limits.DEFAULT;
        int factor = script.type() == ScriptDefinition.Type.JOB ? JOB_FACTOR : 1;
        Map<String, Long> own = script.limits();
        return new Limits(
                own.getOrDefault("statements", usual.statements() * factor),
                own.getOrDefault("cpuMillis", usual.cpuMillis() * factor),
                own.getOrDefault("wallMillis", usual.wallMillis() * factor),
                own.getOrDefault("allocatedBytes", usual.allocatedBytes()));
    }
}
