package io.trellis.platform.store;

import io.trellis.platform.store.TenantSnapshot.Counter;
import io.trellis.platform.store.TenantSnapshot.HistoryEntry;
import java.util.Collection;
import java.util.List;

/**
 * Puts a tenant into a store as a snapshot of another gave it: records with their versions, histories, counters. It is for tenants that
 * nobody works in yet, checks no versions, leaves no events and may be repeated at will. Each call is one transaction, durable when it
 * returns. Documents go through {@link SystemStore}.
 */
public interface TenantLoader {
    /**
     * Writes records as they stand, over what was there under their ids.
     *
     * @throws StoreException.DuplicateKey when another record has the same unique values
     * @throws IllegalArgumentException when a document holds what its object can't
     */
    void putRecords(Realm realm, String object, List<StoredRecord> records);

    void removeRecords(Realm realm, String object, Collection<String> ids);

    /** Writes change documents at their places; later commits come after them. */
    void putHistory(Realm realm, List<HistoryEntry> entries);

    /** Removes all change documents of these records. */
    void removeHistory(Realm realm, Collection<String> records);

    /** Sets counters to exactly these values. */
    void putCounters(String tenant, List<Counter> counters);

    void removeCounters(String tenant, Collection<String> names);

    /**
     * Leaves an event of kind {@code loaded} for every live record of an object in the outbox, for listeners that keep something of
     * their own about records, such as a search index.
     */
    void announce(Realm realm, String object);

    /** Whether {@link #replaceTenant} can be done. */
    boolean replacesTenants();

    /**
     * Removes everything of a tenant and gives it, in the same step, all that another has, whose name is free afterwards.
     *
     * @return false when this store can't do it in one step; nothing has happened then
     */
    boolean replaceTenant(String by, String replaced);
}
