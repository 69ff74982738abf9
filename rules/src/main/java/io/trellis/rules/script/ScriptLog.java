package io.trellis.rules.script;

import io.trellis.platform.access.Actor;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What runs of scripts had to say: their lines, errors with the place in the script, limits. Thread-safe. */
@Component
final class ScriptLog {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptLog.class);
    private static final String KIND = "script-log";
    /** Runs kept for a tenant. */
    static final int KEPT = 1_000;
    /** Room is made for so many at once. */
    private static final int SWEEP = 100;

    private static final int MOST_LINES = 200;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SystemStore store;
    private final AtomicLong last = new AtomicLong();
    private final Map<String, AtomicInteger> sinceSweep = new java.util.concurrent.ConcurrentHashMap<>();

    ScriptLog(RecordStore store) {
        this.store = store.system();
    }

    /** Never fails the work it is about. */
    void add(ScriptRunner.Start start, Actor actor, long millis, List<ScriptApi.Line> lines, ScriptFailure failure) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("at", Instant.now().toString());
        entry.put("script", start.script().name());
        entry.put("type", start.script().type().word());
        entry.put("user", start.starter().userId());
        entry.put("actor", actor.userId());
        entry.put("record", start.record());
        entry.put("millis", millis);
        entry.put("ok", failure == null);
        if (failure != null) {
            entry.put("failure", describe(failure));
        }
        entry.put(
                "lines",
                lines.stream()
                        .limit(MOST_LINES)
                        .map(line -> Map.of("level", line.level(), "text", line.text()))
                        .toList());
        write(start.realm().tenant(), entry);
    }

    static Map<String, Object> describe(ScriptFailure failure) {
        var told = new LinkedHashMap<String, Object>();
        told.put("kind", failure.kind().name());
        told.put("message", failure.getMessage());
        told.put("script", failure.script());
        told.put("line", failure.line());
        told.put("column", failure.column());
        if (failure.limit() != null) {
            told.put("limit", failure.limit());
            told.put("allowed", failure.allowed());
            told.put("used", failure.used());
        }
        return told;
    }

    private void write(String tenant, Map<String, Object> entry) {
        try {
            long key = last.updateAndGet(before -> Math.max(before + 1, System.currentTimeMillis() * 1000));
            store.write(
                    tenant,
                    List.of(new SystemStore.Put(KIND, "%019d".formatted(key), -1, JSON.writeValueAsBytes(entry))));
            AtomicInteger since = sinceSweep.computeIfAbsent(tenant, _ -> new AtomicInteger());
            if (since.incrementAndGet() % SWEEP == 0) {
                sweep(tenant);
            }
        } catch (RuntimeException full) {
            LOG.warn("A run of a script could not be written down", full);
        }
    }

    private void sweep(String tenant) {
        List<SystemStore.Document> all = store.range(tenant, KIND, "", null, true, KEPT + 10 * SWEEP);
        if (all.size() > KEPT) {
            store.write(
                    tenant,
                    all.subList(KEPT, all.size()).stream()
                            .map(old -> new SystemStore.Put(KIND, old.key(), -1, null))
                            .toList());
        }
    }

    /**
     * Some runs.
     *
     * @param next where the following page begins; null when there is none
     */
    record Page(List<Map<String, Object>> runs, String next) {}

    /**
     * The newest first.
     *
     * @param script only of this one; null for all
     * @param failed true for runs that failed, false for those that went well, null for all
     * @param before only runs older than this one; null for all
     */
    Page page(String tenant, String script, Boolean failed, String before, int size) {
        var found = new ArrayList<Map<String, Object>>();
        String end = before == null || before.isEmpty() ? null : before;
        String last = null;
        for (SystemStore.Document document : store.range(tenant, KIND, "", end, true, KEPT)) {
            @SuppressWarnings("unchecked")
            Map<String, Object> entry =
                    JSON.readValue(new String(document.json(), StandardCharsets.UTF_8), LinkedHashMap.class);
            if ((script == null || script.equals(entry.get("script")))
                    && (failed == null || !failed.equals(entry.get("ok")))) {
                if (found.size() == size) {
                    return new Page(found, last);
                }
                last = document.key();
                entry.put("id", last);
                found.add(entry);
            }
        }
        return new Page(found, null);
    }
}
