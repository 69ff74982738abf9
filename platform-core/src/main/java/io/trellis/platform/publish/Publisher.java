package io.trellis.platform.publish;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogCompiler;
import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Compilation;
import io.trellis.metadata.catalog.Finding;
import io.trellis.metadata.definition.ObjectDefinition;
import io.trellis.platform.cluster.Notice;
import io.trellis.platform.cluster.NoticeListener;
import io.trellis.platform.cluster.Notices;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.TenantGate;
import io.trellis.platform.telemetry.Telemetry;
import io.trellis.platform.telemetry.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Brings changes of metadata into force: compiles, compares, checks against the records there are, prepares the store, writes
 * all documents at once and swaps the tenant's catalog. Publishes of one tenant wait for each other; readers never wait.
 */
@Component
class Publisher implements Catalogs, NoticeListener, TenantMemory {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    /** How often a publish is tried again when another node was faster. */
    private static final int TRIES = 5;

    private static final String TOPIC = "catalog";

    private final RecordStore records;
    private final MetadataStore documents;
    private final MetadataHistory history;
    private final TenantGate gate;
    private final ObjectProvider<CatalogListener> listeners;
    private final ObjectProvider<PublishCheck> checks;
    private final Notices notices;
    private final Telemetry telemetry;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

    /** The one mutable place: written under the lock, read without. */
    private static final class Tenant {
        final ReentrantLock lock = new ReentrantLock();
        volatile Snapshot snapshot;
    }

    Publisher(
            RecordStore records,
            MetadataHistory history,
            ObjectProvider<TenantGate> gate,
            ObjectProvider<CatalogListener> listeners,
            ObjectProvider<PublishCheck> checks,
            Notices notices,
            Telemetry telemetry) {
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
        this.records = records;
        this.history = history;
        this.documents = new MetadataStore(records.system());
        this.listeners = listeners;
        this.checks = checks;
        this.notices = notices;
        this.telemetry = telemetry;
        telemetry.gauge("trellis.catalogs", "Tenants whose catalog is in memory", tenants::size);
    }

    @Override
    public Catalog current(String tenant) {
        return snapshot(tenant).catalog();
    }

    /** @throws ProblemException NOT_FOUND when there is no such tenant */
    Snapshot snapshot(String tenant) {
        Tenant known = tenants.get(tenant);
        Snapshot snapshot = known == null ? null : known.snapshot;
        return snapshot != null ? snapshot : load(tenant);
    }

    /**
     * The metadata as the store has it, whichever node published last; for whoever looks in order to change something.
     *
     * @throws ProblemException NOT_FOUND when there is no such tenant
     */
    Snapshot newest(String tenant) {
        refresh(tenant);
        return snapshot(tenant);
    }

    private Snapshot load(String tenant) {
        // Looked up before anything is remembered, so that made-up names fill no memory.
        Snapshot found = read(tenant).orElseThrow(() -> ProblemException.notFound("tenant", tenant));
        Tenant known = tenants.computeIfAbsent(tenant, _ -> new Tenant());
        known.lock.lock();
        try {
            if (known.snapshot == null) {
                // A notice about a publish since was for those who remembered something by then.
                if (documents.stored(tenant) != found.stored()) {
                    found = read(tenant).orElseThrow(() -> ProblemException.notFound("tenant", tenant));
                }
                // After a crash between preparing and writing, the store may be ahead of the metadata.
                prepare(new Realm(tenant, found.catalog()), found.catalog().objects());
                known.snapshot = found;
            }
            return known.snapshot;
        } finally {
            known.lock.unlock();
        }
    }

    private Optional<Snapshot> read(String tenant) {
        try (Work work = telemetry.begin(Telemetry.Kind.CATALOG, "load")) {
            return documents.load(tenant);
        }
    }

    /** What became of a publish. */
    record Outcome(Snapshot snapshot, PublishReport report) {}

    /**
     * Publishes what {@code edit} does to the metadata. It may be called again when another node was faster, and must not keep
     * what it saw.
     *
     * @param deed whose and what it is; the actor's tenant is meant
     * @param create whether the tenant may be new
     * @param dryRun only reports; then problems are in the report instead of thrown
     * @param code the code of the whole when there are problems
     */
    Outcome publish(Deed deed, boolean create, boolean dryRun, String code, Consumer<Workspace> edit) {
        String tenant = deed.actor().tenant();
        if (!create) {
            // Whoever has just published on another node goes on from there.
            newest(tenant);
        }
        Tenant known = tenants.computeIfAbsent(tenant, _ -> new Tenant());
        gate.enter(tenant);
        known.lock.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                Snapshot base =
                        known.snapshot != null ? known.snapshot : read(tenant).orElse(Snapshot.NOTHING);
                Outcome outcome = measured(deed, base, dryRun, code, edit);
                if (outcome != null) {
                    if (!dryRun && outcome.snapshot() != base) {
                        known.snapshot = outcome.snapshot();
                        notices.post(new Notice(TOPIC, tenant, ""));
                        announce(tenant, base, outcome.snapshot());
                        dropRemoved(
                                new Realm(tenant, base.catalog()),
                                outcome.snapshot().catalog());
                    }
                    return outcome;
                }
                catchUp(tenant, known);
            }
        } finally {
            known.lock.unlock();
            gate.leave(tenant);
        }
        throw new ProblemException(Kind.CONFLICT, "PUBLISH_CONFLICT", Map.of());
    }

    private Outcome measured(Deed deed, Snapshot base, boolean dryRun, String code, Consumer<Workspace> edit) {
        try (Work work = telemetry.begin(Telemetry.Kind.CATALOG, dryRun ? "dryRun" : "publish")) {
            try {
                return attempt(deed, base, dryRun, code, edit);
            } catch (RuntimeException refused) {
                work.failed(refused);
                throw refused;
            }
        }
    }

    /** @return null when another node published meanwhile */
    private Outcome attempt(Deed deed, Snapshot base, boolean dryRun, String code, Consumer<Workspace> edit) {
        String tenant = deed.actor().tenant();
        Workspace workspace = new Workspace(base);
        edit.accept(workspace);
        Compilation compilation = CatalogCompiler.compile(
                base.catalog().version() + 1,
                workspace.elements.values().stream().map(Element::definition).toList());
        List<Problem> problems = workspace.allProblems(compilation.findings());
        if (!problems.isEmpty()) {
            return refuse(workspace, dryRun, code, problems);
        }
        Catalog catalog = compilation.get();
        CatalogDiff diff = CatalogDiff.between(base.catalog(), catalog);
        var check = new DataCheck(records, new Realm(tenant, base.catalog()), catalog, diff);
        List<Finding> refusals = new ArrayList<>(check.refusals(dryRun));
        checks.orderedStream().forEach(one -> refusals.addAll(one.check(tenant, base.catalog(), catalog)));
        problems = workspace.allProblems(refusals);
        if (dryRun || !problems.isEmpty()) {
            List<String> dependants = dependants(base.catalog(), diff);
            var report = new PublishReport(
                    changes(diff), dependants, dryRun ? check.failingRows() : PublishReport.FailingRows.NONE, problems);
            return dryRun ? new Outcome(base, report) : refuse(workspace, false, code, problems);
        }
        var report = new PublishReport(changes(diff), List.of(), PublishReport.FailingRows.NONE, List.of());
        if (diff.isEmpty()
                && workspace.packages.equals(base.packages())
                && workspace.elements.equals(base.elements())) {
            return new Outcome(base, report);
        }
        Snapshot next = next(workspace, catalog);
        prepareChanged(tenant, catalog, diff, code);
        return documents.save(tenant, base, next, history.puts(tenant, deed, base, next, report))
                ? new Outcome(next, report)
                : null;
    }

    private static Outcome refuse(Workspace workspace, boolean dryRun, String code, List<Problem> problems) {
        if (dryRun) {
            return new Outcome(
                    workspace.base,
                    new PublishReport(
                            workspace.intended(),
                            workspace.dependantsOfIntended(),
                            PublishReport.FailingRows.NONE,
                            problems));
        }
        throw ProblemException.invalid(code, problems);
    }

    /** Objects as they were compiled, since the compiler gave a prefix to those that had none. */
    private static Snapshot next(Workspace workspace, Catalog catalog) {
        var elements = new LinkedHashMap<String, Element>();
        workspace.elements.forEach((address, element) -> {
            Element complete = element;
            if (element.definition() instanceof ObjectDefinition object) {
                ObjectDefinition compiled = catalog.getObject(object.name()).definition();
                if (compiled != object && !compiled.equals(object)) {
                    complete = element.shipped() != null && !element.changedByTenant()
                            ? Element.of(compiled)
                            : element.with(compiled);
                }
            }
            elements.put(address, complete);
        });
        return new Snapshot(catalog, elements, workspace.packages, workspace.removed, workspace.base.stored() + 1);
    }

    private void prepareChanged(String tenant, Catalog catalog, CatalogDiff diff, String code) {
        try {
            prepare(
                    new Realm(tenant, catalog),
                    diff.touchedObjects().stream().map(catalog::getObject).toList());
        } catch (StoreException.DuplicateKey duplicate) {
            throw ProblemException.invalid(
                    code,
                    List.of(new Problem(
                            "UNIQUE_BROKEN",
                            "",
                            Map.of(
                                    "object",
                                    duplicate.object,
                                    "fields",
                                    String.join(", ", duplicate.fields),
                                    "id",
                                    duplicate.id == null ? "" : duplicate.id))));
        }
    }

    private void prepare(Realm realm, java.util.Collection<CatalogObject> objects) {
        objects.forEach(object -> records.prepare(realm, object));
    }

    private void announce(String tenant, Snapshot before, Snapshot after) {
        Realm realm = new Realm(tenant, after.catalog());
        CatalogDiff diff = CatalogDiff.between(before.catalog(), after.catalog());
        tell(realm, listener -> listener.published(realm, diff));
    }

    private void tell(Realm realm, Consumer<CatalogListener> news) {
        listeners.orderedStream().forEach(listener -> {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.error(
                        "A listener failed after catalog {} of {} was published",
                        realm.catalog().version(),
                        realm.tenant(),
                        e);
            }
        });
    }

    /** Storage of objects that are gone; should a record have slipped in while the object went, it is kept. */
    private void dropRemoved(Realm before, Catalog after) {
        var kept = new HashSet<String>();
        after.objects().forEach(object -> kept.add(object.definition().id()));
        for (CatalogObject object : before.catalog().objects()) {
            if (!kept.contains(object.definition().id()) && DataCheck.count(records, before, object.name()) == 0) {
                records.drop(before, object);
            }
        }
    }

    private static List<PublishReport.Change> changes(CatalogDiff diff) {
        return diff.changes().stream().map(PublishReport.Change::of).toList();
    }

    /** Who names what changes or goes, apart from what changes itself. */
    static List<String> dependants(Catalog catalog, CatalogDiff diff) {
        var dependants = new TreeSet<String>();
        var changing = new ArrayList<String>();
        for (CatalogDiff.Change change : diff.changes()) {
            if (change.former() != null) {
                changing.add(change.former());
                dependants.addAll(catalog.dependants(change.former()));
            }
        }
        changing.forEach(dependants::remove);
        return List.copyOf(dependants);
    }

    @Override
    public <T> T atRest(String tenant, Supplier<T> work) {
        snapshot(tenant);
        ReentrantLock lock = tenants.get(tenant).lock;
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void heard(Notice notice) {
        refresh(notice.tenant());
    }

    @Override
    public void recheck() {
        tenants.keySet().forEach(this::refresh);
    }

    /** A node that dies between a publish and its notice leaves the others to find out for themselves. */
    @Override
    public Duration recheckEvery() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Catalog current(String tenant, long atLeast) {
        Catalog catalog = current(tenant);
        if (catalog.version() < atLeast) {
            refresh(tenant);
            catalog = current(tenant);
        }
        return catalog;
    }

    private void refresh(String tenant) {
        Tenant known = tenants.get(tenant);
        Snapshot present = known == null ? null : known.snapshot;
        if (present != null && documents.stored(tenant) != present.stored()) {
            known.lock.lock();
            try {
                catchUp(tenant, known);
            } finally {
                known.lock.unlock();
            }
        }
    }

    /** Takes over what another node has published since. Under the lock. */
    private void catchUp(String tenant, Tenant known) {
        Snapshot before = known.snapshot;
        if (before == null || documents.stored(tenant) == before.stored()) {
            return;
        }
        Snapshot newest = read(tenant).orElse(null);
        if (newest == null) {
            tenants.remove(tenant, known);
        } else {
            takeOver(tenant, known, before, newest);
        }
    }

    private void takeOver(String tenant, Tenant known, Snapshot before, Snapshot newest) {
        CatalogDiff diff = CatalogDiff.between(before.catalog(), newest.catalog());
        Realm realm = new Realm(tenant, newest.catalog());
        // The storage is as the publisher made it; what this node's store knows of it is brought up to date.
        prepare(
                realm,
                diff.touchedObjects().stream().map(newest.catalog()::getObject).toList());
        known.snapshot = newest;
        tell(realm, listener -> listener.arrived(realm, diff));
    }

    @Override
    public void forgetTenant(String tenant) {
        tenants.remove(tenant);
    }
}
