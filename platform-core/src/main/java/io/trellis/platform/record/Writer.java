package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants.Action;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The write path, for one record and for ten thousand: load, allow, normalise, derive, check, allow the result, commit. Each
 * step runs over all drafts before the next begins, so that what they need is loaded in batches.
 */
@Component
final class Writer {
    /** How often a write without an expected version starts again because somebody else was faster. */
    private static final int ATTEMPTS = 100;

    private final RecordStore store;
    private final Plans plans;
    private final Names names;
    private final Numbers numbers;
    private final Committer committer;
    private final Duplicates duplicates;
    private final FileSteps files;
    private final List<WriteGuard> guards;
    private final KnownSteps steps;
    private final Carrier carrier;
    private final KeptDecisions decisions;

    Writer(
            RecordStore store,
            Plans plans,
            Names names,
            Numbers numbers,
            Committer committer,
            Duplicates duplicates,
            FileSteps files,
            List<WriteGuard> guards,
            KnownSteps steps,
            Carrier carrier,
            KeptDecisions decisions) {
        this.decisions = decisions;
        this.store = store;
        this.plans = plans;
        this.names = names;
        this.numbers = numbers;
        this.committer = committer;
        this.duplicates = duplicates;
        this.files = files;
        this.guards = List.copyOf(guards);
        this.steps = steps;
        this.carrier = carrier;
    }

    /**
     * A change, and which of its fields metadata sets rather than the person.
     *
     * @param attachment a file that comes or goes with it, or null
     * @param derivedFrom not null where nothing but derived values are computed again: the object that gave reason to
     * @param whole whether roll-ups are among these
     */
    record Intent(
            Change change, Set<String> declared, FileSteps.Attachment attachment, String derivedFrom, boolean whole) {
        Intent(Change change, Set<String> declared) {
            this(change, declared, null, null, false);
        }

        Intent(Change change, FileSteps.Attachment attachment) {
            this(change, Set.of(), attachment, null, false);
        }

        static Intent recalculation(String object, String id, String derivedFrom, boolean whole) {
            return new Intent(Change.update(object, id, Map.of()), Set.of(), null, derivedFrom, whole);
        }

        static Intent of(Change change) {
            return new Intent(change, Set.of());
        }
    }

    /**
     * All or nothing.
     *
     * @throws ProblemException what is wrong with the changes; with several changes paths begin with their index
     */
    List<Draft> save(Actor actor, Realm realm, List<Intent> intents) {
        for (int attempt = 1; ; attempt++) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            List<Draft> drafts = prepare(actor, realm, intents, now);
            refuse(drafts);
            List<Draft> written = saved(actor, realm, drafts, now, attempt == ATTEMPTS);
            if (written != null) {
                return written;
            }
        }
    }

    /**
     * Commits drafts together with what is derived from them.
     *
     * @param last whether a lost race is told rather than answered with null
     */
    private List<Draft> saved(Actor actor, Realm realm, List<Draft> drafts, Instant now, boolean last) {
        try {
            commit(actor, realm, drafts, now);
            return drafts;
        } catch (StoreException refused) {
            ProblemException problem = explain(actor, realm, drafts, refused);
            if (problem != null || last) {
                throw problem == null ? Committer.unavailable(refused) : problem;
            }
            return null;
        }
    }

    /**
     * One commit of all drafts that changed anything and of everything rolled up from them.
     *
     * @throws StoreException when the store refuses
     * @throws ProblemException when a parent can't take what is derived for it
     */
    void commit(Actor actor, Realm realm, List<Draft> drafts, Instant now) {
        List<Draft> shifting =
                drafts.stream().filter(draft -> draft.dirty() || draft.whole).toList();
        try (Carrier.Carried carried = carrier.carry(actor, realm, now, shifting, List.of())) {
            List<Commit.Write> writes = new ArrayList<>();
            List<SystemStore.Put> documents = new ArrayList<>(0);
            List<KeyClaim> claims = new ArrayList<>(0);
            for (Draft draft : drafts) {
                if (draft.dirty()) {
                    writes.add(draft.put(actor.userId(), actor.via(), now));
                    documents.addAll(draft.documents);
                    claims.addAll(draft.claims);
                }
            }
            documents.addAll(KeyClaim.documents(claims));
            writes.addAll(carried.writes());
            documents.addAll(carried.documents());
            if (writes.isEmpty()) {
                return;
            }
            List<Map<String, String>> numbered = committer.commit(realm, new Commit(writes, documents));
            int next = 0;
            for (Draft draft : drafts) {
                if (draft.dirty()) {
                    draft.after.putAll(numbered.get(next++));
                }
            }
        }
    }

    /** As {@link #commit} without the commit: the drafts are as they would be stored. */
    void derive(Actor actor, Realm realm, List<Draft> drafts, Instant now) {
        carrier.carry(actor, realm, now, drafts, List.of()).close();
    }

    /** Takes changes through every step but the commit; each draft knows what is wrong with it. */
    List<Draft> prepare(Actor actor, Realm realm, List<Intent> intents, Instant now) {
        CatalogPlans known = plans.of(realm);
        Loads loads = new Loads(store, realm);
        var checks = new WriteChecks(actor, realm, loads, guards);
        List<Draft> drafts = new ArrayList<>(intents.size());
        Map<String, Draft> batch = new HashMap<>();
        var deriver = new Deriver(actor, now, loads, numbers, batch);
        Map<CatalogObject, List<String>> befores = new HashMap<>();
        for (Intent intent : intents) {
            Draft draft = draft(realm, known, intent);
            drafts.add(draft);
            if (batch.putIfAbsent(draft.id, draft) != null) {
                draft.problems.add(Problem.of("RECORD_TWICE", "", "id", draft.id));
            }
            if (!draft.creating()) {
                befores.computeIfAbsent(draft.object, _ -> new ArrayList<>()).add(draft.id);
            }
        }
        befores.forEach(loads::load);
        List<Draft> alive = new ArrayList<>(drafts.size());
        Set<String> made = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.creating()) {
                draft.begin(actor.userId(), now);
            }
            allow(actor, draft, loads, checks);
            if (draft.failure == null) {
                Normaliser.apply(actor, draft);
                Long expected = draft.change.expectedVersion();
                if (!draft.creating() && expected != null && draft.before.stored.version() != expected) {
                    draft.failure = conflict(realm, draft, checks);
                    if (draft.failure != null) {
                        continue;
                    }
                }
                if (draft.creating()) {
                    deriver.defaults(draft);
                    made.add(draft.id);
                }
                alive.add(draft);
            }
        }
        new LinkCheck(names, actor, realm, known).check(alive, made);
        deriver.prefetch(alive);
        Steps taking = Steps.of(actor, realm, now, loads, steps, known, alive, batch::get);
        taking.derive(deriver);
        loadMasters(realm, alive, loads, made);
        var hierarchies = new Hierarchies(loads, batch);
        Set<String> taken = new HashSet<>(0);
        for (Draft draft : alive) {
            hierarchies.check(draft);
            department(actor, realm, draft, loads);
            deriver.formulas(draft);
            checks.required(draft);
            checks.guards(draft);
            files.apply(actor, draft, taken);
        }
        taking.check();
        for (Draft draft : alive) {
            deriver.finish(draft);
            checks.result(draft, batch);
            if (draft.creating() && draft.ok() && !draft.plan.numbered.isEmpty()) {
                deriver.number(draft);
                deriver.formulas(draft);
                deriver.finish(draft);
            }
            if (!draft.decisions.isEmpty() && draft.ok() && draft.dirty()) {
                decisions.keep(actor, realm, draft, now);
            }
        }
        return drafts;
    }

    private Draft draft(Realm realm, CatalogPlans known, Intent intent) {
        Change change = intent.change();
        CatalogObject object = realm.catalog()
                .findObject(change.object())
                .orElseThrow(() -> ProblemException.notFound("object", change.object()));
        String id = change.id();
        if (id == null) {
            if (change.kind() == Change.Kind.UPDATE) {
                throw new IllegalArgumentException("An update needs an id");
            }
            id = RecordIds.next(object);
        }
        Draft draft = new Draft(change, known.of(object), id, intent.declared());
        draft.attachment = intent.attachment();
        if (intent.derivedFrom() != null) {
            draft.whole = intent.whole();
            draft.derivedFrom(intent.derivedFrom());
        }
        return draft;
    }

    private static void allow(Actor actor, Draft draft, Loads loads, WriteChecks checks) {
        String object = draft.object.name();
        if (draft.creating()) {
            if (!actor.grants().mayCreate(object)) {
                draft.failure = WriteChecks.forbidden("create:" + object, "NOT_GRANTED");
            } else {
                boolean owned = draft.object.definition().owned();
                draft.owner = owned && user(actor) ? actor.userId() : null;
                draft.department = actor.departmentId();
            }
            return;
        }
        Loads.Loaded before = loads.find(draft.object, draft.id);
        if (before == null || before.stored.system().deleted()) {
            draft.failure = WriteChecks.notFound(draft.object, draft.id);
            return;
        }
        draft.failure = checks.refusal(before, Action.EDIT);
        if (draft.failure == null) {
            draft.startFrom(before);
        }
    }

    /** Whether the actor is a person with a record, and not background work. */
    private static boolean user(Actor actor) {
        return actor.userId().indexOf('_') > 0;
    }

    /** Masters are tested against the writer's scope; one query for all drafts instead of one each. */
    private static void loadMasters(Realm realm, List<Draft> drafts, Loads loads, Set<String> made) {
        Map<CatalogObject, List<String>> masters = new HashMap<>();
        for (Draft draft : drafts) {
            CatalogField field = draft.plan.master.orElse(null);
            Object id = field == null ? null : draft.after.get(field.name());
            if (id != null && !made.contains(id)) {
                realm.catalog().findObjectOfId(id.toString()).ifPresent(object -> masters.computeIfAbsent(
                                object, _ -> new ArrayList<>())
                        .add(id.toString()));
            }
        }
        masters.forEach(loads::load);
    }

    /** A record belongs to its owner's department as of when the owner was set. */
    private static void department(Actor actor, Realm realm, Draft draft, Loads loads) {
        boolean given = draft.touched.contains("owner") || draft.declaredNow.contains("owner");
        if (!given || draft.owner == null) {
            return;
        }
        if (draft.owner.equals(actor.userId())) {
            draft.department = actor.departmentId();
        } else if (draft.before == null
                || !draft.owner.equals(draft.before.stored.system().owner())) {
            realm.catalog().findObjectOfId(draft.owner).ifPresent(object -> {
                Loads.Loaded user = loads.find(object, draft.owner);
                draft.department = user == null ? null : user.stored.system().department();
            });
        }
    }

    /** Throws what is wrong with any of the drafts: a refusal of its own kind first, else every problem of all. */
    private void refuse(List<Draft> drafts) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.failure != null) {
                throw draft.failure;
            }
            for (Problem problem : draft.problems) {
                problems.add(drafts.size() == 1 ? problem : problem.under("/" + i));
            }
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_RECORD", problems);
        }
    }

    /** What a refused commit means to the writer; null when the write should simply be tried again. */
    ProblemException explain(Actor actor, Realm realm, List<Draft> drafts, StoreException refused) {
        return switch (refused) {
            case StoreException.DuplicateKey duplicate ->
                ProblemException.invalid("INVALID_RECORD", duplicates(actor, realm, drafts, duplicate));
            case StoreException.VersionMismatch mismatch ->
                drafts.stream()
                        .filter(draft -> draft.id.equals(mismatch.id) && draft.creating())
                        .findFirst()
                        .map(Writer::taken)
                        .orElse(null);
            case StoreException.DocumentMismatch _ -> null;
            case StoreException other -> Committer.unavailable(other);
        };
    }

    private List<Problem> duplicates(
            Actor actor, Realm realm, List<Draft> drafts, StoreException.DuplicateKey duplicate) {
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.id.equals(duplicate.id)) {
                String prefix = drafts.size() == 1 ? "" : "/" + i;
                return duplicates.find(actor, realm, draft.plan, draft.id, draft.after, duplicate.fields).stream()
                        .map(problem -> problem.under(prefix))
                        .toList();
            }
        }
        return List.of(Problem.of("DUPLICATE_VALUE", "", "fields", duplicate.fields));
    }

    private static ProblemException taken(Draft draft) {
        return new ProblemException(
                Kind.CONFLICT,
                "ID_TAKEN",
                Map.of("id", draft.id),
                List.of(Problem.of("ID_TAKEN", "/id", "id", draft.id)));
    }

    /** What others changed since the version a writer read, told only for fields that both touched; null where nobody did. */
    private ProblemException conflict(Realm realm, Draft draft, WriteChecks checks) {
        var since = Since.read(store, realm, draft.object, draft.before.stored, draft.change.expectedVersion());
        return since.harmless() ? null : checks.conflict(draft, draft.before.stored, since.fields());
    }
}
