package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Evaluates rules on a record that nobody writes: for forms, and for whoever wants to know why. Conditions see everything, as
 * they do when the record is written; what is told of it is what the caller may read.
 */
@Component
final class Trials {
    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;
    private final RuleBook book;

    Trials(Catalogs catalogs, RecordService records, Access access, RuleBook book) {
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
        this.book = book;
    }

    /**
     * @param id of the stored record that is being changed, or null for a new one
     * @param values by field name, JSON-like, as a write would send them
     * @param rule a definition that takes part in place of the published one of its name, or null; needs the right to publish
     */
    record Request(String object, String id, Map<?, ?> values, Object rule) {}

    /**
     * @throws ProblemException NOT_FOUND for an object or a record the caller may not read, UNKNOWN_FIELD for such a field,
     *     INVALID_METADATA for a rule that could not be published
     */
    Map<String, Object> evaluate(Actor actor, Request request, String locale) {
        Catalog catalog = catalogs.current(actor.tenant());
        CatalogObject object = catalog.findObject(request.object())
                .filter(found -> open(actor, found))
                .orElseThrow(() -> ProblemException.notFound("object", request.object()));
        ObjectRules rules = book.of(catalog, object);
        if (request.rule() != null) {
            catalog = Unpublished.with(actor, catalog, object, request.rule());
            object = catalog.getObject(object.name());
            rules = ObjectRules.of(catalog, object, catalog.rules().values());
        }
        List<Problem> problems = new ArrayList<>();
        FormSituation situation = situation(actor, catalog, object, request, problems);
        Outcome outcome = rules.evaluate(situation);
        var sight = new Sight(actor, catalog, object, new LinkedValues(records, actor, catalog), situation);
        return new OutcomeForm(object, outcome, sight).write(problems, locale);
    }

    private static boolean open(Actor actor, CatalogObject object) {
        return actor.grants().mayCreate(object.name())
                || !(actor.grants().scope(object.name(), Grants.Action.READ)
                        instanceof io.trellis.metadata.expression.Predicate.None);
    }

    private FormSituation situation(
            Actor actor, Catalog catalog, CatalogObject object, Request request, List<Problem> problems) {
        Actor system = access.systemActor(actor.tenant(), "rules");
        Map<String, Object> before = null;
        Map<String, Object> after = new LinkedHashMap<>();
        if (request.id() != null) {
            records.get(actor, object.name(), request.id());
            before = values(object, records.get(system, object.name(), request.id()));
            after.putAll(before);
        } else {
            after.put("owner", object.definition().owned() ? actor.userId() : null);
            after.put("department", actor.departmentId());
        }
        Map<String, Object> sent = Sent.read(actor, object, request.values(), problems);
        after.putAll(sent);
        var linked = new LinkedValues(records, system, catalog);
        EvaluationContext context = context(actor, after, linked);
        if (before == null) {
            Sent.start(object, after, sent.keySet(), context);
        }
        return new FormSituation(
                before,
                after,
                sent.keySet(),
                context,
                Optional.ofNullable(before).map(stored -> context(actor, stored, linked)));
    }

    private static EvaluationContext context(Actor actor, Map<String, Object> values, LinkedValues linked) {
        return EvaluationContext.of(
                path -> {
                    Object first = values.get(path.first());
                    List<String> rest = path.steps().subList(1, path.steps().size());
                    return Results.seen(rest.isEmpty() ? first : linked.follow(first, rest));
                },
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }

    private static Map<String, Object> values(CatalogObject object, RecordView view) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (CatalogField field : object.fields().values()) {
            values.put(field.name(), view.get(field.name()));
        }
        return values;
    }
}
