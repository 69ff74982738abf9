package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;

/** The catalogs in force, one per tenant; a publish swaps the tenant's. */
public interface Catalogs {
    /** @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant */
    Catalog current(String tenant);

    /**
     * The catalog in force, not older than a version; for work that another node began with that version a moment ago.
     *
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant
     */
    default Catalog current(String tenant, long atLeast) {
        return current(tenant);
    }
}
