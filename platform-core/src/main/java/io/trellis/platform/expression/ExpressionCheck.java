package io.trellis.platform.expression;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.ExpressionPlace;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Type;
import io.trellis.metadata.expression.TypeScope;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;

/**
 * Checks an expression over an object for whoever writes it. Designers may name every field, others those they may
 * read; the value for a record is told only where the caller may read everything the expression reads.
 */
@Component
final class ExpressionCheck {
    private static final String DESIGNER = "manageMetadata";
    private static final List<String> TYPES = List.of("number", "text", "boolean", "date", "datetime", "time", "any");
    private static final Map<String, ExpressionPlace> PLACES = Map.of(
            "formula", ExpressionPlace.FORMULA,
            "default", ExpressionPlace.DEFAULT,
            "rollupFilter", ExpressionPlace.ROLLUP_FILTER,
            "score", ExpressionPlace.SCORE);
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("object", Schemas.name())
            .required("expression", Schemas.text(20_000))
            .optional("expected", Schemas.oneOf(TYPES))
            .optional("field", Schemas.name())
            .optional("place", Schemas.oneOf(List.copyOf(PLACES.keySet())))
            .optional("before", Schemas.flag())
            .optional("this", Schemas.name())
            .optional("record", Schemas.text(100))
            .optional("thisRecord", Schemas.text(100))
            .build();

    private final Catalogs catalogs;
    private final RecordService records;

    ExpressionCheck(Catalogs catalogs, RecordService records) {
        this.catalogs = catalogs;
        this.records = records;
    }

    /**
     * @param body {@code object}, {@code expression}; the {@code expected} type, or the {@code field} of the object whose value
     *     it will be; the {@code place} where it will stand, when that limits it; {@code before}, whether the record as it was
     *     is known there; {@code this}, the object to which {@code this.} leads; {@code record}, the id of a record to try it
     *     on, and {@code thisRecord} of the one behind {@code this.}
     * @return {@code ok}, {@code type}, {@code references}, {@code problems} with their places, and the {@code value} when
     *     every record it needs was named and there is nothing wrong
     * @throws ProblemException NOT_FOUND for an object, field or record the caller may not read, FORBIDDEN for the value of an
     *     expression that reads what they may not
     */
    Map<String, Object> check(Actor actor, Object body, String locale) {
        Map<String, Object> question = read(body);
        Catalog catalog = catalogs.current(actor.tenant());
        boolean designer = actor.grants().maySystem(DESIGNER);
        BiPredicate<CatalogObject, CatalogField> named = designer ? (_, _) -> true : visible(actor.grants());
        CatalogObject object = object(catalog, question.get("object"), actor, designer);
        Optional<CatalogObject> self =
                Optional.ofNullable(question.get("this")).map(name -> object(catalog, name, actor, designer));
        boolean before = Boolean.TRUE.equals(question.get("before"));
        Checked checked = Expressions.check(
                (String) question.get("expression"),
                scope(catalog, object, self, before, named),
                expected(question, object, named));
        List<ExpressionProblem> problems = new ArrayList<>(checked.problems());
        if (question.get("place") instanceof String place) {
            problems.addAll(PLACES.get(place).check(checked));
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", problems.isEmpty());
        answer.put("type", checked.type().label());
        answer.put(
                "references",
                checked.references().stream().map(Predicate.Path::toString).toList());
        answer.put("problems", describe(problems, locale));
        boolean placed = self.isEmpty() || question.get("thisRecord") instanceof String;
        if (problems.isEmpty() && placed && question.get("record") instanceof String id) {
            requireVisible(checked, scope(catalog, object, self, before, visible(actor.grants())));
            var values = new ReadValues(records, actor, catalog);
            Object value = checked.compile()
                    .evaluate(
                            self.isEmpty()
                                    ? values.context(object, id)
                                    : values.context(object, id, self.get(), (String) question.get("thisRecord")));
            answer.put("value", plain(value));
        }
        return answer;
    }

    private static CatalogObject object(Catalog catalog, Object name, Actor actor, boolean designer) {
        return catalog.findObject((String) name)
                .filter(found -> designer || mayRead(actor.grants(), found))
                .orElseThrow(() -> notFound("object", name));
    }

    private static TypeScope scope(
            Catalog catalog,
            CatalogObject object,
            Optional<CatalogObject> self,
            boolean before,
            BiPredicate<CatalogObject, CatalogField> named) {
        TypeScope scope =
                self.map(from -> catalog.scope(object, from, named)).orElseGet(() -> catalog.scope(object, named));
        return before ? scope.withBefore() : scope;
    }

    /** A field decides where both are given: it is the more exact of the two. */
    private static Optional<Type> expected(
            Map<String, Object> question, CatalogObject object, BiPredicate<CatalogObject, CatalogField> named) {
        if (question.get("field") instanceof String name) {
            CatalogField field = object.findField(name)
                    .filter(found -> named.test(object, found))
                    .orElseThrow(() -> notFound("field", name));
            return Optional.of(field.type().expressionType(field.definition()));
        }
        return Optional.ofNullable((String) question.get("expected"))
                .map(name -> Type.Simple.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static Map<String, Object> read(Object body) {
        var problems = new ArrayList<Problem>();
        SchemaCheck.check(QUESTION, Schemas.SHARED, body, "", problems::add);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_EXPRESSION_QUESTION", problems);
        }
        var question = new LinkedHashMap<String, Object>();
        ((Map<?, ?>) body).forEach((key, value) -> question.put((String) key, value));
        return question;
    }

    private static void requireVisible(Checked checked, TypeScope visible) {
        Checked again = Expressions.check(checked.source(), visible, Optional.empty());
        again.problems().stream().findFirst().ifPresent(hidden -> {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "EXPRESSION_READS_HIDDEN",
                    Map.of("name", hidden.params().getOrDefault("name", checked.source())));
        });
    }

    private static boolean mayRead(Grants grants, CatalogObject object) {
        return !(grants.scope(object.name(), Grants.Action.READ) instanceof Predicate.None);
    }

    private static BiPredicate<CatalogObject, CatalogField> visible(Grants grants) {
        return (object, field) ->
                mayRead(grants, object) && (field.system() || grants.mayRead(object.name(), field.name()));
    }

    private static ProblemException notFound(String what, Object name) {
        return new ProblemException(
                ProblemException.Kind.NOT_FOUND, "NOT_FOUND", Map.of("what", what, "name", String.valueOf(name)));
    }

    private static List<Map<String, Object>> describe(List<ExpressionProblem> found, String locale) {
        List<Problem> problems = found.stream()
                .map(problem -> {
                    Map<String, Object> params = new LinkedHashMap<>(problem.params());
                    params.put("offset", problem.offset());
                    params.put("length", problem.length());
                    params.put("line", problem.line());
                    params.put("column", problem.column());
                    return new Problem(problem.code(), "/expression", params);
                })
                .toList();
        return ProblemTexts.describe(problems, locale);
    }

    /** As records give their values: numbers as such, days and moments as texts. */
    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number;
            case Boolean flag -> flag;
            case List<?> list -> list.stream().map(ExpressionCheck::plain).toList();
            default -> value.toString();
        };
    }
}
