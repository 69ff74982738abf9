package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Rollup;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.Gatherer.Shift;
import io.trellis.platform.record.RollupPlan.Share;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One write on its way up: roll-ups in an order in which each comes after those it reads, every one for all parents at once.
 * A value is carried on by what changes where that is exact, and gathered from all children where it is not. Used by one
 * thread that holds the locks of all parents.
 */
final class Carrying {
    private final RecordStore store;
    private final Actor actor;
    private final Realm realm;
    private final Instant now;
    private final CatalogPlans plans;
    private final Set<String> locked;
    private final Loads loads;
    private final Gatherer gatherer;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Deriver deriver;

    /** Records that live before the write and not after it, by object. */
    private final Map<String, List<Loads.Loaded>> leaving = new HashMap<>();

    private final Set<String> gone = new HashSet<>();
    private final Map<String, List<Draft>> byObject = new LinkedHashMap<>();
    /** Parents that are not among the records written. */
    private final List<Draft> parents = new ArrayList<>();
    /** Drafts with a roll-up that changed after their formulas were computed last. */
    private final Set<Draft> unsettled = new LinkedHashSet<>();

    private final Set<Draft> changed = new LinkedHashSet<>();
    /** Parents to which the writer has just linked a child. */
    private final Set<String> joined = new HashSet<>();

    private final Set<String> beyond = new HashSet<>();
    private final Guards guards;

    Carrying(
            RecordStore store,
            Actor actor,
            Realm realm,
            Instant now,
            CatalogPlans plans,
            Numbers numbers,
            Set<String> locked) {
        this.store = store;
        this.actor = actor;
        this.realm = realm;
        this.now = now;
        this.plans = plans;
        this.locked = locked;
        this.loads = new Loads(store, realm);
        this.gatherer = new Gatherer(store, realm, now);
        this.deriver = new Deriver(actor, now, loads, numbers, drafts);
        this.guards = new Guards(store, realm);
    }

    void add(Draft draft) {
        drafts.put(draft.id, draft);
        byObject.computeIfAbsent(draft.object.name(), _ -> new ArrayList<>()).add(draft);
    }

    void leaves(Loads.Loaded record) {
        gone.add(record.stored.id());
        leaving.computeIfAbsent(record.object.name(), _ -> new ArrayList<>()).add(record);
    }

    /** @return false when a record is concerned that is not locked; see {@link #beyond} */
    boolean carry() {
        Set<String> children = new LinkedHashSet<>(byObject.keySet());
        children.addAll(leaving.keySet());
        Set<String> whole = new HashSet<>();
        for (Draft draft : drafts.values()) {
            if (draft.whole && !draft.plan.rollups.isEmpty()) {
                whole.add(draft.object.name());
            }
        }
        List<Rollup> order = realm.catalog().dependencies().carried(children, whole);
        for (Rollup rollup : order) {
            RollupPlan plan = plans.of(rollup);
            Map<String, Shift> shifts = shifts(plan);
            if (whole.contains(rollup.object().name())) {
                for (Draft draft : byObject.get(rollup.object().name())) {
                    if (draft.whole) {
                        shifts.computeIfAbsent(draft.id, _ -> new Shift());
                    }
                }
            }
            if (!shifts.isEmpty() && !apply(plan, shifts)) {
                return false;
            }
        }
        settle(List.copyOf(unsettled));
        changed.forEach(this::finish);
        return true;
    }

    /** What the write does to each parent's children. */
    private Map<String, Shift> shifts(RollupPlan plan) {
        String child = plan.rollup.child().name();
        List<Draft> drafted = byObject.getOrDefault(child, List.of());
        settle(drafted.stream().filter(unsettled::contains).toList());
        Map<String, Shift> shifts = new LinkedHashMap<>();
        for (Draft draft : drafted) {
            Share before = draft.lived() ? plan.share(now, draft::beforeValue) : null;
            Share after = plan.share(now, draft::expressionValue);
            if (!Share.same(before, after)) {
                less(plan, draft.id, before, shifts);
                if (counts(plan, after)) {
                    shifts.computeIfAbsent(after.parent(), _ -> new Shift())
                            .more()
                            .add(after);
                    if (draft.touched.contains(plan.rollup.via().name())) {
                        joined.add(after.parent());
                    }
                }
            }
        }
        for (Loads.Loaded record : leaving.getOrDefault(child, List.of())) {
            less(plan, record.stored.id(), plan.share(now, Reach.values(record)), shifts);
        }
        return shifts;
    }

    private void less(RollupPlan plan, String id, Share share, Map<String, Shift> shifts) {
        if (counts(plan, share)) {
            Shift shift = shifts.computeIfAbsent(share.parent(), _ -> new Shift());
            shift.without().add(id);
            shift.less().add(share);
        }
    }

    /** A link of several objects may lead to one without this roll-up. */
    private boolean counts(RollupPlan plan, Share share) {
        return share != null
                && realm.catalog()
                        .findObjectOfId(share.parent())
                        .filter(plan.rollup.object()::equals)
                        .isPresent();
    }

    private boolean apply(RollupPlan plan, Map<String, Shift> shifts) {
        CatalogObject object = plan.rollup.object();
        shifts.keySet().removeAll(gone);
        if (!locked.containsAll(shifts.keySet())) {
            beyond.addAll(shifts.keySet());
            return false;
        }
        List<String> unread =
                shifts.keySet().stream().filter(id -> !drafts.containsKey(id)).toList();
        loads.load(object, unread);
        Map<String, Shift> gathered = new LinkedHashMap<>();
        for (Map.Entry<String, Shift> entry : shifts.entrySet()) {
            Draft parent = parent(plan, entry.getKey());
            if (parent == null) {
                continue;
            }
            guards.touch(plan, parent);
            Shift shift = entry.getValue();
            boolean empty = parent.creating();
            Object stored = RecordValues.forExpression(
                    parent.after.get(plan.rollup.field().name()));
            if (!parent.whole && difference(plan, parent, stored, empty, shift)) {
                continue;
            }
            gathered.put(entry.getKey(), shift);
        }
        if (!gathered.isEmpty()) {
            Map<String, Object> values = refusing(plan, () -> gatherer.gather(plan, gathered));
            for (String id : gathered.keySet()) {
                set(plan, drafts.get(id), values.containsKey(id) ? values.get(id) : plan.ofNothing());
            }
        }
        return true;
    }

    private Draft parent(RollupPlan plan, String id) {
        Draft known = drafts.get(id);
        if (known != null) {
            return known;
        }
        Loads.Loaded loaded = loads.find(plan.rollup.object(), id);
        if (loaded == null || loaded.stored.system().deleted()) {
            if (joined.contains(id)) {
                // It went after the link to it was checked: checked again, the link is told to be wrong.
                long current = loaded == null ? 0 : loaded.stored.version();
                throw new StoreException.VersionMismatch(plan.rollup.object().name(), id, current);
            }
            return null;
        }
        var draft = new Draft(Change.update(loaded.object.name(), id, Map.of()), plans.of(loaded.object), id, Set.of());
        draft.startFrom(loaded);
        draft.derivedFrom(plan.rollup.child().name());
        add(draft);
        parents.add(draft);
        return draft;
    }

    /**
     * Carries a value on without asking the store.
     *
     * @param empty whether the parent has no children but those of this write
     * @return false where all children must be asked
     */
    private boolean difference(RollupPlan plan, Draft parent, Object stored, boolean empty, Shift shift) {
        if (!plan.exact() || stored == null && !empty) {
            return false;
        }
        switch (plan.rollup.function()) {
            case COUNT -> {
                int difference = shift.more().size() - shift.less().size();
                set(plan, parent, ((BigDecimal) stored).add(BigDecimal.valueOf(difference)));
                return true;
            }
            case SUM -> {
                BigDecimal sum = (BigDecimal) stored;
                for (Share share : shift.more()) {
                    sum = share.value() == null ? sum : sum.add((BigDecimal) share.value());
                }
                for (Share share : shift.less()) {
                    sum = share.value() == null ? sum : sum.subtract((BigDecimal) share.value());
                }
                set(plan, parent, sum);
                return true;
            }
            case MIN, MAX -> {
                Object best = stored;
                for (Share share : shift.more()) {
                    best = Gatherer.better(plan.rollup.function(), best, share.value());
                }
                boolean better = stored == null || Predicate.order(best, stored) != 0;
                for (Share share : shift.less()) {
                    if (!better && share.value() != null && Predicate.order(share.value(), stored) == 0) {
                        return false;
                    }
                }
                set(plan, parent, best);
                return true;
            }
            case COUNT_DISTINCT, AVG -> {
                return false;
            }
        }
        return false;
    }

    private void set(RollupPlan plan, Draft parent, Object result) {
        String name = plan.rollup.field().name();
        Object value = refusing(plan, () -> plan.stored(result));
        if (RecordValues.same(parent.after.get(name), value)) {
            return;
        }
        if (value == null) {
            parent.after.remove(name);
        } else {
            parent.after.put(name, value);
        }
        unsettled.add(parent);
        changed.add(parent);
    }

    private static <T> T refusing(RollupPlan plan, java.util.function.Supplier<T> result) {
        try {
            return result.get();
        } catch (ArithmeticException tooLarge) {
            throw tooLarge(plan.rollup.object(), plan.rollup.field().name());
        }
    }

    private static ProblemException tooLarge(CatalogObject object, String field) {
        return ProblemException.invalid(
                "INVALID_RECORD",
                List.of(new Problem("DERIVED_TOO_LARGE", "", Map.of("object", object.name(), "field", field))));
    }

    private void settle(Collection<Draft> some) {
        if (some.isEmpty()) {
            return;
        }
        deriver.prefetch(some);
        for (Draft draft : some) {
            int before = draft.problems.size();
            deriver.formulas(draft);
            if (draft.problems.size() > before) {
                throw tooLarge(draft.object, draft.problems.getLast().path().substring(1));
            }
            unsettled.remove(draft);
        }
    }

    private void finish(Draft draft) {
        deriver.finish(draft);
    }

    /** The writes of parents that are not written anyhow. */
    List<Commit.Write> writes() {
        List<Commit.Write> writes = new ArrayList<>();
        for (Draft parent : parents) {
            if (parent.dirty()) {
                writes.add(parent.put(actor.userId(), actor.via(), now));
            }
        }
        return writes;
    }

    List<SystemStore.Put> guards() {
        return guards.documents();
    }

    /** Records that were found to be concerned and must be locked, too. */
    Set<String> beyond() {
        return beyond;
    }
}
