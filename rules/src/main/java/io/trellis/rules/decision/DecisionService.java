package io.trellis.rules.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.decision.Table;
import io.trellis.metadata.decision.TableCheck;
import io.trellis.metadata.definition.DecisionDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Near;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.rules.input.Bodies;
import io.trellis.rules.input.RecordInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Questions to decision tables, with the rights of who asks. */
@Component
final class DecisionService {
    static final String DESIGNER = "manageMetadata";

    private static final Map<String, Object> OPEN = Schemas.mapOf("^.{1,200}$", Schemas.any());
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .optional("inputs", OPEN)
            .optional("object", Schemas.name())
            .optional("id", Schemas.text(100))
            .optional("values", OPEN)
            .optional("definition", OPEN)
            .build();

    private final Catalogs catalogs;
    private final Decisions decisions;
    private final RecordService records;

    DecisionService(Catalogs catalogs, Decisions decisions, RecordService records) {
        this.catalogs = catalogs;
        this.decisions = decisions;
        this.records = records;
    }

    /**
     * @param body {@code inputs}, or {@code id} and/or {@code values} of a record of the table's object; {@code definition} to
     *     ask a table that isn't published, which only designers may
     */
    Map<String, Object> evaluate(Actor actor, String name, Object body, String locale) {
        Map<String, Object> question = Bodies.read(QUESTION, body);
        Catalog catalog = catalogs.current(actor.tenant());
        boolean draft = question.get("definition") != null;
        DecisionTable table = draft
                ? DecisionTable.compile(draft(actor, catalog, name, question.get("definition")))
                : published(actor, catalog, name);
        List<Object> inputs = inputs(actor, catalog, table.table(), question);
        Outcome outcome = table.evaluate(inputs, RecordInputs.surroundings(actor));
        return Answers.of(table.table(), draft ? null : catalog.version(), outcome, locale);
    }

    /** What is wrong with a table, and what should be looked at; nothing is published. */
    Map<String, Object> check(Actor actor, Object body, String locale) {
        require(actor);
        Catalog catalog = catalogs.current(actor.tenant());
        var problems = new ArrayList<Problem>();
        Optional<Table> table = table(catalog, body, problems);
        List<Problem> warnings = table.map(TableCheck::warnings).orElse(List.of());
        return Answers.check(problems, warnings, locale);
    }

    static void require(Actor actor) {
        if (!actor.grants().maySystem(DESIGNER)) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", DESIGNER));
        }
    }

    /** A table over an object isn't there for who may not read the object. */
    DecisionTable published(Actor actor, Catalog catalog, String name) {
        return decisions
                .find(actor.tenant(), catalog, name)
                .filter(table -> table.definition().object() == null
                        || RecordInputs.mayRead(
                                actor.grants(), table.definition().object()))
                .orElseThrow(() -> {
                    var params = new LinkedHashMap<String, Object>(Map.of("what", "decision", "name", name));
                    if (actor.grants().maySystem(DESIGNER)) {
                        Near.find(name, Decisions.definitions(catalog).keySet())
                                .ifPresent(near -> params.put("suggestion", near));
                    }
                    return new ProblemException(ProblemException.Kind.NOT_FOUND, "NOT_FOUND", params);
                });
    }

    private Table draft(Actor actor, Catalog catalog, String name, Object document) {
        require(actor);
        var complete = new LinkedHashMap<Object, Object>((Map<?, ?>) document);
        complete.putIfAbsent("name", name);
        var problems = new ArrayList<Problem>();
        return table(catalog, complete, problems)
                .filter(_ -> problems.isEmpty())
                .orElseThrow(() -> ProblemException.invalid(
                        "INVALID_METADATA",
                        problems.stream().map(one -> one.under("/definition")).toList()));
    }

    private static Optional<Table> table(Catalog catalog, Object document, List<Problem> problems) {
        Optional<DecisionDefinition> definition = Kinds.DECISIONS.read(document, null, problems::add);
        Optional<Table> table = problems.isEmpty()
                ? definition.flatMap(one -> Decisions.read(catalog, one, problems::add))
                : Optional.empty();
        table.ifPresent(one -> TableCheck.check(one, problems::add));
        return table;
    }

    List<Object> inputs(Actor actor, Catalog catalog, Table table, Map<String, Object> question) {
        boolean record = question.get("id") != null || question.get("values") != null;
        if (record == (question.get("inputs") != null)) {
            throw ProblemException.invalid("INVALID_INPUTS", List.of(Problem.of("DECISION_QUESTION", "/inputs")));
        }
        if (!record) {
            return GivenInputs.read(table, Bodies.map(question.get("inputs")));
        }
        String object = table.definition().object();
        if (object == null || question.get("object") != null && !object.equals(question.get("object"))) {
            throw ProblemException.invalid(
                    "INVALID_INPUTS",
                    List.of(Problem.of("DECISION_OTHER_OBJECT", "/object", "object", object == null ? "-" : object)));
        }
        var expressions = new LinkedHashMap<String, Checked>();
        table.inputs()
                .forEach(input ->
                        expressions.put(input.name(), input.expression().orElseThrow()));
        EvaluationContext context = new RecordInputs(records, actor, catalog)
                .of(
                        catalog.getObject(object),
                        (String) question.get("id"),
                        Bodies.map(question.get("values")),
                        expressions);
        var values = new ArrayList<Object>();
        expressions
                .values()
                .forEach(expression -> values.add(expression.compile().evaluate(context)));
        return values;
    }
}
