package io.trellis.platform.search.index;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the index holds of one object, as noted in the index itself.
 *
 * @param serving answers questions; null before the first was built
 * @param building is being filled; null when none is
 */
record ObjectNote(Generation serving, Generation building) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, ObjectNote> READ = new ConcurrentHashMap<>();
    private static final int MOST_KEPT = 5_000;
    static final ObjectNote NOTHING = new ObjectNote(null, null);

    /** @param object the object's stable id */
    static String name(String tenant, String object) {
        return tenant + "/" + object;
    }

    static ObjectNote find(Map<String, String> notes, String name) {
        String text = notes.get(name);
        if (text == null) {
            return NOTHING;
        }
        if (READ.size() > MOST_KEPT) {
            READ.clear();
        }
        return READ.computeIfAbsent(text, json -> JSON.readValue(json, ObjectNote.class));
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    /** Those that records are written to. */
    @JsonIgnore
    List<Generation> generations() {
        List<Generation> all = new ArrayList<>(2);
        if (serving != null) {
            all.add(serving);
        }
        if (building != null) {
            all.add(building);
        }
        return all;
    }
}
