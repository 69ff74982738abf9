package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Dependencies;
import io.trellis.metadata.catalog.Rollup;
import io.trellis.platform.record.RollupPlan.Share;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds, before anything is locked, which records a write may change by what is rolled up: rather one too many than too few. */
final class Reach {
    private final Dependencies dependencies;
    private final CatalogPlans plans;
    private final Loads loads;
    private final Instant now;
    private final Set<String> found = new HashSet<>();
    private Map<CatalogObject, List<String>> next = new HashMap<>();

    Reach(Dependencies dependencies, CatalogPlans plans, Loads loads, Instant now) {
        this.now = now;
        this.dependencies = dependencies;
        this.plans = plans;
        this.loads = loads;
    }

    Set<String> of(List<Draft> drafts, Collection<Loads.Loaded> leaving) {
        for (Draft draft : drafts) {
            if (draft.whole && !draft.plan.rollups.isEmpty()) {
                found.add(draft.id);
            }
            for (Rollup rollup : dependencies.over(draft.object.name())) {
                RollupPlan plan = plans.of(rollup);
                Share before = draft.lived() ? plan.share(now, draft::beforeValue) : null;
                Share after = plan.share(now, draft::expressionValue);
                boolean maybe = dependencies.readsDerived(rollup) && !draft.plan.rollups.isEmpty();
                if (maybe || !Share.same(before, after)) {
                    parent(
                            rollup,
                            draft.lived() ? draft.beforeValue(rollup.via().name()) : null);
                    parent(rollup, draft.expressionValue(rollup.via().name()));
                }
            }
        }
        for (Loads.Loaded gone : leaving) {
            for (Rollup rollup : dependencies.over(gone.object.name())) {
                Share share = plans.of(rollup).share(now, values(gone));
                parent(rollup, share == null ? null : share.parent());
            }
        }
        while (!next.isEmpty()) {
            climb();
        }
        return found;
    }

    static Function<String, Object> values(Loads.Loaded record) {
        return name -> RecordValues.get(record.stored.id(), record.stored.system(), record.values(), name);
    }

    private void parent(Rollup rollup, Object id) {
        if (id instanceof String text
                && plans.catalog
                        .findObjectOfId(text)
                        .filter(rollup.object()::equals)
                        .isPresent()
                && found.add(text)) {
            next.computeIfAbsent(rollup.object(), _ -> new ArrayList<>()).add(text);
        }
    }

    /** From parents to theirs, where what is derived for the one feeds the other. */
    private void climb() {
        Map<CatalogObject, List<String>> here = next;
        next = new HashMap<>();
        here.forEach((object, ids) -> {
            List<Rollup> above = dependencies.over(object.name()).stream()
                    .filter(dependencies::readsDerived)
                    .toList();
            if (above.isEmpty()) {
                return;
            }
            loads.load(object, ids);
            for (String id : ids) {
                Loads.Loaded record = loads.find(object, id);
                if (record != null) {
                    above.forEach(rollup ->
                            parent(rollup, values(record).apply(rollup.via().name())));
                }
            }
        });
    }
}
