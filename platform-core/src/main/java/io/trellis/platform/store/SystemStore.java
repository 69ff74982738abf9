package io.trellis.platform.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Small documents of the platform itself: tenants, metadata, credentials, sessions, jobs. Keyed by tenant, kind and key;
 * the tenant {@code ""} holds what belongs to the installation.
 */
public interface SystemStore {
    Optional<Document> find(String tenant, String kind, String key);

    /** Those of some keys that are there, in no particular order. */
    List<Document> findAll(String tenant, String kind, Collection<String> keys);

    /** All of a kind, by key. */
    List<Document> list(String tenant, String kind);

    /**
     * Part of a kind, in the order of keys (of their UTF-8 bytes).
     *
     * @param from lowest key, inclusive
     * @param to exclusive; null for no end
     * @param descending whether the highest keys come first, and the first of them are returned
     * @param size most documents to return
     */
    List<Document> range(String tenant, String kind, String from, String to, boolean descending, int size);

    /**
     * Writes all or nothing; durable when it returns.
     *
     * @return false when an expected version did not fit, in which case nothing was written
     */
    boolean write(String tenant, List<Put> puts);

    /**
     * @param version 1 at creation, one more with every write
     * @param json UTF-8
     */
    record Document(String key, long version, byte[] json) {}

    /**
     * @param expectedVersion 0: must not exist; -1: whatever is there
     * @param json null deletes
     */
    record Put(String kind, String key, long expectedVersion, byte[] json) {}
}
