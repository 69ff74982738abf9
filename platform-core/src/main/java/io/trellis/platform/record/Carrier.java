package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Dependencies;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Carries a write up to everything that is rolled up from it, so that both become durable in one commit: parents before and
 * after, their formulas, their parents in turn. The platform does this in its own name: the writer needs no rights on a
 * parent, who remains written last by whoever wrote it last.
 */
@Component
final class Carrier {
    private static final int ATTEMPTS = 10;

    private final RecordStore store;
    private final Plans plans;
    private final Numbers numbers;
    private final RecordLocks locks;

    Carrier(RecordStore store, Plans plans, Numbers numbers, RecordLocks locks) {
        this.store = store;
        this.plans = plans;
        this.numbers = numbers;
        this.locks = locks;
    }

    /**
     * What must be committed with the write at hand. The records it concerns stay locked until it is closed, which must be after
     * the commit is durable or refused.
     */
    record Carried(List<Commit.Write> writes, List<SystemStore.Put> documents, RecordLocks.Held locks)
            implements AutoCloseable {
        private static final Carried NOTHING = new Carried(List.of(), List.of(), new RecordLocks.Held());

        /** Whether nothing above is concerned. */
        boolean nothing() {
            return locks.isEmpty();
        }

        @Override
        public void close() {
            locks.close();
        }
    }

    /** Whether anything is rolled up from an object's records. */
    boolean concerns(Realm realm, CatalogObject object) {
        return !realm.catalog().dependencies().over(object.name()).isEmpty();
    }

    /** Whether a write of such drafts can change, or must compute, a roll-up. */
    boolean concerns(Realm realm, Collection<Draft> drafts) {
        for (Draft draft : drafts) {
            if (draft.whole && !draft.plan.rollups.isEmpty() || concerns(realm, draft.object)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Works out what a write changes above it, and brings that into those of its drafts which are parents themselves.
     *
     * @param drafts finished, and free of problems
     * @param leaving records that live now and will not after the commit
     * @throws io.trellis.platform.problem.ProblemException INVALID_RECORD where a parent can't take the result
     */
    Carried carry(Actor actor, Realm realm, Instant now, List<Draft> drafts, Collection<Loads.Loaded> leaving) {
        boolean concerned = concerns(realm, drafts);
        for (Loads.Loaded gone : leaving) {
            concerned |= concerns(realm, gone.object);
        }
        if (!concerned) {
            return Carried.NOTHING;
        }
        Dependencies dependencies = realm.catalog().dependencies();
        CatalogPlans known = plans.of(realm);
        Set<String> reach =
                new TreeSet<>(new Reach(dependencies, known, new Loads(store, realm), now).of(drafts, leaving));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            RecordLocks.Held held = locks.take(realm.tenant(), reach);
            boolean kept = false;
            try {
                var run = new Carrying(store, actor, realm, now, known, numbers, reach);
                drafts.forEach(run::add);
                leaving.forEach(run::leaves);
                if (run.carry()) {
                    kept = true;
                    return new Carried(run.writes(), run.guards(), held);
                }
                reach.addAll(run.beyond());
            } finally {
                if (!kept) {
                    held.close();
                }
            }
        }
        String id = reach.iterator().next();
        String object =
                realm.catalog().findObjectOfId(id).map(CatalogObject::name).orElse("");
        throw new StoreException.VersionMismatch(object, id, -1);
    }
}
