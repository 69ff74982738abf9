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

    /** Of files, each is read through for its hash. */
    Lines open(Section section);

    /** The files with their bytes. */
    Blobs openBlobs();

    @Override
    void close();
}
