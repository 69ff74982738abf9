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
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.nio.charset.StandardCharsets;
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

    Writer(
            RecordStore store,
            Plans plans,
            Names names,
            Numbers numbers,
            Committer committer,
            Duplicates duplicates,
            FileSteps files,
            List<WriteGuard> guards,
            KnownSteps steps) {
        this.store = store;
        this.plans = plans;
        this.names = names;
        this.numbers = numbers;
        this.committer = committer;
        this.duplicates = duplicates;
        this.files = files;
        this.guards = List.copyOf(guards);
        this.steps = steps;
    }

    /**
     * A change, and which of its fields metadata sets rather than the person.
     *
     * @param attachment a file that comes or goes with it, or null
     */
    record Intent(Change change, Set<String> declared, FileSteps.Attachment attachment) {
        Intent(Change change, Set<String> declared) {
            this(change, declared, null);
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
            List<Commit.Write> writes = new ArrayList<>();
            List<SystemStore.Put> documents = new ArrayList<>(0);
            for (Draft draft : drafts) {
                if (draft.dirty()) {
                    writes.add(draft.put(actor.userId(), actor.via(), now));
                    documents.addAll(draft.documents);
                }
            }
            if (writes.isEmpty()) {
                return drafts;
            }
            try {
                List<Map<String, String>> numbered = committer.commit(realm, new Commit(writes, documents));
                int next = 0;
                for (Draft draft : drafts) {
                    if (draft.dirty()) {
                        draft.after.putAll(numbered.get(next++));
                    }
                }
                return drafts;
            } catch (StoreException refused) {
                ProblemException problem = explain(actor, realm, drafts, refused);
                if (problem != null || attempt == ATTEMPTS) {
                    throw problem == null ? Committer.unavailable(refused) : problem;
                }
            }
        }
    }

    /** Takes changes through every step but the commit; each draft knows what is wrong with it. */
    List<Draft> prepare(Actor actor, Realm realm, List<Intent> intents, Instant now) {
        CatalogPlans known = plans.of(realm);
        Loads loads = new Loads(store, realm);
        var checks = new WriteChecks(actor, realm, loads, guards);
        var deriver = new Deriver(actor, now, loads, numbers);
        List<Draft> drafts = new ArrayList<>(intents.size());
        Map<String, Draft> batch = new HashMap<>();
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
        Steps taking = Steps.of(actor, realm, now, loads, steps, known, alive);
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
            draft.finish(actor.userId(), now);
            checks.result(draft, batch);
            if (draft.creating() && draft.ok() && !draft.plan.numbered.isEmpty()) {
                deriver.number(draft);
                deriver.formulas(draft);
                draft.finish(actor.userId(), now);
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

    /**
     * What others changed since the version a writer read, told only for fields that both touched; null where nothing came but
     * attachments, which nobody writes over.
     */
    private ProblemException conflict(Realm realm, Draft draft, WriteChecks checks) {
        long read = draft.change.expectedVersion();
        long current = draft.before.stored.version();
        Set<String> since = null;
        if (read > 0 && read < current && current - read <= 100) {
            since = new HashSet<>();
            for (RecordStore.ChangeEntry entry :
                    store.changes(realm, draft.object.name(), draft.id, (int) (current - read))) {
                if (entry.version() > read) {
                    byte[] fields = entry.change().fields();
                    Set<String> changed = since;
                    RecordDocument.forEachField(
                            fields,
                            (nameStart, nameEnd, _, _) -> changed.add(
                                    new String(fields, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8)));
                }
            }
        }
        return since != null && since.equals(Set.of(RecordFiles.ATTACHMENTS))
                ? null
                : checks.conflict(draft, draft.before.stored, since);
    }
}
