package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads histories: of one record by its versions, of one with its details by time. */
@Component
final class HistoryReader {
    /** Changes that one request goes over while it looks for those that fit. */
    private static final int MOST_LOOKED_AT = 10_000;
    /** Details whose changes are told with their master's, those changed last. */
    private static final int MOST_DETAILS = 500;

    private static final int CHUNK = 100;

    private final RecordStore store;
    private final Plans plans;
    private final Reader reader;
    private final Names names;
    private final PastRecords past;

    HistoryReader(RecordStore store, Plans plans, Reader reader, Names names, PastRecords past) {
        this.store = store;
        this.plans = plans;
        this.reader = reader;
        this.names = names;
        this.past = past;
    }

    /** @throws ProblemException NOT_FOUND; INVALID_PARAMETER for a cursor of something else */
    HistoryPage read(Actor actor, Realm realm, CatalogObject object, String id, HistoryRequest request) {
        StoredRecord record = reader.getAny(actor, realm, object, id);
        String field = request.field();
        if (field != null
                && !(object.fields().containsKey(field) && actor.grants().mayRead(object.name(), field))) {
            throw ProblemException.invalid(
                    "INVALID_QUERY", List.of(Problem.of("UNKNOWN_FIELD", "/field", "name", field)));
        }
        return request.details()
                ? together(actor, realm, object, record, request)
                : alone(actor, realm, object, id, request);
    }

    JsonOut json(Actor actor, Realm realm, CatalogObject object, String id, HistoryRequest request) {
        HistoryPage page = read(actor, realm, object, id, request);
        return History.json(page, realm, request.details(), ids -> names.visible(actor, realm, ids));
    }

    private HistoryPage alone(Actor actor, Realm realm, CatalogObject object, String id, HistoryRequest request) {
        var one = new One(actor, realm, object, request);
        long before = request.before() == null ? Long.MAX_VALUE : cursor(request.before());
        List<HistoryEntry> found = new ArrayList<>();
        int looked = 0;
        while (true) {
            List<RecordStore.ChangeEntry> chunk = store.changes(realm, object.name(), id, before, CHUNK);
            for (RecordStore.ChangeEntry entry : chunk) {
                if (found.size() == request.size() || looked == MOST_LOOKED_AT) {
                    return new HistoryPage(found, String.valueOf(before));
                }
                looked++;
                before = entry.version();
                HistoryEntry seen = one.entry(id, entry);
                if (seen != null) {
                    found.add(seen);
                }
            }
            if (chunk.size() < CHUNK) {
                return new HistoryPage(found, null);
            }
        }
    }

    /** By time, and never half of a moment: what was done together is shown together. */
    private HistoryPage together(
            Actor actor, Realm realm, CatalogObject object, StoredRecord record, HistoryRequest request) {
        Instant before = request.before() == null ? Instant.MAX : Instant.ofEpochMilli(cursor(request.before()));
        List<HistoryEntry> all = new ArrayList<>();
        gather(new One(actor, realm, object, request), record.id(), before, all);
        for (CatalogPlans.Incoming incoming : plans.of(realm).incoming(object.name())) {
            if (incoming.field().type().name().equals("masterDetail")) {
                var one = new One(actor, realm, incoming.object(), request);
                for (StoredRecord detail : details(actor, realm, incoming, record.id())) {
                    gather(one, detail.id(), before, all);
                }
            }
        }
        all.sort(Comparator.comparing(HistoryEntry::at).reversed());
        int end = Math.min(all.size(), request.size());
        while (end > 0
                && end < all.size()
                && all.get(end).at().equals(all.get(end - 1).at())) {
            end++;
        }
        String next =
                end == all.size() ? null : String.valueOf(all.get(end - 1).at().toEpochMilli());
        return new HistoryPage(all.subList(0, end), next);
    }

    /** Enough of one record's changes to fill the page. */
    private void gather(One one, String id, Instant before, List<HistoryEntry> all) {
        long version = Long.MAX_VALUE;
        int found = 0;
        List<RecordStore.ChangeEntry> chunk;
        Instant last = null;
        do {
            chunk = store.changes(one.realm, one.object.name(), id, version, CHUNK);
            for (RecordStore.ChangeEntry entry : chunk) {
                version = entry.version();
                Instant at = entry.change().at();
                if (found > one.request.size() && !at.equals(last)) {
                    return;
                }
                HistoryEntry seen = at.isBefore(before) ? one.entry(id, entry) : null;
                if (seen != null) {
                    all.add(seen);
                    found++;
                    last = at;
                }
            }
        } while (chunk.size() == CHUNK);
    }

    private List<StoredRecord> details(Actor actor, Realm realm, CatalogPlans.Incoming incoming, String master) {
        Predicate filter = Predicate.and(
                new Predicate.Compare(Predicate.Path.of(incoming.field().name()), Predicate.Op.EQ, master),
                actor.grants().scope(incoming.object().name(), Grants.Action.READ));
        if (filter instanceof Predicate.None) {
            return List.of();
        }
        List<StoredRecord> details = new ArrayList<>();
        var newest = List.of(new RecordQuery.Sort(Predicate.Path.of("updatedAt"), true));
        for (boolean deleted : new boolean[] {false, true}) {
            details.addAll(store.list(
                            realm,
                            incoming.object().name(),
                            new RecordQuery(filter, newest, null, 0, MOST_DETAILS, deleted))
                    .records());
        }
        return details;
    }

    private static long cursor(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOurs) {
            // Told below.
        }
        throw Requests.invalid("before", "next");
    }

    /** Changes of one object's records as one reader may see them, where they fit the request. */
    private final class One {
        private final Grants grants;
        private final Realm realm;
        private final CatalogObject object;
        private final HistoryRequest request;
        private final FieldNames fields;

        One(Actor actor, Realm realm, CatalogObject object, HistoryRequest request) {
            this.grants = actor.grants();
            this.realm = realm;
            this.object = object;
            this.request = request;
            this.fields = past.names(realm, object);
        }

        /** Null when it isn't asked for. */
        HistoryEntry entry(String id, RecordStore.ChangeEntry entry) {
            Commit.Change change = entry.change();
            boolean wanted = (request.by() == null || request.by().equals(change.by()))
                    && (request.from() == null || !change.at().isBefore(request.from()))
                    && (request.to() == null || change.at().isBefore(request.to()));
            if (!wanted) {
                return null;
            }
            var seen = new History(grants, object, fields, change);
            if (request.field() != null && !seen.fields.containsKey(request.field())) {
                return null;
            }
            String via = change.via() == null ? "" : change.via();
            int colon = via.indexOf(':');
            return new HistoryEntry(
                    object.name(),
                    id,
                    entry.version(),
                    change.kind(),
                    change.at(),
                    change.by(),
                    colon < 0 ? via : via.substring(0, colon),
                    colon < 0 ? null : via.substring(colon + 1),
                    seen.fields,
                    seen.removed);
        }
    }
}
