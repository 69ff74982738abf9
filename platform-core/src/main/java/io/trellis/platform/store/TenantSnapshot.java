package io.trellis.platform.store;

import java.util.Set;

/**
 * Everything a tenant has in a store, as it was at one moment: what is written later is not seen. Read one after the other by one
 * thread, in constant memory; cursors of one snapshot may be open side by side. Keep it no longer than the work takes, since a store
 * can't tidy up behind its oldest snapshot.
 */
public interface TenantSnapshot extends AutoCloseable {
    /** The tenant's own documents, in the order of kind and key (of their UTF-8 bytes). */
    Cursor<KeptDocument> documents();

    /** The tenant's counters by name. */
    Cursor<Counter> counters();

    /** Stable ids of the objects that have storage, whatever metadata says. */
    Set<String> objects();

    /**
     * Records of an object, live and deleted, in the order of ids.
     *
     * @param objectId the object's stable id, since its name may change
     * @param after only those with a higher id; null for all
     */
    Cursor<StoredRecord> records(String objectId, String after);

    /**
     * Change documents of all records, also of those since removed for good: by record, and for each record the oldest first.
     *
     * @param after only those of records with a higher id; null for all
     */
    Cursor<HistoryEntry> history(String after);

    @Override
    void close();

    /** Gives one after the other. */
    interface Cursor<T> extends AutoCloseable {
        /** The next, or null at the end. */
        T next();

        @Override
        void close();
    }

    /** A document without the version that counts its writes, which begins anew in another store. */
    record KeptDocument(String kind, String key, byte[] json) {}

    /** @param value the last number that was given out */
    record Counter(String name, long value) {}

    /**
     * @param record id of the record it is about
     * @param ordinal its place among the record's changes, from 0 for the oldest
     */
    record HistoryEntry(String record, long ordinal, RecordStore.ChangeEntry entry) {}
}
