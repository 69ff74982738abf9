package io.trellis.platform.store;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where records live. Two adapters, one contract ({@code RecordStoreContract}): nothing above this interface knows which is
 * in use. It knows shapes, never field types, and no permissions: callers add the row scope to the filter.
 *
 * <p>All methods are thread-safe. Names in queries have been checked against the catalog; a wrong one is a defect and throws
 * IllegalArgumentException.
 */
public interface RecordStore extends AutoCloseable {
    /**
     * Makes storage, columns and indexes of an object fit its definition; does nothing where they already do. Existing
     * records stay as they are.
     *
     * @throws StoreException.DuplicateKey when existing records break a new unique key
     */
    void prepare(Realm realm, CatalogObject object);

    /**
     * Removes an object's storage with all its records, for an object that metadata no longer has; does nothing where there is none.
     * Histories and events stay.
     *
     * @param realm whose catalog may be the one before or after
     */
    void drop(Realm realm, CatalogObject object);

    /** Reads one record, live or deleted. */
    Optional<StoredRecord> find(Realm realm, String object, String id);

    /** Reads many, live or deleted, in no particular order; unknown ids are left out. */
    List<StoredRecord> findAll(Realm realm, String object, Collection<String> ids);

    RecordQuery.Page list(Realm realm, String object, RecordQuery query);

    long count(Realm realm, String object, Predicate filter, boolean deleted);

    List<Map<String, Object>> aggregate(Realm realm, String object, AggregateQuery query);

    /** Streams every record that fits, by id, in constant memory, from one consistent snapshot; stops when the visitor says false. */
    void scan(Realm realm, String object, Predicate filter, Visitor visitor);

    /**
     * Writes; completes once the writes are durable, exceptionally with {@link StoreException} when refused. The result has
     * the final values of numbered fields: per write, field name to text.
     */
    CompletableFuture<List<Map<String, String>>> commit(Realm realm, Commit commit);

    /** Takes {@code count} numbers of a counter and returns the first; durable before it returns; numbers taken but not used leave gaps. */
    long takeNumbers(String tenant, String counter, int count);

    /** Raises a counter so that the next number is above {@code value}; never lowers it. */
    void raiseCounter(String tenant, String counter, long value);

    /** A record's history, newest first; also that of a record since removed for good. */
    default List<ChangeEntry> changes(Realm realm, String object, String id, int size) {
        return changes(realm, object, id, Long.MAX_VALUE, size);
    }

    /**
     * A page of a record's history, newest first.
     *
     * @param before only changes that led to an earlier version than this
     */
    List<ChangeEntry> changes(Realm realm, String object, String id, long before, int size);

    /**
     * Tells what happened to records since a moment, in constant memory: for each id its changes from the newest back to, and with,
     * the first one that is not after the moment. Changes of one record come one after another.
     */
    void changesSince(Realm realm, String object, Collection<String> ids, Instant moment, ChangeVisitor visitor);

    /** Events after a position, oldest first. */
    List<OutboxEvent> readOutbox(long after, int size);

    /** How far the outbox reaches; one cheap read. */
    OutboxRange outboxRange();

    /** Forgets events up to and including a position. */
    void trimOutbox(long upTo);

    /**
     * Has {@code listener} called after every commit that left events in the outbox. Called on the store's writer: it must
     * only wake somebody up.
     */
    void onCommit(Runnable listener);

    /**
     * Removes everything of a tenant: records, histories, documents, counters and events. There is no way back; the caller sees to
     * it that nobody is using the tenant.
     */
    void dropTenant(String tenant);

    /** Opens a view of everything the tenant has at this moment; of a tenant that is not there, of nothing. */
    TenantSnapshot snapshot(String tenant);

    /** What tenants are put into this store with, as a whole. */
    TenantLoader loader();

    /** A place for files beside the records, where the store has one; closed with the store. */
    default Optional<BlobStore> blobs() {
        return Optional.empty();
    }

    /** The platform's own documents. */
    SystemStore system();

    /** What became of the events at every listener. */
    DeliveryLog deliveries();

    /**
     * Whether other processes may use the same store at the same time. Where they can't, nothing needs to be polled, and whatever
     * another process once claimed is free.
     */
    boolean shared();

    @Override
    void close();

    /** Takes records one by one. */
    interface Visitor {
        /** @return false to stop */
        boolean visit(StoredRecord record);
    }

    /** Takes changes of several records. */
    interface ChangeVisitor {
        void visit(String id, ChangeEntry entry);
    }

    /**
     * @param version the record's version after the change
     */
    record ChangeEntry(long version, Commit.Change change) {}

    /**
     * @param position grows with every event, over all tenants
     * @param version the record's version after the change
     * @param by user id of who made the change, as in the change document
     * @param via what the change came through, as in the change document; who reacts to an event says here that it was them
     */
    record OutboxEvent(
            long position,
            String tenant,
            String object,
            String id,
            long version,
            String kind,
            Instant at,
            String by,
            String via) {}

    /**
     * @param trimmed events up to and including this position are gone; 0 where none are
     * @param newest the newest event's position, also when it has been trimmed; 0 before the first
     */
    record OutboxRange(long trimmed, long newest) {}
}
