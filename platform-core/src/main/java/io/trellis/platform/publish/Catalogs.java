package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.audit.Audit;
import io.trellis.platform.cluster.Notices;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.telemetry.Telemetry;
import java.util.function.Supplier;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** The catalogs in force, one per tenant; a publish swaps the tenant's. */
public interface Catalogs {
    /** Those of a store that no server runs on, with nobody to tell of changes. */
    static Catalogs of(RecordStore store) {
        var nobody = new StaticListableBeanFactory();
        return new Publisher(
                store,
                new MetadataHistory(store, Audit.of(store)),
                nobody.getBeanProvider(TenantGate.class),
                nobody.getBeanProvider(CatalogListener.class),
                nobody.getBeanProvider(PublishCheck.class),
                Notices.unheard(store.system()),
                Telemetry.NONE);
    }

    /** @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant */
    Catalog current(String tenant);

    /**
     * Does something while this node publishes nothing for the tenant, so that storage and metadata are of one version.
     *
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant
     */
    default <T> T atRest(String tenant, Supplier<T> work) {
        return work.get();
    }

    /**
     * The catalog in force, not older than a version; for work that another node began with that version a moment ago.
     *
     * @throws io.trellis.platform.problem.ProblemException NOT_FOUND when there is no such tenant
     */
    default Catalog current(String tenant, long atLeast) {
        return current(tenant);
    }
}
