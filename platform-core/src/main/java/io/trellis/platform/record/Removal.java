package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.record.CatalogPlans.Incoming;
import io.trellis.platform.record.CatalogPlans.OnDelete;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out everything that goes with a record: details and cascading relations go too, other links to it are cleared, and a
 * restricting relation with live records forbids it. What metadata declares happens whatever the actor's rights on the other
 * records are, as with a database's foreign keys.
 */
final class Removal {
    /** Most records that one deletion may touch. */
    static final int LIMIT = 10_000;

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);

    private final RecordStore store;
    private final Realm realm;
    private final CatalogPlans plans;
    private final Actor actor;
    private final Instant now;

    /** Records that go, by id. */
    final Map<String, Loads.Loaded> going = new LinkedHashMap<>();
    /** Records that stay but lose a link, by id. */
    private final Map<String, Draft> clearing = new LinkedHashMap<>();

    Removal(RecordStore store, Realm realm, CatalogPlans plans, Actor actor, Instant now) {
        this.store = store;
        this.realm = realm;
        this.plans = plans;
        this.actor = actor;
        this.now = now;
    }

    /** Follows the relations from records. */
    void collect(List<Loads.Loaded> roots) {
        var restricted = new ArrayList<Restriction>();
        var cleared = new ArrayList<Clearing>();
        var open = new ArrayDeque<Loads.Loaded>();
        for (Loads.Loaded root : roots) {
            going.put(root.stored.id(), root);
            open.add(root);
        }
        while (!open.isEmpty()) {
            Loads.Loaded record = open.poll();
            for (Incoming incoming : plans.incoming(record.object.name())) {
                for (StoredRecord other : pointing(incoming, record.stored.id())) {
                    var loaded = new Loads.Loaded(incoming.object(), other);
                    switch (incoming.onDelete()) {
                        case CASCADE -> {
                            if (going.putIfAbsent(other.id(), loaded) == null) {
                                open.add(loaded);
                            }
                        }
                        case RESTRICT -> restricted.add(new Restriction(incoming, other.id()));
                        case CLEAR -> cleared.add(new Clearing(incoming, loaded, record.stored.id()));
                    }
                }
                if (going.size() + cleared.size() > LIMIT) {
                    throw tooMany();
                }
            }
        }
        restricted.removeIf(restriction -> going.containsKey(restriction.id()));
        if (!restricted.isEmpty()) {
            throw restricted(restricted);
        }
        cleared.stream()
                .filter(clearing -> !going.containsKey(clearing.record().stored.id()))
                .forEach(this::clear);
    }

    private record Restriction(Incoming incoming, String id) {}

    private record Clearing(Incoming incoming, Loads.Loaded record, String id) {}

    private List<StoredRecord> pointing(Incoming incoming, String id) {
        Predicate.Path path = Predicate.Path.of(incoming.field().name());
        Predicate filter = incoming.field().shape() == io.trellis.metadata.field.Shape.MANY
                ? new Predicate.Includes(path, id)
                : new Predicate.Compare(path, Predicate.Op.EQ, id);
        // A restriction needs no more than the proof that there is one; the count is asked when it is told.
        int size = incoming.onDelete() == OnDelete.RESTRICT ? 100 : LIMIT;
        List<StoredRecord> found = new ArrayList<>();
        String after = null;
        do {
            RecordQuery.Page page = store.list(
                    realm,
                    incoming.object().name(),
                    new RecordQuery(filter, List.of(), after, 0, Math.min(size, 1000), false));
            found.addAll(page.records());
            after = page.next();
        } while (after != null && found.size() <= size);
        return found;
    }

    private ProblemException restricted(List<Restriction> restrictions) {
        Map<Incoming, Long> counts = new LinkedHashMap<>();
        restrictions.forEach(restriction -> counts.merge(restriction.incoming(), 1L, Long::sum));
        List<Problem> problems = new ArrayList<>();
        counts.forEach((incoming, count) -> problems.add(new Problem(
                "DELETE_RESTRICTED",
                "",
                Map.of(
                        "object", incoming.object().name(),
                        "label", incoming.object().definition().label(),
                        "field", incoming.field().name(),
                        "count", count))));
        return new ProblemException(
                Kind.CONFLICT, "DELETE_RESTRICTED", problems.getFirst().params(), problems);
    }

    private static ProblemException tooMany() {
        return new ProblemException(Kind.TOO_LARGE, "TOO_MANY_RECORDS", Map.of("limit", LIMIT));
    }

    private void clear(Clearing clearing) {
        Loads.Loaded record = clearing.record();
        String field = clearing.incoming().field().name();
        Draft draft = clearing(record);
        if (draft.after.get(field) instanceof List<?> many) {
            draft.after.put(
                    field, many.stream().filter(id -> !id.equals(clearing.id())).toList());
        } else {
            draft.after.remove(field);
        }
    }

    private Draft clearing(Loads.Loaded record) {
        return clearing.computeIfAbsent(record.stored.id(), id -> {
            var draft =
                    new Draft(Change.update(record.object.name(), id, Map.of()), plans.of(record.object), id, Set.of());
            draft.startFrom(record);
            return draft;
        });
    }

    /** The commit that puts everything into the recycle bin. */
    List<Commit.Write> deletion() {
        List<Commit.Write> writes = new ArrayList<>();
        for (Loads.Loaded record : going.values()) {
            if (!record.stored.system().deleted()) {
                writes.add(moved(record));
            }
        }
        writes.addAll(clearings());
        return writes;
    }

    /** The commit that removes everything for good. */
    List<Commit.Write> purge() {
        List<Commit.Write> writes = new ArrayList<>();
        for (Loads.Loaded record : going.values()) {
            writes.add(new Commit.Purge(
                    record.object.name(),
                    record.stored.id(),
                    record.stored.version(),
                    new Commit.Change("purged", now, actor.userId(), actor.via(), NOTHING)));
        }
        writes.addAll(clearings());
        return writes;
    }

    private List<Commit.Write> clearings() {
        List<Commit.Write> writes = new ArrayList<>();
        for (Draft draft : clearing.values()) {
            if (draft.dirty()) {
                writes.add(draft.put(actor.userId(), actor.via(), now));
            }
        }
        return writes;
    }

    /** The records that lose a link, with what is derived from it. */
    List<Draft> cleared(Deriver deriver) {
        List<Draft> drafts = List.copyOf(clearing.values());
        deriver.prefetch(drafts);
        for (Draft draft : drafts) {
            deriver.formulas(draft);
            deriver.finish(draft);
        }
        return drafts;
    }

    /** Those that live until the commit. */
    List<Loads.Loaded> leaving() {
        return going.values().stream()
                .filter(record -> !record.stored.system().deleted())
                .toList();
    }

    /** Records that come back, as they will be: with everything derived computed anew, since much may have changed meanwhile. */
    List<Draft> returned(Collection<Loads.Loaded> back, Loads loads, Numbers numbers) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (Loads.Loaded record : back) {
            String id = record.stored.id();
            var draft =
                    new Draft(Change.update(record.object.name(), id, Map.of()), plans.of(record.object), id, Set.of());
            draft.returnFrom(record);
            drafts.put(id, draft);
        }
        var deriver = new Deriver(actor, now, loads, numbers, drafts);
        deriver.prefetch(drafts.values());
        for (Draft draft : drafts.values()) {
            deriver.formulas(draft);
            deriver.finish(draft);
        }
        return List.copyOf(drafts.values());
    }

    /** Details in the recycle bin that went there with the record, in the same moment; with their own details. */
    Collection<Loads.Loaded> returning(Loads.Loaded root) {
        Map<String, Loads.Loaded> back = new LinkedHashMap<>();
        var open = new ArrayDeque<Loads.Loaded>();
        back.put(root.stored.id(), root);
        open.add(root);
        Instant moment = root.stored.system().deletedAt();
        while (!open.isEmpty()) {
            Loads.Loaded record = open.poll();
            for (Incoming incoming : plans.incoming(record.object.name())) {
                if (incoming.onDelete() != OnDelete.CASCADE) {
                    continue;
                }
                for (StoredRecord other : deletedWith(incoming, record.stored.id(), moment)) {
                    var loaded = new Loads.Loaded(incoming.object(), other);
                    if (back.putIfAbsent(other.id(), loaded) == null) {
                        open.add(loaded);
                    }
                    if (back.size() > LIMIT) {
                        throw tooMany();
                    }
                }
            }
        }
        return back.values();
    }

    private List<StoredRecord> deletedWith(Incoming incoming, String id, Instant moment) {
        Predicate filter =
                new Predicate.Compare(Predicate.Path.of(incoming.field().name()), Predicate.Op.EQ, id);
        List<StoredRecord> found = new ArrayList<>();
        String after = null;
        do {
            RecordQuery.Page page = store.list(
                    realm, incoming.object().name(), new RecordQuery(filter, List.of(), after, 0, 1000, true));
            page.records().stream()
                    .filter(record ->
                            moment == null || moment.equals(record.system().deletedAt()))
                    .forEach(found::add);
            after = page.next();
        } while (after != null && found.size() <= LIMIT);
        return found;
    }

    /** A write that moves a record into the recycle bin. */
    private Commit.Put moved(Loads.Loaded record) {
        CatalogObject object = record.object;
        SystemValues old = record.stored.system();
        var system = new SystemValues(
                old.version() + 1,
                old.owner(),
                old.department(),
                old.createdAt(),
                old.createdBy(),
                now,
                actor.userId(),
                now,
                old.recordType());
        return new Commit.Put(
                object.name(),
                record.stored.id(),
                old.version(),
                system,
                record.values(),
                Map.of(),
                new Commit.Change("deleted", now, actor.userId(), actor.via(), NOTHING));
    }
}
