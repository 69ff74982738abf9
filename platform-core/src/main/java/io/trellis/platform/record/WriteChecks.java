package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.access.Grants.Action;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * May this actor touch the record, and is the result one that may stand. A record the actor may not read is not there for
 * them; one they may read but not change is refused with what is missing.
 */
final class WriteChecks {
    private final Actor actor;
    private final Realm realm;
    private final Loads loads;
    private final List<WriteGuard> guards;

    WriteChecks(Actor actor, Realm realm, Loads loads, List<WriteGuard> guards) {
        this.actor = actor;
        this.realm = realm;
        this.loads = loads;
        this.guards = guards;
    }

    static ProblemException notFound(CatalogObject object, String id) {
        return new ProblemException(Kind.NOT_FOUND, "NOT_FOUND", Map.of("what", "record", "name", id));
    }

    /** @param needs such as {@code edit:visit}; {@code reason} is {@code NOT_GRANTED} (to anybody with these roles) or {@code OUT_OF_SCOPE} (for this record) */
    static ProblemException forbidden(String needs, String reason) {
        return new ProblemException(
                Kind.FORBIDDEN,
                "FORBIDDEN",
                Map.of("needs", needs, "reason", reason),
                List.of(Problem.of(reason, "", "needs", needs)));
    }

    /** Why the actor may not do this to a record that is there; null when they may. */
    ProblemException refusal(Loads.Loaded record, Action action) {
        String object = record.object.name();
        if (!within(record, Action.READ)) {
            return notFound(record.object, record.stored.id());
        }
        if (within(record, action)) {
            return null;
        }
        boolean never = actor.grants().scope(object, action) instanceof Predicate.None;
        return forbidden(
                action.name().toLowerCase(java.util.Locale.ROOT) + ":" + object,
                never ? "NOT_GRANTED" : "OUT_OF_SCOPE");
    }

    private boolean within(Loads.Loaded record, Action action) {
        Predicate scope = actor.grants().scope(record.object.name(), action);
        return scope instanceof Predicate.All || loads.test(scope, record);
    }

    void required(Draft draft) {
        for (CatalogField field : draft.plan.required) {
            boolean asked = draft.creating() || draft.touched.contains(field.name());
            if (asked && draft.after.get(field.name()) == null && !hasProblem(draft, "/" + field.name())) {
                draft.problems.add(Problem.of("REQUIRED", "/" + field.name(), "field", field.name()));
            }
        }
    }

    private static boolean hasProblem(Draft draft, String path) {
        return draft.problems.stream()
                .anyMatch(
                        problem -> problem.path().equals(path) || problem.path().startsWith(path + "/"));
    }

    void guards(Draft draft) {
        for (WriteGuard guard : guards) {
            if (guard.concerns(draft.object)) {
                guard.check(
                        actor,
                        realm,
                        draft.object,
                        draft.id,
                        draft.before == null ? null : guarded(draft.before),
                        guarded(draft.after, draft.owner, draft.department),
                        draft.problems::add);
            }
        }
    }

    /** What guards say about the end of a record. */
    void guardRemoval(Loads.Loaded record, List<Problem> problems) {
        for (WriteGuard guard : guards) {
            if (guard.concerns(record.object)) {
                guard.check(actor, realm, record.object, record.stored.id(), guarded(record), null, problems::add);
            }
        }
    }

    /** What guards say about a record's return. */
    void guardReturn(Loads.Loaded record, List<Problem> problems) {
        for (WriteGuard guard : guards) {
            if (guard.concerns(record.object)) {
                guard.check(actor, realm, record.object, record.stored.id(), null, guarded(record), problems::add);
            }
        }
    }

    private static Map<String, Object> guarded(Loads.Loaded record) {
        SystemValues system = record.stored.system();
        return guarded(record.values(), system.owner(), system.department());
    }

    private static Map<String, Object> guarded(Map<String, Object> values, String owner, String department) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put("owner", owner);
        all.put("department", department);
        return all;
    }

    /**
     * Whether the result may stand where it is: nobody moves a record out of their own reach by changing a value, makes one
     * for somebody whose records they can't see, or adds a detail to a master they may not change. Handing a record over is
     * allowed to whoever may edit its owner, wherever it goes.
     */
    void result(Draft draft, Map<String, Draft> batch) {
        Grants grants = actor.grants();
        String object = draft.object.name();
        if (draft.before != null && draft.dirty()) {
            Predicate edit = grants.scope(object, Action.EDIT);
            if (!(edit instanceof Predicate.All) && !test(edit, draft, true) && !test(edit, draft, false)) {
                draft.problems.add(Problem.of("LEAVES_SCOPE", "", "object", object));
            }
        }
        if (draft.before == null
                && draft.touched.contains("owner")
                && !actor.userId().equals(draft.owner)) {
            Predicate read = grants.scope(object, Action.READ);
            if (!(read instanceof Predicate.All) && !test(read, draft, true)) {
                draft.problems.add(Problem.of("OWNER_OUT_OF_SCOPE", "/owner", "id", draft.owner));
            }
        }
        draft.plan.master.ifPresent(field -> master(draft, field, batch));
    }

    private void master(Draft draft, CatalogField field, Map<String, Draft> batch) {
        Object master = draft.after.get(field.name());
        Object before = draft.before == null ? null : draft.before.values().get(field.name());
        if (master == null
                || master.equals(before)
                || batch.containsKey(master)
                || hasProblem(draft, "/" + field.name())) {
            return;
        }
        CatalogObject object = realm.catalog().findObjectOfId(master.toString()).orElse(null);
        Loads.Loaded loaded = object == null ? null : loads.find(object, master.toString());
        if (loaded != null && !within(loaded, Action.EDIT)) {
            draft.problems.add(new Problem(
                    "MASTER_NOT_EDITABLE", "/" + field.name(), Map.of("object", object.name(), "id", master)));
        }
    }

    /** @param moved false tests the new values with the owner and department of before */
    private boolean test(Predicate scope, Draft draft, boolean moved) {
        return scope.test(path -> {
            Object first = draft.expressionValue(path.first());
            if (!moved) {
                SystemValues old = draft.before.stored.system();
                first = switch (path.first()) {
                    case "owner" -> old.owner();
                    case "department" -> old.department();
                    default -> first;
                };
            }
            return loads.value(path, first);
        });
    }

    /**
     * A stale version: what the writer wants and what others wrote since, for the fields both touched.
     *
     * @param since fields changed by others, or null when that isn't known
     */
    ProblemException conflict(Draft draft, StoredRecord current, java.util.Set<String> since) {
        Map<String, Object> stored = io.trellis.platform.store.RecordDocument.decode(draft.object, current.doc());
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : draft.touched) {
            if (since != null && !since.contains(name) || !actor.grants().mayRead(draft.object.name(), name)) {
                continue;
            }
            Object yours = draft.expressionValue(name);
            Object theirs = RecordValues.get(draft.id, current.system(), stored, name);
            if (!RecordValues.same(yours, theirs)) {
                Map<String, Object> both = new HashMap<>();
                both.put("yours", json(yours));
                both.put("theirs", json(theirs));
                fields.put(name, both);
            }
        }
        return new ProblemException(
                Kind.CONFLICT, "VERSION_CONFLICT", Map.of("current", current.version(), "fields", fields));
    }

    /** A canonical value as JSON-like value. */
    static Object json(Object value) {
        return switch (value) {
            case java.time.LocalDate day -> day.toString();
            case java.time.LocalTime time ->
                new String(new JsonOut(16).value(time).toBytes(), 1, 8, java.nio.charset.StandardCharsets.US_ASCII);
            case java.time.Instant moment ->
                new String(new JsonOut(32).moment(moment).toBytes(), 1, 24, java.nio.charset.StandardCharsets.US_ASCII);
            case null, default -> value;
        };
    }
}
