package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.platform.store.Realm;

/**
 * Hears of every new catalog, after it came into force and in the order of versions. A Spring bean. What takes long belongs into the
 * background. A failure is logged and does not undo the publish.
 */
public interface CatalogListener {
    /**
     * Called on the node that published, and on no other: for what is to be done once. On the publishing thread.
     *
     * @param realm the tenant with its new catalog
     * @param diff what is different from the catalog before
     */
    void published(Realm realm, CatalogDiff diff);

    /**
     * Called on every other node, where the catalog has been taken over from the store: for what a node remembers. Versions in
     * between may have been passed over.
     *
     * @param diff what is different from the catalog this node had before
     */
    default void arrived(Realm realm, CatalogDiff diff) {}
}
