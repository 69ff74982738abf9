package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogDiff;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.CatalogListener;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.store.Realm;
import io.trellis.platform.tenant.Tenant;
import io.trellis.platform.tenant.TenantListener;
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
 * thread of its own. It looks at the start, after every publish, and when a question met an object without one.
 */
@Component
final class Rebuilds implements SmartLifecycle, CatalogListener, TenantListener {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);
    private static final int AGAIN_AFTER_SECONDS = 5;

    private final IndexKeeper keeper;
    private final Catalogs catalogs;
    private final ObjectProvider<Tenants> tenants;
    private final Building building;
    private final BlockingQueue<Wanted> queue = new LinkedBlockingQueue<>();
    private final Set<Wanted> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private Thread worker;

    /** @param object its stable id; null for all of the tenant; the tenant null for all there are */
    private record Wanted(String tenant, String object) {}

    Rebuilds(IndexKeeper keeper, Catalogs catalogs, ObjectProvider<Tenants> tenants, Building building) {
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
        want(new Wanted(null, null));
    }

    /** Looks soon whether the index is still the one it was. */
    void look() {
        want(new Wanted(null, null));
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
    public void removed(String tenant) {
        keeper.index().dropAll(tenant);
        keeper.index().view().notes().keySet().stream()
                .filter(name -> name.startsWith(tenant + "/"))
                .forEach(name -> keeper.change(name, _ -> ObjectNote.NOTHING));
    }

    private void work() {
        while (running) {
            Wanted wanted = null;
            try {
                wanted = queue.take();
                waiting.remove(wanted);
                handle(wanted);
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
                want(wanted);
            }
        }
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
