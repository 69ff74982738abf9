package io.trellis.platform.expression;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
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
import org.springframework.stereotype.Component;

/**
 * Checks an expression over an object for whoever writes it. Designers may name every field, others those they may
 * read; the value for a record is told only where the caller may read everything the expression reads.
 */
@Component
final class ExpressionCheck {
    private static final String DESIGNER = "manageMetadata";
    private static final List<String> TYPES = List.of("number", "text", "boolean", "date", "datetime", "time", "any");
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("object", Schemas.name())
            .required("expression", Schemas.text(20_000))
            .optional("expected", Schemas.oneOf(TYPES))
            .optional("before", Schemas.flag())
            .optional("record", Schemas.text(100))
            .build();

    private final Catalogs catalogs;
    private final RecordService records;

    ExpressionCheck(Catalogs catalogs, RecordService records) {
        this.catalogs = catalogs;
        this.records = records;
    }

    /**
     * @param body {@code object}, {@code expression}; {@code expected} type; {@code before}, whether the record as it was is
     *     known where the expression will stand; {@code record}, the id of a record to try it on
     * @return {@code ok}, {@code type}, {@code references}, {@code problems} with their places, and the {@code value} when a
     *     record was named and there is nothing wrong
     * @throws ProblemException NOT_FOUND for an object or record the caller may not read, FORBIDDEN for the value of an
     *     expression that reads what they may not
     */
    Map<String, Object> check(Actor actor, Object body, String locale) {
        Map<String, Object> question = read(body);
        Catalog catalog = catalogs.current(actor.tenant());
        boolean designer = actor.grants().maySystem(DESIGNER);
        CatalogObject object = catalog.findObject((String) question.get("object"))
                .filter(found -> designer || mayRead(actor.grants(), found))
                .orElseThrow(() -> notFound("object", question.get("object")));
        String source = (String) question.get("expression");
        boolean before = Boolean.TRUE.equals(question.get("before"));
        Optional<Type> expected = Optional.ofNullable((String) question.get("expected"))
                .map(name -> Type.Simple.valueOf(name.toUpperCase(Locale.ROOT)));
        TypeScope scope = designer ? catalog.scope(object) : catalog.scope(object, visible(actor.grants()));
        Checked checked = Expressions.check(source, before ? scope.withBefore() : scope, expected);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", checked.ok());
        answer.put("type", checked.type().label());
        answer.put(
                "references",
                checked.references().stream().map(Predicate.Path::toString).toList());
        answer.put("problems", describe(checked.problems(), locale));
        if (checked.ok() && question.get("record") instanceof String id) {
            requireVisible(actor, catalog, object, checked, before);
            Object value = checked.compile().evaluate(new ReadValues(records, actor, catalog).context(object, id));
            answer.put("value", plain(value));
        }
        return answer;
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

    private static void requireVisible(
            Actor actor, Catalog catalog, CatalogObject object, Checked checked, boolean before) {
        TypeScope scope = catalog.scope(object, visible(actor.grants()));
        Checked again = Expressions.check(checked.source(), before ? scope.withBefore() : scope, Optional.empty());
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

    private static java.util.function.BiPredicate<CatalogObject, CatalogField> visible(Grants grants) {
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
