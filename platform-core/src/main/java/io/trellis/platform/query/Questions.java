package io.trellis.platform.query;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Suggestions;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The door to questions: takes them as asked, and gives the store's queries with the asker's row scope and mask in them. */
@Component
public final class Questions {
    private static final int MAX_OFFSET = 1_000_000;
    private static final int MAX_SORTS = 5;
    private static final int MAX_FIELDS = 200;
    private static final int MAX_TEXT = 200;

    private final Filters filters;
    private final Optional<TextIndex> texts;

    Questions(Filters filters, Optional<TextIndex> texts) {
        this.filters = filters;
        this.texts = texts;
    }

    /**
     * What the actor may read, narrowed by a filter.
     *
     * @throws ProblemException FORBIDDEN when the actor may read nothing of the object; INVALID_FILTER
     */
    public Predicate readable(Actor actor, Realm realm, CatalogObject object, String filter) {
        return Predicate.and(scope(actor, object), filters.compile(actor, realm, object, filter, Instant.now()));
    }

    private static Predicate scope(Actor actor, CatalogObject object) {
        Predicate scope = actor.grants().scope(object.name(), Grants.Action.READ);
        if (scope instanceof Predicate.None) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "FORBIDDEN",
                    Map.of("needs", "read:" + object.name(), "reason", "NOT_GRANTED"),
                    List.of(Problem.of("NOT_GRANTED", "", "needs", "read:" + object.name())));
        }
        return scope;
    }

    /**
     * A list as it is asked for.
     *
     * @param scope what the actor may read
     * @param asked what the filter and the searched text say, without the scope
     */
    public record Parts(Predicate scope, Predicate asked, List<RecordQuery.Sort> sort) {}

    /** A list with everything in it checked; all problems of its parts together. */
    public RecordQuery list(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        Parts parts = parts(actor, realm, object, request);
        boolean first = request.after() == null || request.after().isBlank();
        return new RecordQuery(
                Predicate.and(parts.scope(), parts.asked()),
                parts.sort(),
                first ? null : request.after(),
                first ? (request.page() - 1) * request.size() : 0,
                request.size(),
                request.deleted());
    }

    /** As {@link #list}, for who answers the parts in different ways. */
    public Parts parts(Actor actor, Realm realm, CatalogObject object, ListRequest request) {
        Predicate scope = scope(actor, object);
        Instant now = request.asOf() == null ? Instant.now() : request.asOf();
        Predicate asked = filters.compile(actor, realm, object, request.filter(), now);
        List<Problem> problems = new ArrayList<>();
        List<RecordQuery.Sort> sort = sort(actor, realm, object, request.sort(), problems);
        checkFields(actor, realm, object, request.fields(), problems);
        if (request.fields().size() > MAX_FIELDS) {
            problems.add(parameter("fields", "1–" + MAX_FIELDS));
        }
        if (request.q() != null && request.q().length() > MAX_TEXT) {
            problems.add(parameter("q", "1–" + MAX_TEXT));
        }
        if (request.size() < 1 || request.size() > ListRequest.MAX_SIZE) {
            problems.add(parameter("size", "1–" + ListRequest.MAX_SIZE));
        }
        if (request.page() < 1 || (long) (request.page() - 1) * request.size() > MAX_OFFSET) {
            problems.add(parameter("page", "1–" + MAX_OFFSET / Math.max(1, request.size())));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_QUERY", problems);
        }
        if (request.q() != null && !request.q().isBlank()) {
            asked = Predicate.and(asked, search(actor, realm, object, request, Predicate.and(scope, asked)));
        }
        return new Parts(scope, asked, List.copyOf(sort));
    }

    /** Each word of a text must be in one of the search fields; the recycle bin and the past are in no index. */
    private Predicate search(Actor actor, Realm realm, CatalogObject object, ListRequest request, Predicate narrow) {
        List<CatalogField> fields = searchFields(actor, object);
        String text = request.q().strip();
        Optional<Predicate> found = request.deleted() || request.asOf() != null
                ? Optional.empty()
                : texts.flatMap(index -> index.find(realm, object, fields, text, narrow));
        return found.orElseGet(() -> containing(fields, text));
    }

    /** The fields a text is looked for in: the object's search fields, as far as the actor may read them. */
    public static List<CatalogField> searchFields(Actor actor, CatalogObject object) {
        return object.definition().searchFields().stream()
                .distinct()
                .map(object.fields()::get)
                .filter(field -> field != null && field.shape() == Shape.TEXT && !field.system())
                .filter(field -> actor.grants().mayRead(object.name(), field.name()))
                .toList();
    }

    /** The same as a condition that makes the store look at every record. */
    public static Predicate containing(List<CatalogField> fields, String text) {
        List<Predicate> words = new ArrayList<>();
        for (String word : text.split("\\s+", 10)) {
            words.add(Predicate.or(fields.stream()
                    .map(field -> (Predicate)
                            new Predicate.Text(Predicate.Path.of(field.name()), Predicate.TextOp.CONTAINS, word))
                    .toList()));
        }
        return Predicate.and(words);
    }

    private static List<RecordQuery.Sort> sort(
            Actor actor, Realm realm, CatalogObject object, List<String> names, List<Problem> problems) {
        List<RecordQuery.Sort> sorts = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), MAX_SORTS); i++) {
            String name = names.get(i);
            boolean descending = name.startsWith("-");
            String plain = descending || name.startsWith("+") ? name.substring(1) : name;
            Predicate.Path path = path(plain);
            CatalogField field = path == null ? null : Paths.find(realm.catalog(), object, actor.grants(), path);
            if (field == null) {
                problems.add(unknown(actor, object, plain, "/sort/" + i));
            } else if (!field.shape().sortable()) {
                problems.add(Problem.of("FIELD_NOT_SORTABLE", "/sort/" + i, "field", plain));
            } else if (path.isRemote()
                    && !(Paths.sight(realm.catalog(), object, actor.grants(), path) instanceof Predicate.All)) {
                // The order itself would tell what stands in records that can't be read.
                problems.add(Problem.of("FIELD_NOT_SORTABLE", "/sort/" + i, "field", plain));
            } else {
                sorts.add(new RecordQuery.Sort(path, descending));
            }
        }
        if (names.size() > MAX_SORTS) {
            problems.add(parameter("sort", "1–" + MAX_SORTS));
        }
        return sorts;
    }

    /** Checks a list of names and dotted paths to return. */
    private static void checkFields(
            Actor actor, Realm realm, CatalogObject object, List<String> names, List<Problem> problems) {
        for (int i = 0; i < Math.min(names.size(), MAX_FIELDS); i++) {
            Predicate.Path path = path(names.get(i));
            CatalogField field = path == null ? null : Paths.find(realm.catalog(), object, actor.grants(), path);
            if (field == null) {
                problems.add(unknown(actor, object, names.get(i), "/fields/" + i));
            }
        }
    }

    static Predicate.Path path(String dotted) {
        if (dotted == null || dotted.isBlank() || dotted.length() > 200) {
            return null;
        }
        Predicate.Path path = Predicate.Path.of(dotted);
        return path.steps().stream().anyMatch(String::isBlank) ? null : path;
    }

    static Problem unknown(Actor actor, CatalogObject object, String name, String place) {
        List<String> known = object.fields().values().stream()
                .map(CatalogField::name)
                .filter(other -> actor.grants().mayRead(object.name(), other))
                .toList();
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("name", String.valueOf(name));
        Suggestions.closest(String.valueOf(name), known).ifPresent(found -> params.put("suggestion", found));
        return new Problem("UNKNOWN_FIELD", place, params);
    }

    static Problem parameter(String name, Object expected) {
        return new Problem("INVALID_PARAMETER", "/" + name, Map.of("parameter", name, "expected", expected));
    }
}
