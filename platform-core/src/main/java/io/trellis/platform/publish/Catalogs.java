package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;

/** The catalogs in force, one per tenant; a publish swaps the tenant's. */
public interface Catalogs {
    /** @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant */
    Catalog current(String tenant);

    /** Lets go of a tenant that is being removed. */
    default void forget(String tenant) {}
}
