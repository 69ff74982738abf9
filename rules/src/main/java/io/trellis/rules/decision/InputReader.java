package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.ValueTypes;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.schema.Near;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values a table's inputs have for one question, read as the person who asks may read them: an input that looks at a field
 * they may not see is refused, since the outputs would tell what is in it.
 */
final class InputReader {
    private final RecordService records;
    private final Actor actor;
    private final Catalog catalog;
    private final List<Problem> problems = new ArrayList<>();

    InputReader(RecordService records, Actor actor, Catalog catalog) {
        this.records = records;
        this.actor = actor;
        this.catalog = catalog;
    }

    /** The surroundings of every evaluation: the moment, the person and where they are. */
    static EvaluationContext surroundings(Actor actor) {
        return EvaluationContext.of(_ -> null, Instant.now(), actor.zone(), actor.userId(), actor.departmentId());
    }

    /** @throws ProblemException INVALID_DECISION_INPUTS with every input that isn't what it should be */
    List<Object> given(Table table, Map<String, Object> given) {
        List<String> names = table.inputs().stream().map(Table.Input::name).toList();
        given.keySet().stream().filter(name -> !names.contains(name)).forEach(name -> {
            var params = new LinkedHashMap<String, Object>(Map.of("name", name));
            Near.find(name, names).ifPresent(near -> params.put("suggestion", near));
            problems.add(new Problem("DECISION_INPUT_UNKNOWN", "/inputs/" + name, params));
        });
        var values = new ArrayList<Object>();
        for (Table.Input input : table.inputs()) {
            values.add(value(input, given.get(input.name())));
        }
        refuse();
        return values;
    }

    private Object value(Table.Input input, Object raw) {
        if (raw == null) {
            return null;
        }
        Optional<Object> value = ValueTypes.read(input.type(), raw);
        if (value.isEmpty()) {
            problems.add(new Problem(
                    "DECISION_INPUT_INVALID",
                    "/inputs/" + input.name(),
                    Map.of("name", input.name(), "expected", input.type().label())));
        }
        return value.orElse(null);
    }

    /**
     * @param id of the record; null for one that isn't saved
     * @param values that take the place of the record's own
     */
    List<Object> ofRecord(Table table, CatalogObject object, String id, Map<String, Object> values) {
        visible(table, object);
        Map<String, Object> sent = normalise(object, values);
        refuse();
        RecordView record = id == null ? null : records.get(actor, object.name(), id);
        var known = new HashMap<Predicate.Path, Object>();
        EvaluationContext context = surroundings(actor).with(path -> {
            if (!known.containsKey(path)) {
                known.put(path, value(object, record, sent, path));
            }
            return known.get(path);
        });
        var read = new ArrayList<Object>();
        for (Table.Input input : table.inputs()) {
            read.add(input.expression()
                    .map(expression -> expression.compile().evaluate(context))
                    .orElse(null));
        }
        return read;
    }

    private void visible(Table table, CatalogObject object) {
        Grants grants = actor.grants();
        var scope = catalog.scope(
                object, (one, field) -> mayRead(grants, one.name()) && grants.mayRead(one.name(), field.name()));
        for (Table.Input input : table.inputs()) {
            Checked checked = input.expression().orElseThrow();
            if (!Expressions.check(checked.source(), scope, Optional.empty()).ok()) {
                throw new ProblemException(
                        ProblemException.Kind.FORBIDDEN,
                        "DECISION_INPUT_HIDDEN",
                        Map.of("name", input.name()),
                        List.of(Problem.of("DECISION_INPUT_HIDDEN", "/inputs/" + input.name(), "name", input.name())));
            }
        }
    }

    static boolean mayRead(Grants grants, String object) {
        return !(grants.scope(object, Grants.Action.READ) instanceof Predicate.None);
    }

    private Map<String, Object> normalise(CatalogObject object, Map<String, Object> values) {
        var normal = new HashMap<String, Object>();
        values.forEach((name, raw) -> {
            Optional<CatalogField> field =
                    object.findField(name).filter(one -> actor.grants().mayRead(object.name(), one.name()));
            if (field.isEmpty()) {
                problems.add(Problem.of("UNKNOWN_FIELD", "/values/" + name, "name", name));
            } else {
                normal.put(
                        name,
                        raw == null
                                ? null
                                : field.get()
                                        .type()
                                        .normalise(
                                                field.get().definition(),
                                                raw,
                                                problem -> problems.add(problem.under("/values/" + name))));
            }
        });
        return normal;
    }

    /** Through links only as far as the person may read the records on the way; what lies behind others is nothing. */
    private Object value(CatalogObject object, RecordView record, Map<String, Object> sent, Predicate.Path path) {
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

    private void refuse() {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_DECISION_INPUTS", problems);
        }
    }
}
