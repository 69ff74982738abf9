package io.trellis.platform.archive;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.BlobStore;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantSnapshot;
import io.trellis.platform.tenant.TenantRegistry;
import io.trellis.platform.tenant.TenantState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a content into a store as a tenant. All is loaded under another name that nobody can sign in to, compared thing by thing with where
 * it came from, and only then put under the tenant's name, in the place of what was there. Killed at any moment it leaves the old tenant or
 * the new one, and run again it goes on.
 */
final class Restoration {
    private final RecordStore store;
    private final BlobStore blobs;
    private final TenantRegistry registry;
    private final TenantContent source;
    private final String name;
    private final Kept kept;
    private final Exchange exchange;
    private final Progress progress;

    Restoration(
            RecordStore store,
            BlobStore blobs,
            TenantContent source,
            String name,
            Kept kept,
            Exchange exchange,
            Progress progress) {
        this.store = store;
        this.blobs = blobs;
        this.registry = new TenantRegistry(store.system());
        this.source = source;
        this.name = name;
        this.kept = kept;
        this.exchange = exchange;
        this.progress = progress;
    }

    /**
     * @param replace whether a tenant of the name may be there, to give way
     * @return what was compared, all of it equal
     * @throws ProblemException saying what is wrong with the source, or TENANT_EXISTS; the tenant of the name is as before
     */
    List<Difference> run(boolean replace) {
        if (!TenantRegistry.isName(name)) {
            throw ArchiveProblems.refused("INVALID_TENANT_NAME", Map.of("name", name));
        }
        boolean present =
                registry.find(name).filter(TenantRegistry.Entry::ready).isPresent();
        if (present && !replace) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "TENANT_EXISTS", Map.of("name", name));
        }
        // Where nobody is replaced and nothing can be renamed, the tenant is loaded under its own name, behind a closed
        // door.
        String unfinished = TenantRegistry.unfinished(name);
        String loaded = present || store.loader().replacesTenants() ? unfinished : name;
        // One that was killed while it exchanged has left them there.
        String passwords = registry.find(unfinished).isPresent() && !present ? unfinished : name;
        begin(loaded);
        List<Difference> verified = load(loaded, passwords);
        if (!loaded.equals(name)) {
            exchange(loaded, present);
        }
        open(unfinished);
        exchange.done(name);
        return verified;
    }

    /** Does the bulk of the work in advance: what is loaded now need not be loaded by {@link #run}, which compares all the same. */
    void prepare(boolean replace) {
        String loaded = loaded(present(replace));
        begin(loaded);
        new Loading(store, blobs, source, loaded, name, kept, progress).run();
    }

    private boolean present(boolean replace) {
        if (!TenantRegistry.isName(name)) {
            throw ArchiveProblems.refused("INVALID_TENANT_NAME", Map.of("name", name));
        }
        boolean present =
                registry.find(name).filter(TenantRegistry.Entry::ready).isPresent();
        if (present && !replace) {
            throw new ProblemException(ProblemException.Kind.CONFLICT, "TENANT_EXISTS", Map.of("name", name));
        }
        return present;
    }

    /** Where nobody is replaced and nothing can be renamed, the tenant is loaded under its own name, behind a closed door. */
    private String loaded(boolean present) {
        return present || store.loader().replacesTenants() ? TenantRegistry.unfinished(name) : name;
    }

    private void begin(String loaded) {
        registry.write(TenantRegistry.Entry.of(source.tenant().as(loaded, TenantState.CLOSED), false));
        dropForeign(loaded);
    }

    /** What an earlier restoration of something else left, with objects that this one does not have. */
    private void dropForeign(String unfinished) {
        Set<String> known = new HashSet<>();
        source.catalog()
                .objects()
                .forEach(object -> known.add(StoreContent.section(object).objectId()));
        boolean foreign;
        try (TenantSnapshot left = store.snapshot(unfinished)) {
            foreign = !known.containsAll(left.objects());
        }
        if (foreign) {
            store.dropTenant(unfinished);
        }
    }

    /** @param passwords tenant whose passwords are kept when the source brings none */
    private List<Difference> load(String loaded, String passwords) {
        var loading = new Loading(store, blobs, source, loaded, name, kept, progress);
        loading.run();
        List<Difference> verified = new ArrayList<>();
        List<Section> sections = source.sections();
        for (Section section : sections) {
            if (section.kind() != Section.Kind.CREDENTIALS) {
                verified.add(verify(loading, section));
            }
        }
        Section credentials = Section.of(Section.Kind.CREDENTIALS);
        if (sections.contains(credentials)) {
            loading.load(credentials);
            verified.add(verify(loading, credentials));
        } else {
            keepCredentials(passwords, loaded);
        }
        return verified;
    }

    /** An archive without passwords leaves people those they have. */
    private void keepCredentials(String from, String to) {
        List<SystemStore.Put> puts = store.system().list(from, Kept.CREDENTIALS).stream()
                .map(document -> new SystemStore.Put(Kept.CREDENTIALS, document.key(), -1, document.json()))
                .toList();
        if (!puts.isEmpty()) {
            store.system().write(to, puts);
        }
    }

    private Difference verify(Loading loading, Section section) {
        Difference difference;
        try (StoreContent target = loading.target()) {
            difference = Comparison.run(section, source, target, Progress.NONE);
        }
        if (!difference.equal()) {
            throw ArchiveProblems.refused(
                    "ARCHIVE_MISMATCH",
                    Map.of(
                            "part",
                            difference.part(),
                            "missing",
                            difference.missing(),
                            "extra",
                            difference.extra(),
                            "different",
                            difference.different(),
                            "ids",
                            difference.examples()));
        }
        return difference;
    }

    /**
     * Puts what was loaded and compared in the place of the tenant. A store that can't do that in one step loads it once more: the door is
     * closed meanwhile, and what has been loaded already stays until the end.
     */
    private void exchange(String loaded, boolean present) {
        if (present) {
            exchange.before(name);
        }
        if (!store.loader().replaceTenant(loaded, name)) {
            registry.write(TenantRegistry.Entry.of(source.tenant().as(name, TenantState.CLOSED), false));
            store.dropTenant(name);
            load(name, loaded);
        }
    }

    /** Last of all, in one step, the tenant is there and nothing is unfinished any more. */
    private void open(String unfinished) {
        exchange.after(name);
        // The former tenant's clean-up may have removed a file that it did not know.
        new Loading(store, blobs, source, name, name, kept, Progress.NONE).loadBlobs();
        var realm = new Realm(name, source.catalog());
        source.catalog().objects().forEach(object -> store.loader().announce(realm, object.name()));
        store.dropTenant(unfinished);
        registry.write(TenantRegistry.Entry.of(source.tenant().as(name, TenantState.OPEN), true), unfinished);
    }
}
