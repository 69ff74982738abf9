package io.trellis.platform.record;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.query.Questions;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Lists as they were. Records that nobody has changed since the moment are listed by the store; those changed since are rolled
 * back, asked the same condition in memory, and merged in. The row scope is that of now on the record of now, so nobody sees a
 * record of the past that they can't see today.
 */
@Component
final class PastList {
    /** Most records changed since the moment that one answer may go over; at 20,000 it takes about a second. */
    static final int MOST_CHANGED = 20_000;

    private static final int CHUNK = 500;
    private static final int PAGE = 1_000;
    /** How often a list is put together again because records were changed meanwhile. */
    private static final int ATTEMPTS = 5;

    private final RecordStore store;
    private final Questions questions;
    private final PastRecords past;

    PastList(RecordStore store, Questions questions, PastRecords past) {
        this.past = past;
        this.store = store;
        this.questions = questions;
    }

    /**
     * A page of the past.
     *
     * @param total null unless asked for
     */
    record Page(List<StoredRecord> records, Long total, String next) {}

    Page list(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        if (request.deleted()) {
            throw new ProblemException(
                    Kind.MALFORMED, "INVALID_PARAMETER", Map.of("parameter", "deleted", "expected", "false"));
        }
        Questions.Parts parts = questions.parts(actor, realm, object, request);
        refuseLinks(parts);
        var run = new Run(realm, object, parts, request);
        for (int attempt = 1; ; attempt++) {
            Page page = run.page();
            // A record changed in between might have been listed by neither half; the number of changed ones only
            // grows.
            if (attempt == ATTEMPTS || run.countChanged() == run.seen) {
                return page;
            }
        }
    }

    private static void refuseLinks(Questions.Parts parts) {
        List<Problem> problems = new ArrayList<>();
        Set<String> remote = new HashSet<>();
        paths(parts.asked(), path -> {
            if (path.isRemote() && remote.add(path.toString())) {
                problems.add(Problem.of("ASOF_THROUGH_LINK", "/filter", "path", path.toString()));
            }
        });
        for (int i = 0; i < parts.sort().size(); i++) {
            Predicate.Path path = parts.sort().get(i).path();
            if (path.isRemote()) {
                problems.add(Problem.of("ASOF_THROUGH_LINK", "/sort/" + i, "path", path.toString()));
            }
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_QUERY", problems);
        }
    }

    private static void paths(Predicate predicate, Consumer<Predicate.Path> visitor) {
        switch (predicate) {
            case Predicate.All _, Predicate.None _ -> {}
            case Predicate.And and -> and.parts().forEach(part -> paths(part, visitor));
            case Predicate.Or or -> or.parts().forEach(part -> paths(part, visitor));
            case Predicate.Not not -> paths(not.part(), visitor);
            case Predicate.Compare c -> visitor.accept(c.path());
            case Predicate.IsNull n -> visitor.accept(n.path());
            case Predicate.In in -> visitor.accept(in.path());
            case Predicate.Text text -> visitor.accept(text.path());
            case Predicate.Includes includes -> visitor.accept(includes.path());
            case Predicate.CompareFields c -> {
                visitor.accept(c.left());
                visitor.accept(c.right());
            }
        }
    }

    /** One list being put together. */
    private final class Run {
        private final Realm realm;
        private final CatalogObject object;
        private final ListRequest request;
        private final Instant moment;
        private final Predicate asked;
        /** Records as they were then, as the store can list them. */
        private final Predicate unchanged;
        /** Records of which the store knows only how they became. */
        private final Predicate changed;

        private final List<RecordQuery.Sort> sort;
        private final PastOrder order;
        private final PastOrder.Place after;
        private final Loads loads;
        /** Changed records that the page was made with. */
        private int seen;

        Run(Realm realm, CatalogObject object, Questions.Parts parts, ListRequest request) {
            this.realm = realm;
            this.object = object;
            this.request = request;
            this.moment = request.asOf();
            this.asked = parts.asked();
            Predicate.Path updatedAt = Predicate.Path.of("updatedAt");
            this.unchanged = Predicate.and(
                    parts.scope(), parts.asked(), new Predicate.Compare(updatedAt, Predicate.Op.LE, moment));
            this.changed = Predicate.and(
                    parts.scope(),
                    new Predicate.Compare(updatedAt, Predicate.Op.GT, moment),
                    new Predicate.Compare(Predicate.Path.of("createdAt"), Predicate.Op.LE, moment));
            this.sort = parts.sort();
            this.order = new PastOrder(object, sort);
            this.after = after();
            this.loads = new Loads(store, realm, past, moment);
        }

        private PastOrder.Place after() {
            if (request.after() == null || request.after().isBlank()) {
                return null;
            }
            try {
                return order.read(request.after());
            } catch (IllegalArgumentException wrong) {
                throw new ProblemException(
                        Kind.MALFORMED,
                        "INVALID_PARAMETER",
                        Map.of("parameter", "after", "expected", "a cursor of the same list"));
            }
        }

        long countChanged() {
            return store.count(realm, object.name(), changed, false) + store.count(realm, object.name(), changed, true);
        }

        Page page() {
            List<PastOrder.Place> all = changedPlaces();
            Long total = request.count() ? store.count(realm, object.name(), unchanged, false) + all.size() : null;
            List<PastOrder.Place> mine = after == null
                    ? all
                    : all.stream()
                            .filter(place -> order.compare(place, after) > 0)
                            .toList();
            int skip = after == null ? (request.page() - 1) * request.size() : 0;
            // At most so many of the unchanged come before the page as there are records before it in all.
            int from = Math.max(0, skip - mine.size());
            var rest = new Unchanged(from);
            if (from > 0 && rest.place() == null) {
                return new Page(List.of(), total, null);
            }
            int at = 0;
            while (from > 0 && at < mine.size() && order.compare(mine.get(at), rest.place()) < 0) {
                at++;
            }
            List<Object> found = new ArrayList<>();
            PastOrder.Place last = null;
            boolean more = false;
            for (int position = from + at; ; position++) {
                PastOrder.Place next = rest.place();
                boolean earlier = at < mine.size() && (next == null || order.compare(mine.get(at), next) <= 0);
                if (next == null && !earlier) {
                    break;
                }
                if (found.size() == request.size()) {
                    more = true;
                    break;
                }
                if (position >= skip) {
                    last = earlier ? mine.get(at) : next;
                    found.add(earlier ? mine.get(at).id() : rest.record());
                }
                if (earlier) {
                    at++;
                } else {
                    rest.advance();
                }
            }
            return new Page(records(found), total, more ? order.cursor(last) : null);
        }

        /** Where those changed since stood then, in order; what they were is read again when they are on the page. */
        private List<PastOrder.Place> changedPlaces() {
            List<PastOrder.Place> places = new ArrayList<>();
            seen = 0;
            eachChanged(false, records -> gather(records, places));
            eachChanged(true, records -> gather(records, places));
            places.sort(order);
            return places;
        }

        private void gather(List<StoredRecord> records, List<PastOrder.Place> places) {
            for (StoredRecord then : past.at(realm, object, records, moment).values()) {
                if (loads.test(asked, new Loads.Loaded(object, then))) {
                    places.add(order.place(then));
                }
            }
        }

        private void eachChanged(boolean deleted, Consumer<List<StoredRecord>> visitor) {
            String cursor = null;
            do {
                RecordQuery.Page page = store.list(
                        realm, object.name(), new RecordQuery(changed, List.of(), cursor, 0, CHUNK, deleted));
                seen += page.records().size();
                if (seen > MOST_CHANGED) {
                    throw new ProblemException(
                            Kind.TOO_LARGE,
                            "ASOF_TOO_MANY_CHANGES",
                            Map.of("limit", MOST_CHANGED, "asOf", moment.toString()));
                }
                visitor.accept(page.records());
                cursor = page.next();
            } while (cursor != null);
        }

        /** @param found records as they are, and ids of those to be rolled back */
        private List<StoredRecord> records(List<Object> found) {
            List<String> ids = new ArrayList<>();
            found.forEach(one -> {
                if (one instanceof String id) {
                    ids.add(id);
                }
            });
            Map<String, StoredRecord> then =
                    ids.isEmpty() ? Map.of() : past.at(realm, object, store.findAll(realm, object.name(), ids), moment);
            Map<String, StoredRecord> page = new LinkedHashMap<>();
            for (Object one : found) {
                StoredRecord record = one instanceof StoredRecord unchangedOne ? unchangedOne : then.get(one);
                if (record != null) {
                    page.putIfAbsent(record.id(), record);
                }
            }
            return List.copyOf(page.values());
        }

        /** Walks the records that the store lists, a page at a time. */
        private final class Unchanged {
            private List<StoredRecord> page;
            private String next;
            private int index;
            private PastOrder.Place place;

            Unchanged(int offset) {
                read(null, offset);
            }

            private void read(String cursor, int offset) {
                Predicate filter = after == null ? unchanged : Predicate.and(unchanged, order.after(after));
                int size = offset > 0 || cursor != null ? PAGE : request.size() + 1;
                RecordQuery.Page read =
                        store.list(realm, object.name(), new RecordQuery(filter, sort, cursor, offset, size, false));
                page = read.records();
                next = read.next();
                index = 0;
                place = page.isEmpty() ? null : order.place(page.getFirst());
            }

            /** Where the record at hand stands; null at the end. */
            PastOrder.Place place() {
                return place;
            }

            StoredRecord record() {
                return page.get(index);
            }

            void advance() {
                index++;
                if (index < page.size()) {
                    place = order.place(page.get(index));
                } else if (next != null) {
                    read(next, 0);
                } else {
                    place = null;
                }
            }
        }
    }
}
