package io.trellis.rules.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes that only seem to happen: told, seen by the run itself, and gone with it. Used by one thread. */
final class Trial {
    /**
     * @param action {@code create update delete}
     * @param values what would be written; empty for a delete
     * @param before what stood there in the run's eyes, of the same fields; empty for a new record
     */
    record Write(String action, String object, String id, Map<String, Object> values, Map<String, Object> before) {}

    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Map<String, Object>> records = new LinkedHashMap<>();

    List<Write> writes() {
        return writes;
    }

    Object seen(String object, String id, Supplier<Map<String, Object>> stored) {
        String key = object + "/" + id;
        return records.containsKey(key) ? records.get(key) : stored.get();
    }

    Map<String, Object> save(
            String object, String id, Map<String, Object> changes, Supplier<Map<String, Object>> stored) {
        String name = id == null ? "trial-" + (writes.size() + 1) : id;
        var record = new LinkedHashMap<String, Object>();
        if (id != null && seen(object, id, stored) instanceof Map<?, ?> before) {
            before.forEach((key, value) -> record.put(key.toString(), value));
        }
        writes.add(new Write(id == null ? "create" : "update", object, name, changes, of(record, changes)));
        record.put("id", name);
        record.putAll(changes);
        records.put(object + "/" + name, record);
        return record;
    }

    void remove(String object, String id) {
        writes.add(new Write("delete", object, id, Map.of(), Map.of()));
        records.put(object + "/" + id, null);
    }

    /** The fields of {@code record} that are also among {@code changes}. */
    static Map<String, Object> of(Map<String, Object> record, Map<String, Object> changes) {
        var some = new LinkedHashMap<String, Object>();
        changes.keySet().stream().filter(record::containsKey).forEach(name -> some.put(name, record.get(name)));
        return some;
    }
}
