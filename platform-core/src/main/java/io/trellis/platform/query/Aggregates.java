package io.trellis.platform.query;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Evaluator;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.AggregateQuery;
import io.trellis.platform.store.AggregateQuery.Bucket;
import io.trellis.platform.store.AggregateQuery.Function;
import io.trellis.platform.store.Realm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Group-bys as asked for, checked and compiled. */
@Component
public final class Aggregates {
    private static final int MAX_GROUPS = 5;
    private static final int MAX_MEASURES = 20;
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,79}");

    private final Questions questions;

    Aggregates(Questions questions) {
        this.questions = questions;
    }

    /**
     * A checked group-by.
     *
     * @param links columns whose values are ids of records
     * @param having condition over a row; null for none
     * @param limit rows to return after {@code having}
     */
    public record Compiled(AggregateQuery query, Set<String> links, Evaluator having, int limit) {}

    /** @throws ProblemException INVALID_QUERY or INVALID_FILTER with every problem */
    public Compiled compile(Actor actor, Realm realm, CatalogObject object, AggregateRequest request) {
        Predicate filter = questions.readable(actor, realm, object, request.filter());
        List<Problem> problems = new ArrayList<>();
        Map<String, Type> columns = new LinkedHashMap<>();
        Set<String> links = new HashSet<>();
        List<Predicate> sights = new ArrayList<>();
        List<AggregateQuery.Group> groups = new ArrayList<>();
        for (int i = 0; i < request.groupBy().size(); i++) {
            AggregateRequest.Group group = request.groupBy().get(i);
            String place = "/groupBy/" + i;
            CatalogField field = find(actor, realm, object, group.field(), place, problems, sights);
            if (field == null) {
                continue;
            }
            Bucket bucket = bucket(group.by(), field, place, problems);
            String as = column(group.as() == null ? group.field() : group.as(), place, columns, problems);
            if (!field.shape().sortable()) {
                problems.add(Problem.of("FIELD_NOT_GROUPABLE", place, "field", group.field()));
            } else if (as != null && bucket != null) {
                groups.add(new AggregateQuery.Group(Questions.path(group.field()), bucket, as));
                columns.put(
                        as, bucket == Bucket.NONE ? field.type().expressionType(field.definition()) : Type.Simple.TEXT);
                if (field.shape() == Shape.LINK) {
                    links.add(as);
                }
            }
        }
        List<AggregateQuery.Measure> measures = new ArrayList<>();
        for (int i = 0; i < request.measures().size(); i++) {
            measure(
                    actor,
                    realm,
                    object,
                    request.measures().get(i),
                    "/measures/" + i,
                    problems,
                    sights,
                    columns,
                    measures);
        }
        if (request.groupBy().isEmpty() && request.measures().isEmpty()) {
            problems.add(Questions.parameter("measures", "1–" + MAX_MEASURES));
        }
        if (request.groupBy().size() > MAX_GROUPS) {
            problems.add(Questions.parameter("groupBy", "0–" + MAX_GROUPS));
        }
        if (request.measures().size() > MAX_MEASURES) {
            problems.add(Questions.parameter("measures", "0–" + MAX_MEASURES));
        }
        if (request.limit() < 1 || request.limit() > AggregateRequest.MAX_LIMIT) {
            problems.add(Questions.parameter("limit", "1–" + AggregateRequest.MAX_LIMIT));
        }
        List<AggregateQuery.Order> orders = orders(request.sort(), columns, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_QUERY", problems);
        }
        if (measures.isEmpty()) {
            measures.add(new AggregateQuery.Measure(Function.COUNT, null, "count"));
        }
        Evaluator having = having(request.having(), columns);
        sights.add(filter);
        return new Compiled(
                new AggregateQuery(
                        Predicate.and(sights),
                        groups,
                        measures,
                        orders,
                        having == null ? request.limit() : AggregateRequest.MAX_LIMIT,
                        actor.zone()),
                links,
                having,
                request.limit());
    }

    private static CatalogField find(
            Actor actor,
            Realm realm,
            CatalogObject object,
            String name,
            String place,
            List<Problem> problems,
            List<Predicate> sights) {
        Predicate.Path path = Questions.path(name);
        CatalogField field = path == null ? null : Paths.find(realm.catalog(), object, actor.grants(), path);
        if (field == null) {
            problems.add(Questions.unknown(actor, object, name, place + "/field"));
        } else if (path.isRemote()) {
            // Records whose link leads out of sight are left out: grouped, they would tell what they point to.
            sights.add(Paths.visible(realm.catalog(), object, actor.grants(), path));
        }
        return field;
    }

    private static Bucket bucket(String by, CatalogField field, String place, List<Problem> problems) {
        if (by == null) {
            return Bucket.NONE;
        }
        boolean dated = field.shape() == Shape.DAY || field.shape() == Shape.MOMENT;
        for (Bucket bucket : Bucket.values()) {
            if (bucket != Bucket.NONE && dated && bucket.name().equals(by.toUpperCase(Locale.ROOT))) {
                return bucket;
            }
        }
        problems.add(new Problem(
                "INVALID_PARAMETER",
                place + "/by",
                Map.of("parameter", "by", "expected", dated ? "day, week, month, quarter, year" : "null")));
        return null;
    }

    private static String column(String as, String place, Map<String, Type> columns, List<Problem> problems) {
        if (as == null || !COLUMN.matcher(as).matches()) {
            problems.add(new Problem(
                    "INVALID_PARAMETER", place + "/as", Map.of("parameter", "as", "expected", COLUMN.pattern())));
            return null;
        }
        if (columns.containsKey(as)) {
            problems.add(Problem.of("COLUMN_TWICE", place + "/as", "name", as));
            return null;
        }
        return as;
    }

    private static void measure(
            Actor actor,
            Realm realm,
            CatalogObject object,
            AggregateRequest.Measure measure,
            String place,
            List<Problem> problems,
            List<Predicate> sights,
            Map<String, Type> columns,
            List<AggregateQuery.Measure> measures) {
        Function function = function(measure.function());
        if (function == null) {
            problems.add(new Problem(
                    "INVALID_PARAMETER",
                    place + "/function",
                    Map.of("parameter", "function", "expected", "count, countDistinct, sum, avg, min, max")));
            return;
        }
        String name = measure.field();
        if (name == null && function != Function.COUNT) {
            problems.add(new Problem(
                    "INVALID_PARAMETER", place + "/field", Map.of("parameter", "field", "expected", "a field")));
            return;
        }
        CatalogField field = name == null ? null : find(actor, realm, object, name, place, problems, sights);
        if (name != null && field == null) {
            return;
        }
        if (field != null && !fits(function, field.shape())) {
            problems.add(new Problem(
                    "FIELD_NOT_AGGREGABLE", place + "/field", Map.of("field", name, "function", measure.function())));
            return;
        }
        String standard = name == null ? "count" : measure.function() + "_" + name;
        String as = column(measure.as() == null ? standard : measure.as(), place, columns, problems);
        if (as != null) {
            measures.add(new AggregateQuery.Measure(function, name == null ? null : Questions.path(name), as));
            boolean same = function == Function.MIN || function == Function.MAX;
            columns.put(as, same ? field.type().expressionType(field.definition()) : Type.Simple.NUMBER);
        }
    }

    private static Function function(String name) {
        return name == null
                ? null
                : Arrays.stream(Function.values())
                        .filter(function -> function.name().replace("_", "").equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean fits(Function function, Shape shape) {
        return switch (function) {
            case COUNT -> true;
            case COUNT_DISTINCT -> shape.sortable();
            case SUM, AVG -> shape == Shape.WHOLE || shape == Shape.DECIMAL;
            case MIN, MAX -> shape.sortable() && shape != Shape.LINK && shape != Shape.FLAG;
        };
    }

    private static List<AggregateQuery.Order> orders(
            List<String> sort, Map<String, Type> columns, List<Problem> problems) {
        List<AggregateQuery.Order> orders = new ArrayList<>();
        for (int i = 0; i < sort.size(); i++) {
            String name = sort.get(i);
            boolean descending = name.startsWith("-");
            String plain = descending ? name.substring(1) : name;
            if (columns.containsKey(plain)) {
                orders.add(new AggregateQuery.Order(plain, descending));
            } else {
                problems.add(new Problem(
                        "INVALID_PARAMETER",
                        "/sort/" + i,
                        Map.of("parameter", "sort", "expected", String.join(", ", columns.keySet()))));
            }
        }
        return orders;
    }

    private static Evaluator having(String source, Map<String, Type> columns) {
        if (source == null || source.isBlank()) {
            return null;
        }
        Checked checked = Expressions.checkCondition(source, TypeScope.of(columns));
        if (!checked.ok()) {
            throw Filters.invalid("/having", checked.problems());
        }
        return checked.compile();
    }
}
