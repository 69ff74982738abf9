package io.trellis.platform.record;

import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record's entry under a key that several records may have: one document of the platform for each key, with the ids of those that
 * have it. It is written in the record's commit, and only over the version that was seen, so of two that claim one key at the same
 * time the second is tried again and finds the first.
 *
 * @param kind of the document
 * @param version of the document that was seen; 0 for none
 * @param others ids found in it that are to stay, in order
 * @param id what is added; null only makes sure that nobody else adds anything in between
 */
public record KeyClaim(String kind, String key, long version, List<String> others, String id) {
    public KeyClaim {
        others = List.copyOf(others);
    }

    /** What is kept under a key; the ids in the order in which they came. */
    public static List<String> read(SystemStore.Document document) {
        String[] ids = JsonMapper.shared().readValue(document.json(), String[].class);
        return List.of(ids);
    }

    public static byte[] write(Set<String> ids) {
        return JsonMapper.shared().writeValueAsBytes(ids);
    }

    private record Slot(String kind, String key) {}

    /** One document for each key, whoever of those that are committed together claims it. */
    static List<SystemStore.Put> documents(List<KeyClaim> claims) {
        Map<Slot, List<KeyClaim>> slots = new LinkedHashMap<>();
        for (KeyClaim claim : claims) {
            slots.computeIfAbsent(new Slot(claim.kind, claim.key), _ -> new ArrayList<>())
                    .add(claim);
        }
        List<SystemStore.Put> puts = new ArrayList<>(slots.size());
        slots.forEach((slot, all) -> {
            Set<String> ids = new LinkedHashSet<>();
            all.forEach(claim -> ids.addAll(claim.others));
            all.stream().filter(claim -> claim.id != null).forEach(claim -> ids.add(claim.id));
            puts.add(new SystemStore.Put(slot.kind, slot.key, all.getFirst().version, write(ids)));
        });
        return puts;
    }
}
