package io.trellis.rules.escalation;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.schema.Schemas;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.rules.input.Bodies;
import io.trellis.rules.input.RecordInputs;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What escalation rules would do and why, and having it done now: for whoever shapes the system. Thread-safe. */
@Component
final class EscalationService {
    private static final String PERMISSION = "manageMetadata";
    private static final Map<String, Object> QUESTION = Schemas.struct()
            .required("id", Schemas.text(100))
            .optional("at", Schemas.text(40))
            .build();
    private static final Map<String, Object> ORDER = Schemas.struct()
            .optional("at", Schemas.text(40))
            .optional("rule", Schemas.text(100))
            .build();

    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;
    private final Marks marks;
    private final EscalationJobs jobs;

    EscalationService(Catalogs catalogs, RecordService records, Access access, Marks marks, EscalationJobs jobs) {
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
        this.marks = marks;
        this.jobs = jobs;
    }

    /**
     * What a rule would do with a record at a moment; writes nothing.
     *
     * @param body {@code {id, at?}}
     * @throws ProblemException FORBIDDEN, NOT_FOUND, INVALID_INPUTS; INPUT_HIDDEN where the rule reads what the asker may not see
     */
    Map<String, Object> evaluate(Actor actor, String key, Object body) {
        access.requireSystem(actor, PERMISSION);
        Map<String, Object> question = Bodies.read(QUESTION, body);
        Catalog catalog = catalogs.current(actor.tenant());
        Rule rule = Rule.find(catalog, key).orElseThrow(() -> ProblemException.notFound("escalation", key));
        var inputs = new RecordInputs(records, actor, catalog);
        inputs.requireVisible(rule.object(), expressions(catalog, rule));
        RecordView record = records.get(actor, rule.object().name(), (String) question.get("id"));
        Instant asked = moment(question);
        Instant moment = asked == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : asked;
        Actor system = access.systemActor(actor.tenant(), EscalationJobs.KIND);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("version", catalog.version());
        answer.put("rule", key);
        answer.put("record", record.id());
        answer.put("at", moment.toString());
        // What the asker may read, in the job's surroundings.
        new Explanation(
                        rule,
                        record,
                        moment,
                        marks.find(actor.tenant(), rule.definition().id(), record.id())
                                .mark(),
                        new Ladder(records, system),
                        ids -> records.names(actor, ids))
                .into(
                        answer,
                        EvaluationContext.of(
                                inputs.of(record, moment)::value, moment, system.zone(), system.userId(), null));
        return answer;
    }

    private static Map<String, Checked> expressions(Catalog catalog, Rule rule) {
        Map<String, Checked> all = new LinkedHashMap<>();
        rule.when().ifPresent(when -> all.put("when", when));
        all.put(
                "since",
                Expressions.check(rule.definition().since(), catalog.scope(rule.object()), java.util.Optional.empty()));
        for (int i = 0; i < rule.levels().size(); i++) {
            String level = "levels/" + i + "/set/";
            rule.sets(i).forEach((field, set) -> all.put(level + field, set));
        }
        return all;
    }

    /**
     * Has everything done that is due, in the background.
     *
     * @param body null or {@code {at?, rule?}}
     * @return {@code {job}}
     * @throws ProblemException FORBIDDEN, NOT_FOUND, INVALID_INPUTS
     */
    Map<String, Object> run(Actor actor, Object body) {
        access.requireSystem(actor, PERMISSION);
        Map<String, Object> order = Bodies.read(ORDER, body == null ? Map.of() : body);
        String rule = (String) order.get("rule");
        if (rule != null && Rule.find(catalogs.current(actor.tenant()), rule).isEmpty()) {
            throw ProblemException.notFound("escalation", rule);
        }
        return Map.of("job", jobs.start(actor, moment(order), rule));
    }

    /** Null where none is given. */
    private static Instant moment(Map<String, Object> body) {
        String text = (String) body.get("at");
        try {
            OffsetDateTime moment = text == null ? null : OffsetDateTime.parse(text);
            // Hours to the end of the world can't be counted.
            if (moment != null && (moment.getYear() < 1970 || moment.getYear() > 9999)) {
                throw new DateTimeException(text);
            }
            return moment == null ? null : moment.toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException none) {
            throw ProblemException.invalid("INVALID_INPUTS", List.of(Problem.of("NOT_A_MOMENT", "/at", "value", text)));
        }
    }
}
