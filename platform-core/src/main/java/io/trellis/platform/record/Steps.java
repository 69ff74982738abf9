package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The steps of one write, each with the records it concerns. Nearly free where no step concerns the objects written. Used by
 * one thread.
 */
final class Steps {
    private final Actor actor;
    private final Realm realm;
    private final Instant now;
    private final Loads loads;
    private final Map<WriteStep, List<WrittenRecord>> byStep = new LinkedHashMap<>();
    private final List<DraftRecord> records = new ArrayList<>();

    private Steps(Actor actor, Realm realm, Instant now, Loads loads) {
        this.actor = actor;
        this.realm = realm;
        this.now = now;
        this.loads = loads;
    }

    static Steps of(
            Actor actor,
            Realm realm,
            Instant now,
            Loads loads,
            KnownSteps steps,
            CatalogPlans known,
            List<Draft> drafts,
            Loads.Unsaved unsaved) {
        Steps run = new Steps(actor, realm, now, loads);
        for (Draft draft : drafts) {
            List<WriteStep> concerned = steps.of(known, draft.object);
            if (!concerned.isEmpty()) {
                boolean quiet = !draft.creating() && draft.change.values().isEmpty();
                DraftRecord record = new DraftRecord(draft, loads, unsaved, actor, now);
                run.records.add(record);
                for (WriteStep step : concerned) {
                    if (!quiet || step.recalculates()) {
                        run.add(step, record);
                    }
                }
            }
        }
        return run;
    }

    /** For records as they are stored; what the steps have to say of them goes to {@code problems}. */
    static Steps of(
            Actor actor,
            Realm realm,
            Loads loads,
            KnownSteps steps,
            CatalogPlans known,
            Collection<Loads.Loaded> stored,
            WrittenRecord.Kind kind,
            List<Problem> problems) {
        Steps run = new Steps(actor, realm, Instant.now(), loads);
        for (Loads.Loaded loaded : stored) {
            for (WriteStep step : steps.of(known, loaded.object)) {
                run.add(step, new StoredWritten(loaded, kind, problems, loads, actor, run.now));
            }
        }
        return run;
    }

    private void add(WriteStep step, WrittenRecord record) {
        byStep.computeIfAbsent(step, _ -> new ArrayList<>()).add(record);
    }

    /** Lets the steps give defaults and set values; formulas hold afterwards. */
    void derive(Deriver deriver) {
        if (byStep.isEmpty()) {
            return;
        }
        records.forEach(record -> deriver.formulas(record.draft));
        prefetch(deriver);
        each(deriver, (step, batch) -> {
            List<WrittenRecord> fresh = batch.records().stream()
                    .filter(record -> record.kind() == WrittenRecord.Kind.CREATE)
                    .toList();
            if (!fresh.isEmpty()) {
                step.defaults(new WriteBatch(actor, realm, now, fresh));
            }
        });
        each(deriver, WriteStep::derive);
        // What the steps have set may lead elsewhere.
        prefetch(deriver);
        records.forEach(DraftRecord::close);
        links();
    }

    /** Reads what the steps will ask for through links, in few questions instead of one a record. */
    private void prefetch(Deriver deriver) {
        Map<CatalogObject, List<Draft>> byObject = new HashMap<>();
        records.forEach(record -> byObject.computeIfAbsent(record.object(), _ -> new ArrayList<>())
                .add(record.draft));
        byObject.forEach((object, drafts) -> byStep.keySet().forEach(step -> step.reads(realm.catalog(), object)
                .forEach(path -> deriver.prefetch(object, path, drafts))));
    }

    private void each(Deriver deriver, BiConsumer<WriteStep, WriteBatch> phase) {
        for (WriteStep step : inOrder()) {
            phase.accept(step, new WriteBatch(actor, realm, now, byStep.get(step)));
            for (DraftRecord record : records) {
                if (record.set) {
                    deriver.formulas(record.draft);
                    record.set = false;
                }
            }
        }
    }

    /** Records of several objects may have brought the steps in another order than their own. */
    private List<WriteStep> inOrder() {
        return byStep.size() == 1
                ? List.copyOf(byStep.keySet())
                : byStep.keySet().stream().sorted(KnownSteps.ORDER).toList();
    }

    void check() {
        inOrder().forEach(step -> step.check(new WriteBatch(actor, realm, now, byStep.get(step))));
    }

    void removing() {
        inOrder().forEach(step -> step.removing(new WriteBatch(actor, realm, now, byStep.get(step))));
    }

    /** What steps linked to must be there; whether the writer may see it is not asked, since it is not the writer who says it. */
    private void links() {
        Map<CatalogObject, List<String>> wanted = new HashMap<>();
        for (DraftRecord record : records) {
            for (String name : record.draft.declaredNow) {
                ids(record.draft, name)
                        .forEach(id -> realm.catalog().findObjectOfId(id).ifPresent(object -> wanted.computeIfAbsent(
                                        object, _ -> new ArrayList<>())
                                .add(id)));
            }
        }
        wanted.forEach(loads::load);
        for (DraftRecord record : records) {
            for (String name : record.draft.declaredNow) {
                CatalogField field = record.draft.object.fields().get(name);
                for (String id : ids(record.draft, name)) {
                    if (!there(field, id)) {
                        record.problem(new Problem(
                                "LINK_NOT_FOUND", "/" + name, Map.of("id", id, "targets", field.targets())));
                    }
                }
            }
        }
    }

    private static List<String> ids(Draft draft, String name) {
        CatalogField field = draft.object.fields().get(name);
        if (!field.links()) {
            return List.of();
        }
        return switch (draft.expressionValue(name)) {
            case null -> List.of();
            case List<?> many -> many.stream().map(Object::toString).toList();
            case Object one -> List.of(one.toString());
        };
    }

    private boolean there(CatalogField field, String id) {
        return realm.catalog()
                .findObjectOfId(id)
                .filter(object -> field.targets().contains(object.name()))
                .map(object -> loads.find(object, id))
                .filter(found -> !found.stored.system().deleted())
                .isPresent();
    }
}
