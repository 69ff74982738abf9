package io.trellis.platform.publish;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A tenant's catalog as documents say it, wherever they lie and without bringing it into force: for archives of whole tenants. */
public final class StoredCatalog {
    private static final Set<String> KINDS =
            Set.of(MetadataStore.ELEMENT, MetadataStore.PACKAGE, MetadataStore.VERSION);

    private StoredCatalog() {}

    /** Whether documents of this kind are part of the metadata. */
    public static boolean needs(String kind) {
        return KINDS.contains(kind);
    }

    /**
     * @param documents at least all of the kinds that are needed
     * @return empty when nothing was ever published
     * @throws RuntimeException when they are no metadata that this version understands
     */
    public static Optional<Catalog> compile(String tenant, List<KeptDocument> documents) {
        return MetadataStore.read(tenant, kind -> documents.stream()
                        .filter(document -> document.kind().equals(kind))
                        .map(document -> new SystemStore.Document(document.key(), 1, document.json()))
                        .toList())
                .map(Snapshot::catalog);
    }
}
