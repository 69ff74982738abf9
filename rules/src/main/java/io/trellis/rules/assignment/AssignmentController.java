package io.trellis.rules.assignment;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.AssignmentDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.schema.SchemaCheck;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Access;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who a record would be given to, and why; takes nobody's turn and writes nothing. For whoever shapes the system: it names people and their loads. */
@RestController
@RequestMapping("/api/v1/assignments")
final class AssignmentController {
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("object", Schemas.name())
            .optional("id", Schemas.text(100))
            .optional("values", Schemas.mapOf("^.{1,200}$", Schemas.any()))
            .build();

    private final Assignments assignments;
    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;

    AssignmentController(Assignments assignments, Catalogs catalogs, RecordService records, Access access) {
        this.assignments = assignments;
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
    }

    @PostMapping("/evaluate")
    Map<String, Object> evaluate(Actor actor, @RequestBody byte[] body) {
        access.requireSystem(actor, "manageMetadata");
        Map<String, Object> question = question(Bodies.parse(body));
        Catalog catalog = catalogs.current(actor.tenant());
        String name = (String) question.get("object");
        CatalogObject object = catalog.findObject(name).orElseThrow(() -> ProblemException.notFound("object", name));
        List<AssignmentDefinition> rules = Assignments.of(catalog, name);
        var context = new RecordInputs(records, actor, catalog)
                .of(
                        object,
                        (String) question.get("id"),
                        map(question.get("values")),
                        conditions(catalog, object, rules));
        Chosen chosen = assignments.choose(
                actor.tenant(),
                rules,
                new Assignments.Asked(catalog, object),
                context,
                new Staff(records, access, actor.tenant()),
                false);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("version", catalog.version());
        answer.put("user", chosen.user());
        answer.put("rule", chosen.rule());
        answer.put("entry", chosen.entry() < 0 ? null : chosen.entry());
        answer.put("tried", chosen.tried());
        return answer;
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

    private static Map<String, Object> question(Object body) {
        var problems = new ArrayList<Problem>();
        SchemaCheck.check(QUESTION, Schemas.SHARED, body, "", problems::add);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_INPUTS", problems);
        }
        return map(body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }
}
