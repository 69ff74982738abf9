package io.trellis.platform.publish;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What fields were called: names in old change documents, looked up by the metadata that was in force when they were written. */
public interface FormerFields {
    /** An object's fields at one time and another. */
    interface Names {
        /**
         * @param name of a field at the moment
         * @return what is known of it; empty when no metadata of that time is kept, in which case names are taken as they are
         */
        Optional<Former> find(String name, Instant moment);
    }

    /**
     * A field as it was.
     *
     * @param id the stable one
     * @param label by locale
     */
    record Former(String id, String name, String type, Map<String, Object> label) {}

    /** The names of one object's fields over time. */
    Names of(Realm realm, CatalogObject object);
}
