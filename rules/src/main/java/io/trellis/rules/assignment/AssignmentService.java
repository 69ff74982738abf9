package io.trellis.rules.assignment;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.kind.Kinds;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.rules.input.Bodies;
import io.trellis.rules.input.RecordInputs;
import io.trellis.rules.input.TrialCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Who a record would be given to, and why; takes nobody's turn and writes nothing. For whoever shapes the system: it names people and their loads. */
@Component
final class AssignmentService {
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("object", Schemas.name())
            .optional("id", Schemas.text(100))
            .optional("values", Schemas.mapOf("^.{1,200}$", Schemas.any()))
            .optional("definition", Schemas.mapOf("^.{1,200}$", Schemas.any()))
            .build();

    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;

    AssignmentService(Catalogs catalogs, RecordService records, Access access) {
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
    }

    /**
     * @param body {@code object}, {@code id} and/or {@code values} of a record; {@code definition} of a rule that isn't published,
     *     which then is asked in its place among the others
     * @throws ProblemException FORBIDDEN; INVALID_INPUTS; INVALID_METADATA with paths below {@code /definition}
     */
    Map<String, Object> evaluate(Actor actor, Object body, String locale) {
        access.requireSystem(actor, "manageMetadata");
        Map<String, Object> question = Bodies.read(QUESTION, body);
        Catalog published = catalogs.current(actor.tenant());
        String name = (String) question.get("object");
        published.findObject(name).orElseThrow(() -> ProblemException.notFound("object", name));
        Object document = question.get("definition");
        Catalog catalog = document == null ? published : trial(published, name, (Map<?, ?>) document);
        CatalogObject object = catalog.getObject(name);
        List<AssignmentDefinition> rules = Assignments.of(catalog, name);
        var context = new RecordInputs(records, actor, catalog)
                .of(
                        object,
                        (String) question.get("id"),
                        Bodies.map(question.get("values")),
                        conditions(catalog, object, rules));
        Chosen chosen = new Assignments(catalog, object, new Staff(records, access, actor.tenant())).choose(context);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("version", document == null ? catalog.version() : null);
        answer.put("user", chosen.user());
        answer.put("rule", chosen.found() ? chosen.rule().key() : null);
        answer.put("entry", chosen.found() ? chosen.entry() : null);
        answer.put("tried", chosen.tried());
        answer.put("unknown", unknown(rules, new People(records, access, actor.tenant()), locale));
        return answer;
    }

    /** What rules name in vain, or as good as. */
    private static List<Map<String, Object>> unknown(List<AssignmentDefinition> rules, People people, String locale) {
        List<Map<String, Object>> told = new ArrayList<>();
        for (AssignmentDefinition rule : rules) {
            for (int i = 0; i < rule.entries().size(); i++) {
                for (String username : people.unknown(rule.entries().get(i)).inactive()) {
                    var problem = new Problem("USER_INACTIVE", "/entries/" + i + "/users", Map.of("name", username));
                    told.add(told(rule, problem, locale));
                }
            }
            AssignmentChecks.problems(rule, people).forEach(problem -> told.add(told(rule, problem, locale)));
        }
        return told;
    }

    private static Map<String, Object> told(AssignmentDefinition rule, Problem problem, String locale) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("rule", rule.key());
        one.putAll(ProblemTexts.describe(List.of(problem), locale).getFirst());
        return one;
    }

    private static Catalog trial(Catalog published, String object, Map<?, ?> document) {
        var complete = new LinkedHashMap<Object, Object>(document);
        complete.putIfAbsent("object", object);
        complete.putIfAbsent("name", "trial");
        var problems = new ArrayList<Problem>();
        AssignmentDefinition rule =
                Kinds.ASSIGNMENTS.read(complete, null, problems::add).orElse(null);
        if (rule != null && !rule.object().equals(object)) {
            problems.add(Problem.of("OBJECT_MISSING", "/object", "name", rule.object()));
        }
        Catalog tried =
                problems.isEmpty() ? TrialCatalog.with(published, Kinds.ASSIGNMENTS, rule, problems::add) : null;
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "INVALID_METADATA",
                    problems.stream().map(one -> one.under("/definition")).toList());
        }
        return tried;
    }

    private static Map<String, Checked> conditions(
            Catalog catalog, CatalogObject object, List<AssignmentDefinition> rules) {
        Map<String, Checked> all = new LinkedHashMap<>();
        for (AssignmentDefinition rule : rules) {
            add(all, rule.name(), rule.when(), catalog, object);
            for (int i = 0; i < rule.entries().size(); i++) {
                add(all, rule.name() + "." + i, rule.entries().get(i).when(), catalog, object);
            }
        }
        return all;
    }

    private static void add(
            Map<String, Checked> all, String name, String condition, Catalog catalog, CatalogObject object) {
        if (condition != null) {
            all.put(name, Expressions.checkCondition(condition, catalog.scope(object)));
        }
    }
}
