package io.trellis.platform.publish;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Three-way merge of an element's documents: what the package brought last, what the tenant has made of it, what the package
 * brings now. Where only one side changed something, its change is taken; where both did, the tenant's stays and is reported.
 * Objects are merged key by key and field by field (by id), all else as a whole.
 */
final class Merge {
    private final List<String> conflicts;

    /** @param conflicts takes addresses */
    Merge(List<String> conflicts) {
        this.conflicts = conflicts;
    }

    Map<String, Object> object(
            String address, Map<String, Object> base, Map<String, Object> mine, Map<String, Object> theirs) {
        Set<String> keys = new LinkedHashSet<>(theirs.keySet());
        keys.addAll(mine.keySet());
        var merged = new LinkedHashMap<String, Object>();
        for (String key : keys) {
            Object value = key.equals("fields")
                    ? fields(address, base.get(key), mine.get(key), theirs.get(key))
                    : choose(address + "#" + key, base.get(key), mine.get(key), theirs.get(key));
            if (value != null) {
                merged.put(key, value);
            }
        }
        return merged;
    }

    private List<Object> fields(String address, Object base, Object mine, Object theirs) {
        Map<Object, Object> before = byId(base);
        Map<Object, Object> own = byId(mine);
        Map<Object, Object> fresh = byId(theirs);
        var ids = new LinkedHashSet<>(own.keySet());
        ids.addAll(fresh.keySet());
        var merged = new ArrayList<>();
        for (Object id : ids) {
            Object any = own.getOrDefault(id, fresh.get(id));
            String place = address + "/fields/" + ((Map<?, ?>) any).get("name");
            Object field = choose(place, before.get(id), own.get(id), fresh.get(id));
            if (field != null) {
                merged.add(field);
            }
        }
        return merged;
    }

    /** Null stands for "not there". */
    <T> T choose(String place, T base, T mine, T theirs) {
        if (Objects.equals(mine, theirs) || Objects.equals(base, theirs)) {
            return mine;
        }
        if (Objects.equals(base, mine)) {
            return theirs;
        }
        conflicts.add(place);
        return mine;
    }

    private static Map<Object, Object> byId(Object fields) {
        var byId = new LinkedHashMap<Object, Object>();
        if (fields instanceof List<?> list) {
            list.forEach(field -> byId.put(((Map<?, ?>) field).get("id"), field));
        }
        return byId;
    }
}
