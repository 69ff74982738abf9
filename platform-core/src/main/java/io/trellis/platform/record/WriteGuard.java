package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A further say in writes to some objects, beyond what metadata can express. Every bean of this kind is asked by the write
 * path after values were normalised and derived and before the commit, together with the other checks, so that its problems
 * are reported with theirs.
 */
public interface WriteGuard {
    /** Whether {@link #check} wants to be asked about this object at all. */
    boolean concerns(CatalogObject object);

    /**
     * Reports everything that forbids the write; changes nothing.
     *
     * @param id of the record
     * @param before canonical values of own fields as stored, and the system fields {@code owner} and {@code department};
     *     null when the record is being created or restored
     * @param after the same as they will be; null when the record is being deleted or purged
     * @param problems takes problems with the path {@code /fieldName}, or an empty path for the record as a whole
     */
    void check(
            Actor actor,
            Realm realm,
            CatalogObject object,
            String id,
            Map<String, Object> before,
            Map<String, Object> after,
            Consumer<Problem> problems);
}
