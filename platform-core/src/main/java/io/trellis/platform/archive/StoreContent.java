package io.trellis.platform.archive;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.publish.StoredCatalog;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.TenantSnapshot;
import io.trellis.platform.store.TenantSnapshot.Cursor;
import io.trellis.platform.store.TenantSnapshot.KeptDocument;
import io.trellis.platform.tenant.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A tenant in a store, through one snapshot of it. Single-threaded. */
final class StoreContent implements TenantContent {
    private final TenantSnapshot snapshot;
    private final BlobStore blobs;
    private final String blobTenant;
    private final Tenant tenant;
    private final Kept kept;
    private final Catalog catalog;

    /**
     * @param blobTenant whose the bytes of the files are: the tenant, or the one it is to become
     * @param kept which documents count
     */
    StoreContent(TenantSnapshot snapshot, BlobStore blobs, String blobTenant, Tenant tenant, Kept kept) {
        this(snapshot, blobs, blobTenant, tenant, kept, null);
    }

    /** @param catalog the tenant's, where it is known; null has it compiled from the snapshot */
    StoreContent(
            TenantSnapshot snapshot, BlobStore blobs, String blobTenant, Tenant tenant, Kept kept, Catalog catalog) {
        this.snapshot = snapshot;
        this.blobs = blobs;
        this.blobTenant = blobTenant;
        this.tenant = tenant;
        this.kept = kept;
        this.catalog = catalog == null ? compiled() : catalog;
    }

    @Override
    public Tenant tenant() {
        return tenant;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    private Catalog compiled() {
        List<KeptDocument> metadata = new ArrayList<>();
        try (Cursor<KeptDocument> documents = snapshot.documents()) {
            for (KeptDocument document = documents.next(); document != null; document = documents.next()) {
                if (StoredCatalog.needs(document.kind())) {
                    metadata.add(document);
                }
            }
        }
        return StoredCatalog.compile(tenant.name(), metadata).orElse(Catalog.EMPTY);
    }

    @Override
    public List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of(Section.Kind.DOCUMENTS));
        for (CatalogObject object : catalog.objects()) {
            sections.add(section(object));
        }
        sections.add(Section.of(Section.Kind.HISTORY));
        sections.add(Section.of(Section.Kind.AUDIT));
        sections.add(Section.of(Section.Kind.COUNTERS));
        sections.add(Section.of(Section.Kind.BLOBS));
        if (kept.credentials()) {
            sections.add(Section.of(Section.Kind.CREDENTIALS));
        }
        return sections;
    }

    static Section section(CatalogObject object) {
        String id = object.definition().id();
        return Section.records(object.name(), id == null ? object.name() : id);
    }

    @Override
    public Lines open(Section section) {
        return open(section, null);
    }

    /** @param after only lines of records with a higher id, where lines are of records; null for all */
    Lines open(Section section, String after) {
        return switch (section.kind()) {
            case DOCUMENTS -> lines(snapshot.documents(), DocumentFormat.INSTANCE, kept::isDocument);
            case AUDIT -> lines(snapshot.documents(), DocumentFormat.INSTANCE, kept::isAudit);
            case CREDENTIALS -> lines(snapshot.documents(), DocumentFormat.INSTANCE, kept::isCredential);
            case COUNTERS -> lines(snapshot.counters(), CounterFormat.INSTANCE, _ -> true);
            case RECORDS -> lines(snapshot.records(section.objectId(), after), RecordFormat.INSTANCE, _ -> true);
            case HISTORY -> lines(snapshot.history(after), HistoryFormat.INSTANCE, _ -> true);
            case BLOBS -> Blobs.lines(openBlobs());
        };
    }

    @Override
    public Blobs openBlobs() {
        return new StoreBlobs(snapshot.documents(), blobs, blobTenant);
    }

    private static <T> Lines lines(Cursor<T> cursor, LineFormat<T> format, Predicate<T> wanted) {
        return new Lines() {
            @Override
            public Line next() {
                T value = cursor.next();
                while (value != null && !wanted.test(value)) {
                    value = cursor.next();
                }
                return value == null ? null : format.line(value);
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
