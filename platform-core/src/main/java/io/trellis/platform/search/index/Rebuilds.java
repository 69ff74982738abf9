package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.lease.Lease;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.store.Realm;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.Tenants;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sees to it that every object has a generation that fits its definition, and builds those that are missing, one after the other on a
 * thread of its own. It looks at the start, after every publish, and when a question or an event met an object without one. An index
 * that nodes share is looked after by one of them.
 */
@Component
final class Rebuilds implements SmartLifecycle, CatalogListener, TenantMemory {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final int AGAIN_AFTER_SECONDS = 5;
    /** What other nodes came to know of is found by looking. */
    private static final int LOOK_SECONDS = 10;

    private static final String LEASE = "search-rebuild";
    private static final Wanted EVERYTHING = new Wanted(null, null);
    /** Stands for an object: the whole tenant is gone, or is another. */
    private static final String GONE = "";

    private final IndexKeeper keeper;
    private final Catalogs catalogs;
    private final ObjectProvider<Tenants> tenants;
    private final Building building;
    private final Leases leases;
    private final BlockingQueue<Wanted> queue = new LinkedBlockingQueue<>();
    private final Set<Wanted> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private Thread worker;
    private Lease lease;

    /** @param object its stable id; null for all of the tenant; the tenant null for all there are */
    private record Wanted(String tenant, String object) {}

    Rebuilds(IndexKeeper keeper, Catalogs catalogs, ObjectProvider<Tenants> tenants, Building building, Leases leases) {
        this.leases = leases;
        this.keeper = keeper;
        this.catalogs = catalogs;
        this.tenants = tenants;
        this.building = building;
    }

    @Override
    public void start() {
        running = true;
        worker = Thread.ofPlatform().daemon().name("search-rebuild").start(this::work);
        begin();
    }

    @Override
    public void stop() {
        running = false;
        building.stop();
        worker.interrupt();
        try {
            worker.join(10_000);
            if (lease != null) {
                lease.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the outbox's listeners start, after them when it stops. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 100;
    }

    /** Sees whether the index can go on, and looks through all tenants for what is missing. */
    void begin() {
        try {
            keeper.begin();
        } catch (SearchIndex.Unavailable unavailable) {
            LOG.warn("Lists search in the store until the search engine answers: {}", unavailable.getMessage());
        }
        want(EVERYTHING);
    }

    /** Looks soon whether the index is still the one it was. */
    void look() {
        want(EVERYTHING);
    }

    /** Builds an object's documents soon where that is needed. */
    void want(Realm realm, CatalogObject object) {
        want(new Wanted(realm.tenant(), object.definition().id()));
    }

    private void want(Wanted wanted) {
        if (waiting.add(wanted)) {
            queue.add(wanted);
        }
    }

    /** How many objects wait to be looked at. */
    int waiting() {
        return waiting.size();
    }

    @Override
    public void published(Realm realm, CatalogDiff diff) {
        keeper.forgetFields();
        if (!diff.touchedObjects().isEmpty()
                || diff.changes().stream().anyMatch(change -> change.action() == CatalogDiff.Action.REMOVE)
                || diff.touches(io.trellis.metadata.kind.Kinds.PERMISSION_SETS)) {
            want(new Wanted(realm.tenant(), null));
        }
    }

    @Override
    public void forgetTenant(String tenant) {
        want(new Wanted(tenant, GONE));
    }

    private void work() {
        while (running) {
            Wanted wanted = null;
            try {
                wanted = take();
                waiting.remove(wanted);
                if (mine()) {
                    handle(wanted);
                }
            } catch (InterruptedException | Building.Stopped stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "What is missing in the search index is looked for again in {} s",
                        AGAIN_AFTER_SECONDS,
                        failure);
                if (!pause()) {
                    return;
                }
                want(wanted == null ? EVERYTHING : wanted);
            }
        }
    }

    private Wanted take() throws InterruptedException {
        if (!keeper.index().shared()) {
            return queue.take();
        }
        Wanted wanted = queue.poll(LOOK_SECONDS, TimeUnit.SECONDS);
        return wanted == null ? EVERYTHING : wanted;
    }

    /** Whether this node looks after the index; another one that does looks around by itself. */
    private boolean mine() {
        if (!keeper.index().shared()) {
            return true;
        }
        if (lease == null || !lease.held()) {
            lease = leases.tryTake(LEASE).orElse(null);
        }
        return lease != null;
    }

    private boolean pause() {
        try {
            TimeUnit.SECONDS.sleep(AGAIN_AFTER_SECONDS);
            return running;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private void handle(Wanted wanted) {
        if (wanted.tenant() == null) {
            keeper.begin();
            tenants.ifAvailable(
                    known -> known.list().stream().map(Tenant::name).forEach(tenant -> want(new Wanted(tenant, null))));
            return;
        }
        if (GONE.equals(wanted.object())) {
            keeper.forgetTenant(wanted.tenant());
            want(new Wanted(wanted.tenant(), null));
            return;
        }
        Optional<Realm> realm = realm(wanted.tenant());
        if (realm.isEmpty()) {
            return;
        }
        if (wanted.object() == null) {
            removeStrangers(realm.get());
        }
        for (CatalogObject object : realm.get().catalog().objects()) {
            if (wanted.object() == null
                    || wanted.object().equals(object.definition().id())) {
                building.ensure(realm.get(), object);
            }
        }
    }

    private Optional<Realm> realm(String tenant) {
        try {
            return Optional.of(new Realm(tenant, catalogs.current(tenant)));
        } catch (ProblemException gone) {
            return Optional.empty();
        }
    }

    /** Forgets objects that the catalog no longer has. */
    private void removeStrangers(Realm realm) {
        Set<String> known = new HashSet<>();
        realm.catalog().objects().forEach(object -> known.add(IndexKeeper.noteName(realm, object)));
        for (String name : keeper.index().view().notes().keySet()) {
            if (name.startsWith(realm.tenant() + "/") && !known.contains(name)) {
                keeper.change(name, _ -> ObjectNote.NOTHING);
                keeper.index().dropAll(name);
            }
        }
    }
}
