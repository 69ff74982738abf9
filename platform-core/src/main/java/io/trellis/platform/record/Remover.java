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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Into the recycle bin, back, and out of the world: each with everything that belongs to the record, in one commit. */
@Component
final class Remover {
    private static final AtomicLong LAST_REMOVAL = new AtomicLong();

    private static final int ATTEMPTS = 100;

    private final RecordStore store;
    private final Plans plans;
    private final Committer committer;
    private final Duplicates duplicates;
    private final FileSteps files;
    private final List<WriteGuard> guards;
    private final KnownSteps steps;
    private final Carrier carrier;
    private final Numbers numbers;
    private final KeptDecisions decisions;

    Remover(
            RecordStore store,
            Plans plans,
            Committer committer,
            Duplicates duplicates,
            FileSteps files,
            List<WriteGuard> guards,
            KnownSteps steps,
            Carrier carrier,
            Numbers numbers,
            KeptDecisions decisions) {
        this.decisions = decisions;
        this.store = store;
        this.plans = plans;
        this.committer = committer;
        this.duplicates = duplicates;
        this.files = files;
        this.guards = List.copyOf(guards);
        this.steps = steps;
        this.carrier = carrier;
        this.numbers = numbers;
    }

    void delete(Actor actor, Realm realm, CatalogObject object, String id, Long expectedVersion) {
        again(() -> commit(actor, realm, deletion(actor, realm, object, List.of(id), expectedVersion)));
    }

    /** All or nothing. */
    void deleteAll(Actor actor, Realm realm, CatalogObject object, List<String> ids) {
        again(() -> commit(actor, realm, deletion(actor, realm, object, ids, null)));
    }

    /**
     * Each on its own, unless something is rolled up from them: then a chunk goes in one commit, and only where one of it is refused
     * each by itself. Commits of single records are handed over without waiting for each other.
     *
     * @param ids by the number that {@code done} is told
     * @param done takes what went wrong, or null
     */
    void deleteEach(
            Actor actor,
            Realm realm,
            CatalogObject object,
            Map<Integer, String> ids,
            BiConsumer<Integer, ProblemException> done) {
        if (carrier.concerns(realm, object)) {
            List<Integer> indexes = List.copyOf(ids.keySet());
            for (int from = 0; from < indexes.size(); from += BulkRows.CHUNK) {
                deleteChunk(
                        actor,
                        realm,
                        object,
                        ids,
                        indexes.subList(from, Math.min(indexes.size(), from + BulkRows.CHUNK)),
                        done);
            }
            return;
        }
        Map<Integer, Committer.Pending> pending = new LinkedHashMap<>();
        ids.forEach((index, id) -> {
            try {
                Deletion deletion = deletion(actor, realm, object, List.of(id), null);
                boolean alone;
                try (Carrier.Carried carried = carried(actor, realm, deletion)) {
                    alone = carried.nothing();
                }
                if (alone) {
                    pending.put(index, committer.begin(realm, new Commit(deletion.removal.deletion())));
                } else {
                    // Something that goes with it is rolled up: nothing else may come in between.
                    delete(actor, realm, object, id, null);
                    done.accept(index, null);
                }
            } catch (ProblemException refused) {
                done.accept(index, refused);
            }
        });
        pending.forEach((index, commit) -> {
            try {
                try {
                    committer.await(realm, commit);
                } catch (StoreException raced) {
                    delete(actor, realm, object, ids.get(index), null);
                }
                done.accept(index, null);
            } catch (ProblemException refused) {
                done.accept(index, refused);
            }
        });
    }

    private void deleteChunk(
            Actor actor,
            Realm realm,
            CatalogObject object,
            Map<Integer, String> ids,
            List<Integer> indexes,
            BiConsumer<Integer, ProblemException> done) {
        List<String> chunk = indexes.stream().map(ids::get).distinct().toList();
        if (chunk.size() == indexes.size()) {
            try {
                deleteAll(actor, realm, object, chunk);
                indexes.forEach(index -> done.accept(index, null));
                return;
            } catch (ProblemException refused) {
                // One by one below, so that each is told its own reason.
            }
        }
        for (int index : indexes) {
            try {
                delete(actor, realm, object, ids.get(index), null);
                done.accept(index, null);
            } catch (ProblemException refused) {
                done.accept(index, refused);
            }
        }
    }

    /** What goes and what loses a link, worked out and allowed. */
    private record Deletion(Removal removal, List<Draft> cleared, Instant now) {}

    private Deletion deletion(Actor actor, Realm realm, CatalogObject object, List<String> ids, Long expectedVersion) {
        var loads = new Loads(store, realm);
        loads.load(object, ids);
        Instant now = now();
        var removal = new Removal(store, realm, plans.of(realm), actor, now);
        List<Loads.Loaded> records = new ArrayList<>();
        for (String id : ids) {
            Loads.Loaded record = allowed(actor, realm, loads, object, id, false);
            if (expectedVersion != null
                    && record.stored.version() != expectedVersion
                    && !Since.read(store, realm, object, record.stored, expectedVersion)
                            .harmless()) {
                throw new ProblemException(
                        Kind.CONFLICT,
                        "VERSION_CONFLICT",
                        Map.of("current", record.stored.version(), "fields", Map.of()));
            }
            records.add(record);
        }
        removal.collect(records);
        guard(actor, realm, loads, removal);
        return new Deletion(removal, removal.cleared(deriver(actor, realm, now)), now);
    }

    /** With records read anew: what is being removed is still there in those that were read to be checked. */
    private Deriver deriver(Actor actor, Realm realm, Instant now) {
        return new Deriver(actor, now, new Loads(store, realm), numbers, Map.of());
    }

    private Carrier.Carried carried(Actor actor, Realm realm, Deletion deletion) {
        return carrier.carry(actor, realm, deletion.now, deletion.cleared, deletion.removal.leaving());
    }

    private Void commit(Actor actor, Realm realm, Deletion deletion) {
        try (Carrier.Carried carried = carried(actor, realm, deletion)) {
            List<Commit.Write> writes = new ArrayList<>(deletion.removal.deletion());
            writes.addAll(carried.writes());
            committer.commit(realm, new Commit(writes, carried.documents()));
        }
        return null;
    }

    /** Works also on what is in the recycle bin already. */
    void purge(Actor actor, Realm realm, CatalogObject object, String id) {
        again(() -> {
            var loads = new Loads(store, realm);
            Loads.Loaded record = allowed(actor, realm, loads, object, id, null);
            Instant now = now();
            var removal = new Removal(store, realm, plans.of(realm), actor, now);
            List<Draft> cleared = List.of();
            if (record.stored.system().deleted()) {
                removal.returning(record).forEach(with -> removal.going.put(with.stored.id(), with));
            } else {
                removal.collect(List.of(record));
                guard(actor, realm, loads, removal);
                cleared = removal.cleared(deriver(actor, realm, now));
            }
            try (Carrier.Carried carried = carried(actor, realm, new Deletion(removal, cleared, now))) {
                List<Commit.Write> writes = new ArrayList<>(removal.purge());
                writes.addAll(carried.writes());
                List<SystemStore.Put> documents = new ArrayList<>(files.purge(realm, removal.going.keySet()));
                documents.addAll(decisions.purge(realm, removal.going.keySet()));
                documents.addAll(carried.documents());
                committer.commit(realm, new Commit(writes, documents));
            }
            return null;
        });
    }

    Loads.Loaded restore(Actor actor, Realm realm, CatalogObject object, String id) {
        return again(() -> {
            var loads = new Loads(store, realm);
            Loads.Loaded record = allowed(actor, realm, loads, object, id, true);
            CatalogPlans known = plans.of(realm);
            Instant now = now();
            var removal = new Removal(store, realm, known, actor, now);
            Collection<Loads.Loaded> back = removal.returning(record);
            List<Problem> problems = new ArrayList<>();
            master(realm, known, loads, record, problems);
            var checks = new WriteChecks(actor, realm, loads, guards);
            back.forEach(one -> checks.guardReturn(one, problems));
            Steps.of(actor, realm, loads, steps, known, back, WrittenRecord.Kind.RESTORE, problems)
                    .check();
            if (!problems.isEmpty()) {
                throw ProblemException.invalid("INVALID_RECORD", problems);
            }
            List<Draft> drafts = removal.returned(back, loads, numbers);
            try (Carrier.Carried carried = carrier.carry(actor, realm, now, drafts, List.of())) {
                List<Commit.Write> writes = new ArrayList<>();
                drafts.forEach(draft -> writes.add(draft.put(actor.userId(), actor.via(), now)));
                writes.addAll(carried.writes());
                committer.commit(realm, new Commit(writes, carried.documents()));
            } catch (StoreException.DuplicateKey duplicate) {
                throw ProblemException.invalid(
                        "INVALID_RECORD",
                        back.stream()
                                .filter(one -> one.stored.id().equals(duplicate.id))
                                .findFirst()
                                .map(one -> duplicates.find(
                                        actor,
                                        realm,
                                        known.of(one.object),
                                        duplicate.id,
                                        one.values(),
                                        duplicate.fields))
                                .orElse(List.of()));
            }
            return new Loads.Loaded(object, drafts.getFirst().result());
        });
    }

    private static void master(
            Realm realm, CatalogPlans known, Loads loads, Loads.Loaded record, List<Problem> problems) {
        CatalogField field = known.of(record.object).master.orElse(null);
        Object master = field == null ? null : record.values().get(field.name());
        if (master == null) {
            return;
        }
        Loads.Loaded loaded = realm.catalog()
                .findObjectOfId(master.toString())
                .map(object -> loads.find(object, master.toString()))
                .orElse(null);
        if (loaded == null || loaded.stored.system().deleted()) {
            problems.add(Problem.of("MASTER_DELETED", "/" + field.name(), "id", master));
        }
    }

    /** @param deleted what the record must be; null takes both */
    private Loads.Loaded allowed(
            Actor actor, Realm realm, Loads loads, CatalogObject object, String id, Boolean deleted) {
        Loads.Loaded record = loads.find(object, id);
        if (record == null || deleted != null && record.stored.system().deleted() != deleted) {
            throw WriteChecks.notFound(object, id);
        }
        ProblemException refusal = new WriteChecks(actor, realm, loads, guards).refusal(record, Action.DELETE);
        if (refusal != null) {
            throw refusal;
        }
        return record;
    }

    private void guard(Actor actor, Realm realm, Loads loads, Removal removal) {
        List<Problem> problems = new ArrayList<>();
        var checks = new WriteChecks(actor, realm, loads, guards);
        Collection<Loads.Loaded> going = removal.going.values();
        going.forEach(record -> checks.guardRemoval(record, problems));
        Steps.of(actor, realm, loads, steps, plans.of(realm), going, WrittenRecord.Kind.DELETE, problems)
                .removing();
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_RECORD", problems);
        }
    }

    /**
     * The moment of one removal. Records that went together are told by sharing it, so no two removals of this process may
     * have the same.
     */
    private static Instant now() {
        long clock = Instant.now().toEpochMilli();
        return Instant.ofEpochMilli(LAST_REMOVAL.accumulateAndGet(clock, (last, now) -> Math.max(last + 1, now)));
    }

    /** Starts again when somebody wrote one of the records in between. */
    private static <T> T again(Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (StoreException.VersionMismatch | StoreException.DocumentMismatch raced) {
                if (i == ATTEMPTS) {
                    throw Committer.unavailable(raced);
                }
            } catch (StoreException.Unavailable unavailable) {
                throw Committer.unavailable(unavailable);
            }
        }
    }
}
