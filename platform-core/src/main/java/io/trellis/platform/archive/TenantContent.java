package io.trellis.platform.archive;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.tenant.Tenant;
import java.util.List;

/** A tenant at one moment, in a store or in an archive. */
interface TenantContent extends AutoCloseable {
    Tenant tenant();

    /** As the tenant's own documents say. */
    Catalog catalog();

    /** In the order of {@link Section.Kind}. */
    List<Section> sections();

    Lines open(Section section);

    @Override
    void close();
}
