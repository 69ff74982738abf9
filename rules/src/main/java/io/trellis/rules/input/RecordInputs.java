package io.trellis.rules.input;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record, or one that isn't saved, as expressions see it on behalf of one person. An expression that looks at a field they may
 * not see is refused, since its result would tell what is in it. Used by one thread.
 */
public final class RecordInputs {
    private final RecordService records;
    private final Actor actor;
    private final Catalog catalog;

    public RecordInputs(RecordService records, Actor actor, Catalog catalog) {
        this.records = records;
        this.actor = actor;
        this.catalog = catalog;
    }

    /** The moment, the person and where they are, without a record. */
    public static EvaluationContext surroundings(Actor actor) {
        return EvaluationContext.of(_ -> null, Instant.now(), actor.zone(), actor.userId(), actor.departmentId());
    }

    /** Whether somebody may read any record of an object. */
    public static boolean mayRead(Grants grants, String object) {
        return !(grants.scope(object, Grants.Action.READ) instanceof Predicate.None);
    }

    /**
     * @param id of the record; null for one that isn't saved
     * @param values that take the place of the record's own, JSON-like
     * @param expressions that will be evaluated, by a name the person knows
     * @throws ProblemException INPUT_HIDDEN, naming the expression; INVALID_INPUTS for values that are not of their fields' types;
     *     NOT_FOUND for a record that isn't there for the person
     */
    public EvaluationContext of(
            CatalogObject object, String id, Map<String, Object> values, Map<String, Checked> expressions) {
        expressions.forEach((name, expression) -> visible(object, name, expression));
        Map<String, Object> sent = normalise(object, values);
        RecordView record = id == null ? null : records.get(actor, object.name(), id);
        var known = new HashMap<Predicate.Path, Object>();
        return surroundings(actor).with(path -> {
            if (!known.containsKey(path)) {
                known.put(path, value(record, sent, path));
            }
            return known.get(path);
        });
    }

    /** A record that has been read, at a moment of the caller's; for expressions over fields its reader may see. */
    public EvaluationContext of(RecordView record, Instant now) {
        var known = new HashMap<Predicate.Path, Object>();
        return EvaluationContext.of(
                path -> {
                    if (!known.containsKey(path)) {
                        known.put(path, value(record, Map.of(), path));
                    }
                    return known.get(path);
                },
                now,
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }

    /** @throws ProblemException INPUT_HIDDEN, naming the first expression that looks at a field the person may not see */
    public void requireVisible(CatalogObject object, Map<String, Checked> expressions) {
        expressions.forEach((name, expression) -> visible(object, name, expression));
    }

    /** Whether the person may see every field that an expression looks at. */
    public boolean sees(CatalogObject object, Checked expression) {
        Grants grants = actor.grants();
        var scope = catalog.scope(object, (one, field) -> grants.shows(one.name(), field.name()));
        return Expressions.check(expression.source(), scope, Optional.empty()).ok();
    }

    private void visible(CatalogObject object, String name, Checked expression) {
        if (!sees(object, expression)) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN,
                    "INPUT_HIDDEN",
                    Map.of("name", name),
                    List.of(Problem.of("INPUT_HIDDEN", "/inputs/" + name, "name", name)));
        }
    }

    private Map<String, Object> normalise(CatalogObject object, Map<String, Object> values) {
        var normal = new HashMap<String, Object>();
        var problems = new ArrayList<Problem>();
        values.forEach((name, raw) -> {
            Optional<CatalogField> field =
                    object.findField(name).filter(one -> actor.grants().mayRead(object.name(), one.name()));
            if (field.isEmpty()) {
                problems.add(Problem.of("UNKNOWN_FIELD", "/values/" + name, "name", name));
            } else {
                normal.put(name, raw == null ? null : normalise(field.get(), raw, problems));
            }
        });
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_INPUTS", problems);
        }
        return normal;
    }

    private static Object normalise(CatalogField field, Object raw, List<Problem> problems) {
        return field.type()
                .normalise(field.definition(), raw, problem -> problems.add(problem.under("/values/" + field.name())));
    }

    /** Through links only as far as the person may read the records on the way; what lies behind others is nothing. */
    private Object value(RecordView record, Map<String, Object> sent, Predicate.Path path) {
        String first = path.first();
        Object value = sent.containsKey(first) ? sent.get(first) : record == null ? null : record.get(first);
        for (String step : path.steps().subList(1, path.steps().size())) {
            if (!(value instanceof String link)) {
                return null;
            }
            value = catalog.findObjectOfId(link)
                    .filter(target -> mayRead(actor.grants(), target.name()))
                    .flatMap(target -> records.find(actor, target.name(), link))
                    .map(view -> view.get(step))
                    .orElse(null);
        }
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
    }
}
