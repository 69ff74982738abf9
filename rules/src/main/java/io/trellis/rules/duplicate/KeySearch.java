package io.trellis.rules.duplicate;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.record.KeyClaim;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands under some keys, read for all of them at once. A document may name records that have another value by now, or are gone:
 * only the records themselves tell. Used by one thread.
 */
final class KeySearch {
    /** Ids kept under one key. Where more records are alike, the newest are named. */
    static final int MOST = 200;

    private static final int CHUNK = 500;

    private final RecordStore store;
    private final Realm realm;
    private final EvaluationContext asker;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<DuplicateBook.Way, Map<String, Boolean>> filtered = new HashMap<>();

    /**
     * @param version of the document; 0 for none
     * @param ids of records that stand in it
     * @param live those of them that are live and have the key
     * @param kept those that have the key, live or in the recycle bin
     */
    private record Slot(long version, List<String> ids, Map<String, StoredRecord> live, Set<String> kept) {}

    /** @param asker gives conditions the moment and the person */
    KeySearch(RecordStore store, Realm realm, EvaluationContext asker) {
        this.store = store;
        this.realm = realm;
        this.asker = asker;
    }

    /** Reads what stands under some keys. */
    void read(Map<String, MatchIndex> keys) {
        List<String> all = List.copyOf(keys.keySet());
        Map<CatalogObject, Set<String>> wanted = new LinkedHashMap<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<String> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            for (SystemStore.Document document : store.system().findAll(realm.tenant(), MatchIndex.KEYS, some)) {
                List<String> ids = KeyClaim.read(document);
                slots.put(
                        document.key(),
                        new Slot(document.version(), ids, new LinkedHashMap<>(), new LinkedHashSet<>()));
                wanted.computeIfAbsent(object(keys.get(document.key())), _ -> new LinkedHashSet<>())
                        .addAll(ids);
            }
        }
        Map<String, StoredRecord> records = load(wanted);
        slots.forEach((key, slot) -> {
            MatchIndex index = keys.get(key);
            if (index == null) {
                return;
            }
            CatalogObject object = object(index);
            for (String id : slot.ids()) {
                StoredRecord record = records.get(id);
                if (record != null && key.equals(key(index, object, record))) {
                    slot.kept().add(id);
                    if (!record.system().deleted()) {
                        slot.live().put(id, record);
                    }
                }
            }
        });
    }

    private CatalogObject object(MatchIndex index) {
        return realm.catalog().getObject(index.object());
    }

    static String key(MatchIndex index, CatalogObject object, StoredRecord record) {
        Map<String, Object> values = RecordDocument.decode(object, record.doc());
        return index.key(values::get);
    }

    private Map<String, StoredRecord> load(Map<CatalogObject, Set<String>> wanted) {
        Map<String, StoredRecord> records = new HashMap<>();
        wanted.forEach((object, ids) -> {
            List<String> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += CHUNK) {
                store.findAll(realm, object.name(), all.subList(from, Math.min(all.size(), from + CHUNK)))
                        .forEach(record -> records.put(record.id(), record));
            }
        });
        return records;
    }

    /** Ids of live records that stand under a key and meet the way's condition, the newest first. */
    List<String> live(Subject.Asked asked) {
        Slot slot = slots.get(asked.key());
        if (slot == null || slot.live().isEmpty()) {
            return List.of();
        }
        Collection<String> ids = slot.live().keySet();
        if (asked.way().filter() == null) {
            return new ArrayList<>(ids).reversed();
        }
        Map<String, Boolean> known = filtered.computeIfAbsent(asked.way(), _ -> new HashMap<>());
        List<Object> unknown = new ArrayList<>();
        ids.stream().filter(id -> !known.containsKey(id)).forEach(unknown::add);
        if (!unknown.isEmpty()) {
            Predicate condition = Predicate.and(List.of(
                    new Predicate.In(Predicate.Path.of("id"), unknown),
                    asked.way().filter().pushdown(asker).get()));
            Set<String> fitting = new HashSet<>();
            store.list(realm, asked.way().index().object(), RecordQuery.of(condition, unknown.size()))
                    .records()
                    .forEach(record -> fitting.add(record.id()));
            unknown.forEach(id -> known.put(id.toString(), fitting.contains(id.toString())));
        }
        return new ArrayList<>(ids.stream().filter(known::get).toList()).reversed();
    }

    /**
     * A claim on a key as it was read; ids that do not belong there any more are left out.
     *
     * @param id whose claim; null to keep others from coming in between
     * @param busy ids that are being written at this moment and stay whatever is stored
     */
    KeyClaim claim(String key, String id, Set<String> busy) {
        Slot slot = slots.get(key);
        if (slot == null) {
            return new KeyClaim(MatchIndex.KEYS, key, 0, List.of(), id);
        }
        List<String> others = slot.ids().stream()
                .filter(other -> !other.equals(id) && (slot.kept().contains(other) || busy.contains(other)))
                .toList();
        int over = Math.max(0, others.size() - MOST + 1);
        return new KeyClaim(MatchIndex.KEYS, key, slot.version(), others.subList(over, others.size()), id);
    }
}
