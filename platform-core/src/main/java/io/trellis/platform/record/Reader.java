package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.query.AggregateRequest;
import io.trellis.platform.query.Aggregates;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.query.Questions;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The read path: the row scope goes into every question, the field mask over every answer. */
@Component
final class Reader {
    private static final int PAGE = 1_000;
    /** In the recycle bin it matters when. */
    private static final List<String> BIN = List.of(Projection.EVERYTHING, "deletedAt");

    private final RecordStore store;
    private final Plans plans;
    private final Names names;
    private final RecordJson json;
    private final Questions questions;
    private final Aggregates aggregates;
    private final PastList pastList;
    private final PastRecords past;

    Reader(
            RecordStore store,
            Plans plans,
            Names names,
            RecordJson json,
            Questions questions,
            Aggregates aggregates,
            PastList pastList,
            PastRecords past) {
        this.store = store;
        this.plans = plans;
        this.names = names;
        this.json = json;
        this.questions = questions;
        this.aggregates = aggregates;
        this.pastList = pastList;
        this.past = past;
    }

    /** A live record that the actor may read. */
    Optional<StoredRecord> find(Actor actor, Realm realm, CatalogObject object, String id) {
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        if (scope instanceof Predicate.None) {
            return Optional.empty();
        }
        return store.find(realm, object.name(), id)
                .filter(record -> !record.system().deleted())
                .filter(record -> readable(scope, realm, object, record));
    }

    /** Live records among some that the actor may read, in no particular order. */
    List<RecordView> findAll(
            Actor actor, Realm realm, CatalogObject object, Collection<String> ids, Set<String> fields) {
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        if (ids.isEmpty() || scope instanceof Predicate.None) {
            return List.of();
        }
        List<StoredRecord> found = scope instanceof Predicate.All
                ? store.findAll(realm, object.name(), ids)
                : page(realm, object, RecordQuery.of(Predicate.and(among(ids), scope), ids.size()))
                        .records();
        return found.stream()
                .filter(record -> !record.system().deleted())
                .map(record -> view(actor, object, record, fields))
                .toList();
    }

    private static Predicate among(Collection<String> ids) {
        return new Predicate.In(Predicate.Path.of("id"), List.copyOf(ids));
    }

    /** As {@link #find}, also in the recycle bin. */
    Optional<StoredRecord> findAny(Actor actor, Realm realm, CatalogObject object, String id) {
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        return store.find(realm, object.name(), id).filter(record -> readable(scope, realm, object, record));
    }

    StoredRecord getAny(Actor actor, Realm realm, CatalogObject object, String id) {
        return findAny(actor, realm, object, id).orElseThrow(() -> WriteChecks.notFound(object, id));
    }

    /**
     * A record as it was, when the actor may read what it is now; also one that is in the recycle bin today.
     *
     * @throws ProblemException NOT_FOUND, RECORD_NOT_THEN
     */
    StoredRecord getAsOf(Actor actor, Realm realm, CatalogObject object, String id, Instant moment) {
        StoredRecord present = getAny(actor, realm, object, id);
        StoredRecord then = past.at(realm, object, List.of(present), moment).get(id);
        if (then == null) {
            throw new ProblemException(
                    ProblemException.Kind.NOT_FOUND, "RECORD_NOT_THEN", Map.of("id", id, "asOf", moment.toString()));
        }
        return then;
    }

    private boolean readable(Predicate scope, Realm realm, CatalogObject object, StoredRecord record) {
        return switch (scope) {
            case Predicate.All _ -> true;
            case Predicate.None _ -> false;
            default -> new Loads(store, realm).test(scope, new Loads.Loaded(object, record));
        };
    }

    Projection projection(Actor actor, Realm realm, CatalogObject object, List<String> fields) {
        CatalogPlans known = plans.of(realm);
        var key = new CatalogPlans.ProjectionKey(
                object.name(), actor.grants().fingerprint(), fields.isEmpty() ? "" : String.join(",", fields));
        return known.projection(key, () -> Projection.of(known.of(object), actor.grants(), fields));
    }

    /** The JSON of one record. */
    JsonOut json(Actor actor, Realm realm, CatalogObject object, StoredRecord record) {
        return json(actor, realm, object, record, null);
    }

    /** @param asOf the moment the record is of; null for now */
    JsonOut json(Actor actor, Realm realm, CatalogObject object, StoredRecord record, Instant asOf) {
        return json.one(actor, realm, projection(actor, realm, object, List.of()), record, asOf);
    }

    /** The page of a request, now or then. */
    private PastList.Page page(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        if (request.asOf() != null) {
            return pastList.list(actor, realm, object, request);
        }
        RecordQuery query = questions.list(actor, realm, object, request);
        RecordQuery.Page page = page(realm, object, query);
        Long total = request.count() ? (Long) total(realm, object, query, page) : null;
        return new PastList.Page(page.records(), total, page.next());
    }

    /** The JSON of a page: {@code {"records":[…],"total":n,"next":…}}, with {@code asOf} where it is of the past. */
    JsonOut list(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        PastList.Page page = page(actor, realm, object, request);
        List<String> fields = request.deleted() && request.fields().isEmpty() ? BIN : request.fields();
        Projection projection = projection(actor, realm, object, fields);
        int size = 256 + page.records().size() * projection.overhead;
        for (StoredRecord record : page.records()) {
            size += record.doc().length;
        }
        var out = new JsonOut(size);
        out.raw("{\"records\":[");
        json.write(out, actor, realm, projection, page.records(), request.asOf());
        out.raw(']');
        if (page.total() != null) {
            out.raw(",\"total\":").whole(page.total());
        }
        if (request.asOf() != null) {
            out.raw(",\"asOf\":").moment(request.asOf());
        }
        out.raw(",\"next\":").value(page.next()).raw('}');
        return out;
    }

    private RecordQuery.Page page(Realm realm, CatalogObject object, RecordQuery query) {
        try {
            return store.list(realm, object.name(), query);
        } catch (IllegalArgumentException wrong) {
            if (query.after() == null) {
                throw wrong;
            }
            throw new ProblemException(
                    ProblemException.Kind.MALFORMED,
                    "INVALID_PARAMETER",
                    Map.of("parameter", "after", "expected", "a cursor of the same list"));
        }
    }

    /** A first page that isn't full has told the total already. */
    private long total(Realm realm, CatalogObject object, RecordQuery query, RecordQuery.Page page) {
        if (query.after() == null
                && query.offset() == 0
                && page.next() == null
                && page.records().size() < query.size()) {
            return page.records().size();
        }
        return store.count(realm, object.name(), query.filter(), query.deleted());
    }

    RecordPage views(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        PastList.Page page = page(actor, realm, object, request);
        Set<String> wanted = Set.copyOf(request.fields());
        return new RecordPage(
                page.records().stream()
                        .map(record -> view(actor, object, record, wanted))
                        .toList(),
                page.total(),
                page.next());
    }

    void stream(
            Actor actor,
            Realm realm,
            CatalogObject object,
            ListRequest request,
            java.util.function.Predicate<RecordView> visitor) {
        var first = new ListRequest(
                request.filter(), request.q(), request.sort(), request.fields(), 1, 1, false, null, request.deleted());
        RecordQuery query = questions.list(actor, realm, object, first);
        Set<String> wanted = Set.copyOf(request.fields());
        String after = null;
        do {
            RecordQuery.Page page = store.list(
                    realm,
                    object.name(),
                    new RecordQuery(query.filter(), query.sort(), after, 0, PAGE, query.deleted()));
            for (StoredRecord record : page.records()) {
                if (!visitor.test(view(actor, object, record, wanted))) {
                    return;
                }
            }
            after = page.next();
        } while (after != null);
    }

    /** @param wanted own fields to decode; empty for all */
    static RecordView view(Actor actor, CatalogObject object, StoredRecord record, Set<String> wanted) {
        Map<String, Object> values = RecordDocument.decode(object, record.doc());
        boolean all = actor.grants().readsAllFields(object.name());
        if (!all || !wanted.isEmpty()) {
            values.keySet()
                    .removeIf(name -> !all && !actor.grants().mayRead(object.name(), name)
                            || !wanted.isEmpty() && !wanted.contains(name));
        }
        return new RecordView(object.name(), record.id(), record.system(), values);
    }

    long count(Actor actor, Realm realm, CatalogObject object, String filter) {
        return store.count(realm, object.name(), questions.readable(actor, realm, object, filter), false);
    }

    /** A group-by's rows and which columns are links. */
    record Grouped(List<Map<String, Object>> rows, Set<String> links) {}

    Grouped aggregate(Actor actor, Realm realm, CatalogObject object, AggregateRequest request) {
        Aggregates.Compiled compiled = aggregates.compile(actor, realm, object, request);
        List<Map<String, Object>> rows = store.aggregate(realm, object.name(), compiled.query());
        if (compiled.having() != null) {
            Instant now = Instant.now();
            rows = rows.stream()
                    .filter(row -> Boolean.TRUE.equals(compiled.having()
                            .evaluate(EvaluationContext.of(
                                    path -> RecordValues.forExpression(row.get(path.toString())),
                                    now,
                                    actor.zone(),
                                    actor.userId(),
                                    actor.departmentId()))))
                    .limit(compiled.limit())
                    .toList();
        }
        return new Grouped(rows, compiled.links());
    }

    /** The JSON of a group-by: {@code {"rows":[…]}}, links with their names. */
    JsonOut aggregateJson(Actor actor, Realm realm, CatalogObject object, AggregateRequest request) {
        Grouped grouped = aggregate(actor, realm, object, request);
        Set<String> ids = new java.util.HashSet<>();
        for (String link : grouped.links()) {
            grouped.rows().forEach(row -> {
                if (row.get(link) instanceof String id) {
                    ids.add(id);
                }
            });
        }
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.visible(actor, realm, ids);
        var out = new JsonOut(grouped.rows().size() * 96 + 64).raw("{\"rows\":[");
        boolean firstRow = true;
        for (Map<String, Object> row : grouped.rows()) {
            out.raw(firstRow ? "{" : ",{");
            firstRow = false;
            boolean first = true;
            for (Map.Entry<String, Object> cell : row.entrySet()) {
                if (!first) {
                    out.raw(',');
                }
                first = false;
                out.text(cell.getKey()).raw(':');
                if (grouped.links().contains(cell.getKey()) && cell.getValue() instanceof String id) {
                    RecordJson.link(out, id, false, visible);
                } else {
                    out.value(cell.getValue());
                }
            }
            out.raw('}');
        }
        return out.raw("]}");
    }

    Map<String, String> names(Actor actor, Realm realm, java.util.Collection<String> ids) {
        Map<String, String> found = new HashMap<>();
        names.visible(actor, realm, ids).forEach((id, entry) -> {
            if (entry.text() != null) {
                found.put(id, entry.text());
            }
        });
        return found;
    }
}
