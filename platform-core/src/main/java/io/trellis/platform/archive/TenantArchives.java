package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.tenant.RegistryGate;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantRegistry;
import io.trellis.platform.tenant.TenantState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whole tenants of one store: into a file, out of a file, into another store, and whether two copies are the same. Thread-safe; two
 * restorations of one name must not run at the same time.
 */
public final class TenantArchives {
    private final RecordStore store;
    private final BlobStore blobs;
    private final Catalogs catalogs;

    /** @param catalogs of the same store */
    public TenantArchives(RecordStore store, BlobStore blobs, Catalogs catalogs) {
        this.store = store;
        this.blobs = blobs;
        this.catalogs = catalogs;
    }

    /** Those of a store that no server runs on. */
    public static TenantArchives of(RecordStore store, BlobStore blobs) {
        return new TenantArchives(store, blobs, Catalogs.of(store));
    }

    /**
     * Writes what the tenant has at this moment into a file, and reads it back to be sure. Others go on working.
     *
     * @param credentials whether passwords go along, as hashes
     * @throws ProblemException NOT_FOUND without such a tenant
     * @throws UncheckedIOException when the file can't be written
     */
    public ArchiveFacts backup(String tenant, Path file, boolean credentials, Progress progress) {
        try (StoreContent content = content(tenant, new Kept(credentials, true))) {
            ArchiveWriter.write(content, credentials, file, progress);
        }
        return verify(file);
    }

    /**
     * Reads an archive from its first to its last byte.
     *
     * @throws ProblemException where it is not what was once written, naming place and reason
     */
    public static ArchiveFacts verify(Path file) {
        try (ArchiveContent content = ArchiveContent.open(file)) {
            content.sections().forEach(section -> Comparison.run(section, content, null, Progress.NONE));
            return facts(content.manifest(), file);
        }
    }

    /**
     * What an archive says of itself, without reading it through.
     *
     * @throws ProblemException when it is none
     */
    public static ArchiveFacts describe(Path file) {
        return facts(ArchiveContent.readManifest(file), file);
    }

    private static ArchiveFacts facts(Manifest manifest, Path file) {
        return new ArchiveFacts(
                manifest.tenant().name(),
                manifest.createdAt(),
                manifest.catalogVersion(),
                manifest.credentials(),
                size(file),
                manifest.counts(),
                manifest.fingerprint());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Makes a tenant of an archive, and opens it when every thing in it has been compared. Killed in the middle, it goes on when it is called
     * again.
     *
     * @param name of the tenant; null for the archive's own
     * @param replace whether a tenant of the name, if there is one, gives way; until then it stays as it is
     * @throws ProblemException TENANT_EXISTS, or what is wrong with the archive
     */
    public List<Difference> restore(Path file, String name, boolean replace, Exchange exchange, Progress progress) {
        try (ArchiveContent content = ArchiveContent.open(file)) {
            return restore(content, name, replace, exchange, progress);
        }
    }

    /**
     * Loads an archive without showing anything of it yet, so that a {@link #restore} from a later archive of the same tenant has only
     * to load what has changed.
     *
     * @throws ProblemException as {@link #restore} does
     */
    public void prepare(Path file, boolean replace, Progress progress) {
        try (ArchiveContent content = ArchiveContent.open(file)) {
            restoration(content, null, Exchange.NOBODY, progress).prepare(replace);
        }
    }

    private List<Difference> restore(
            TenantContent content, String name, boolean replace, Exchange exchange, Progress progress) {
        return restoration(content, name, exchange, progress).run(replace);
    }

    private Restoration restoration(TenantContent content, String name, Exchange exchange, Progress progress) {
        String own = content.tenant().name();
        String target = name == null ? own : name;
        boolean credentials = content.sections().contains(Section.of(Section.Kind.CREDENTIALS));
        var kept = new Kept(credentials, target.equals(own));
        return new Restoration(store, blobs, new KeptContent(content, kept), target, kept, exchange, progress);
    }

    /**
     * Moves a tenant into another store: makes it read-only here, which it stays, and makes the other copy in the other store.
     *
     * @param target tenants of the other store
     * @param replace whether a tenant of the name in the other store gives way
     */
    public List<Difference> move(String tenant, TenantArchives target, boolean replace, Progress progress) {
        var registry = new TenantRegistry(store.system());
        registry.write(registry.find(tenant)
                .filter(TenantRegistry.Entry::ready)
                .orElseThrow(() -> ProblemException.notFound("tenant", tenant))
                .with(TenantState.READ_ONLY));
        if (store.shared()) {
            RegistryGate.awaitOthers();
        }
        try (StoreContent content = content(tenant, Kept.ALL)) {
            return target.restore(content, null, replace, Exchange.NOBODY, progress);
        }
    }

    /** Compares the tenant with its archive. */
    public List<Difference> compare(String tenant, Path file, Progress progress) {
        try (ArchiveContent archive = ArchiveContent.open(file)) {
            var kept = new Kept(
                    archive.manifest().credentials(), archive.tenant().name().equals(tenant));
            try (StoreContent content = content(tenant, kept)) {
                return Comparison.run(new KeptContent(archive, kept), content, progress);
            }
        }
    }

    /** Compares the tenant with that of the same name in another store. */
    public List<Difference> compare(String tenant, TenantArchives other, Progress progress) {
        try (StoreContent first = content(tenant, Kept.ALL);
                StoreContent second = other.content(tenant, Kept.ALL)) {
            return Comparison.run(first, second, progress);
        }
    }

    private StoreContent content(String tenant, Kept kept) {
        Tenant facts = new TenantRegistry(store.system())
                .find(tenant)
                .filter(TenantRegistry.Entry::ready)
                .map(TenantRegistry.Entry::tenant)
                .orElseThrow(() -> ProblemException.notFound("tenant", tenant));
        return new StoreContent(catalogs.atRest(tenant, () -> store.snapshot(tenant)), blobs, tenant, facts, kept);
    }
}
