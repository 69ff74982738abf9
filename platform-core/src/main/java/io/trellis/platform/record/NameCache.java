package io.trellis.platform.record;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What records are called and whose they are, of one tenant: the newest 2 × {@link #HALF} that were asked
 * for. Two generations instead of an order of use: when the young one is full it becomes the old one, and what is found
 * there moves back. Thread-safe.
 */
final class NameCache {
    private static final int HALF = 30_000;
    private static final long PURGED = Long.MAX_VALUE;

    /**
     * @param version of the record; {@link #PURGED} when it was removed for good
     * @param text null when the record has no name
     * @param json the text as JSON, or {@code null}; a null reference when only the version is known and the record is to be read
     */
    record Entry(
            String id,
            String object,
            long version,
            String text,
            byte[] json,
            String owner,
            String department,
            String createdBy,
            boolean live) {
        boolean exists() {
            return version != PURGED;
        }

        boolean outdated() {
            return json == null;
        }
    }

    /** The newest catalog it was used with. */
    volatile long catalogVersion;
    /** What of the catalog the names depend on. */
    final List<String> naming;

    private volatile Map<String, Entry> young = new ConcurrentHashMap<>();
    private volatile Map<String, Entry> old = Map.of();

    NameCache(Catalog catalog) {
        this.catalogVersion = catalog.version();
        this.naming = naming(catalog);
    }

    /** Which field names the records of each object. Names live on over a publish that changes nothing of it. */
    static List<String> naming(Catalog catalog) {
        return catalog.objects().stream()
                .map(object -> {
                    CatalogField field = object.fields().get(object.definition().nameField());
                    return object.name() + " " + object.definition().prefix() + " "
                            + object.definition().nameField() + " " + (field == null ? null : field.shape());
                })
                .toList();
    }

    Entry find(String id) {
        Entry entry = young.get(id);
        if (entry == null) {
            entry = old.get(id);
            if (entry != null) {
                put(entry);
            }
        }
        return entry == null || entry.outdated() ? null : entry;
    }

    /** Another node has written this version; what is older must be read again, also by a reader who has read it already. */
    void outdate(String id, long version) {
        Entry known = young.getOrDefault(id, old.get(id));
        if (known == null || known.version() < version) {
            put(new Entry(id, null, version, null, null, null, null, null, false));
        }
    }

    /** Keeps the entry unless a newer version is known already: a reader may come late with what it read before a commit. */
    void put(Entry entry) {
        if (young.size() >= HALF) {
            synchronized (this) {
                if (young.size() >= HALF) {
                    old = young;
                    young = new ConcurrentHashMap<>();
                }
            }
        }
        Entry other = old.get(entry.id());
        young.merge(entry.id(), other == null ? entry : newer(other, entry), NameCache::newer);
    }

    /** Of two of the same version the one that knows more, else the later. */
    private static Entry newer(Entry before, Entry after) {
        return before.version() > after.version() || before.version() == after.version() && after.outdated()
                ? before
                : after;
    }

    /** Forgets a record that was removed for good. */
    void remove(String id) {
        put(new Entry(id, null, PURGED, null, Names.NULL, null, null, null, false));
    }
}
