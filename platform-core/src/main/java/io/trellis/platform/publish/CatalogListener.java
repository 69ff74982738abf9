package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.platform.store.Realm;

/**
 * Hears of every new catalog, after it came into force and in the order of versions. A Spring bean; called on the publishing
 * thread, so what takes long belongs into the background. A failure is logged and does not undo the publish.
 */
public interface CatalogListener {
    /**
     * @param realm the tenant with its new catalog
     * @param diff what is different from the catalog before
     */
    void published(Realm realm, CatalogDiff diff);

    /** Hears that a tenant was removed, or is another one from now on: what is remembered about it no longer holds. */
    default void forgotten(String tenant) {}
}
