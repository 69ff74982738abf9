package io.trellis.rules.escalation;

import io.trellis.metadata.definition.EscalationDefinition;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Marks as documents, a rule's in the order of its records' ids. Thread-safe. */
@Component
final class Marks {
    private static final String KIND = "escalation-marks";
    private static final int CHUNK = 500;
    /** No rule's id has it. */
    private static final char SEPARATOR = '/';

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param version 0 where nothing is stored yet */
    record Kept(Mark mark, long version) {}

    private final SystemStore store;

    Marks(RecordStore store) {
        this.store = store.system();
    }

    Kept find(String tenant, String rule, String record) {
        return store.find(tenant, KIND, key(rule, record)).map(Marks::kept).orElseGet(() -> new Kept(null, 0));
    }

    /** Those of a page of records. */
    Map<String, Kept> of(String tenant, String rule, List<String> ids) {
        Map<String, Kept> found = new HashMap<>();
        int prefix = key(rule, "").length();
        store.findAll(tenant, KIND, ids.stream().map(id -> key(rule, id)).toList())
                .forEach(document -> found.put(document.key().substring(prefix), kept(document)));
        return found;
    }

    /** @return false when another writer was quicker */
    boolean write(String tenant, List<SystemStore.Put> puts) {
        return store.write(tenant, puts);
    }

    static SystemStore.Put put(String rule, String record, Mark mark, long expectedVersion) {
        return new SystemStore.Put(KIND, key(rule, record), expectedVersion, JSON.writeValueAsBytes(mark));
    }

    static SystemStore.Put remove(EscalationDefinition rule, String record) {
        return new SystemStore.Put(KIND, key(rule.id(), record), -1, null);
    }

    /** Forgets the marks of all rules but some. */
    void keepOnly(String tenant, Set<String> rules) {
        String from = "";
        while (true) {
            List<SystemStore.Document> next = store.range(tenant, KIND, from, null, false, CHUNK);
            if (next.isEmpty()) {
                return;
            }
            String rule = ruleOf(next.getFirst().key());
            if (rules.contains(rule)) {
                from = rule + (char) (SEPARATOR + 1);
                continue;
            }
            store.write(
                    tenant,
                    next.stream()
                            .map(SystemStore.Document::key)
                            .filter(key -> ruleOf(key).equals(rule))
                            .map(key -> new SystemStore.Put(KIND, key, -1, null))
                            .toList());
        }
    }

    private static String key(String rule, String record) {
        return rule + SEPARATOR + record;
    }

    private static String ruleOf(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    private static Kept kept(SystemStore.Document document) {
        return new Kept(JSON.readValue(document.json(), Mark.class), document.version());
    }
}
