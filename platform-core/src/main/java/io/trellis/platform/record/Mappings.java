package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MappingDefinition.Target;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Runs mappings: records made from a record (a quote's order, a lead's account), all in one commit through the write path and
 * with the caller's rights. Of the same record taken twice at once only one succeeds.
 */
@Component
final class Mappings {
    private static final int MAX_LINES = 2_000;

    private final Catalogs catalogs;
    private final RecordStore store;
    private final Reader reader;
    private final Writer writer;
    private final Names names;

    Mappings(Catalogs catalogs, RecordStore store, Reader reader, Writer writer, Names names) {
        this.catalogs = catalogs;
        this.store = store;
        this.reader = reader;
        this.writer = writer;
        this.names = names;
    }

    private static MappingDefinition mapping(Realm realm, CatalogObject object, String name) {
        MappingDefinition mapping =
                realm.catalog().elements(MappingDefinition.class).get(name);
        if (mapping == null || !mapping.object().equals(object.name())) {
            throw ProblemException.notFound("mapping", name);
        }
        return mapping;
    }

    private MappingRun start(Actor actor, Realm realm, CatalogObject object, String id, MappingDefinition mapping) {
        StoredRecord source = reader.find(actor, realm, object, id).orElseThrow(() -> WriteChecks.notFound(object, id));
        var run = new MappingRun(actor, realm, names, new Loads(store, realm), object, source);
        if (!run.possible(mapping)) {
            throw new ProblemException(Kind.CONFLICT, "ACTION_NOT_POSSIBLE", Map.of("action", mapping.name()));
        }
        return run;
    }

    /** What would be made: {@code {"targets":[{as,object,label,optional,reuse,values}]}}. */
    JsonAnswer preview(Actor actor, String objectName, String id, String mappingName) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, objectName);
        MappingDefinition mapping = mapping(realm, object, mappingName);
        MappingRun run = start(actor, realm, object, id, mapping);
        var out = new JsonOut(2048).raw("{\"targets\":[");
        for (int i = 0; i < mapping.targets().size(); i++) {
            Target target = mapping.targets().get(i);
            out.raw(i == 0 ? "{\"as\":" : ",{\"as\":").text(target.as());
            out.raw(",\"object\":").text(target.object());
            out.raw(",\"label\":").value(run.label(target).byLocale());
            out.raw(",\"optional\":").value(target.optional());
            out.raw(",\"reuse\":").value(target.reuse());
            out.raw(",\"values\":");
            values(out, actor, realm, realm.catalog().getObject(target.object()), run.values(target));
            out.raw('}');
        }
        return JsonAnswer.ok(out.raw("]}"));
    }

    /** Values in the form in which records are read: links with their names. */
    private void values(JsonOut out, Actor actor, Realm realm, CatalogObject object, Map<String, Object> values) {
        Set<String> ids = new HashSet<>();
        values.forEach((name, value) -> {
            CatalogField field = object.fields().get(name);
            if (field != null && field.links()) {
                gather(value, ids);
            }
        });
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.visible(actor, realm, ids);
        out.raw('{');
        boolean first = true;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            CatalogField field = object.fields().get(entry.getKey());
            out.raw(first ? "" : ",").text(entry.getKey()).raw(':');
            first = false;
            if (field != null && field.links() && entry.getValue() instanceof String id) {
                RecordJson.link(out, id, field.targets().size() > 1, visible);
            } else {
                out.value(entry.getValue());
            }
        }
        out.raw('}');
    }

    private static void gather(Object value, Set<String> ids) {
        if (value instanceof String id) {
            ids.add(id);
        } else if (value instanceof List<?> many) {
            many.forEach(one -> gather(one, ids));
        }
    }

    /**
     * Makes the records: {@code {"created":{as:{id,name}},"open":{object,id}}}.
     *
     * @param choices by target: {@code {"use":id}} or {@code {"skip":true}}
     * @param overrides by target the values that the person changed
     */
    JsonAnswer run(
            Actor actor,
            String objectName,
            String id,
            String mappingName,
            Map<String, Object> choices,
            Map<String, Object> overrides) {
        Realm realm = DefaultRecordService.realm(catalogs, actor);
        CatalogObject object = DefaultRecordService.object(realm, objectName);
        MappingDefinition mapping = mapping(realm, object, mappingName);
        MappingRun run = start(actor, realm, object, id, mapping);
        List<MappingRun.Outcome> outcomes = outcomes(actor, realm, mapping, choices);
        MappingRun.Plan plan = run.plan(
                mapping,
                outcomes,
                overrides(mapping, overrides),
                (from, field, source) -> lines(actor, realm, from, field, source));
        List<Draft> drafts;
        try {
            drafts = writer.save(actor.via("action:" + mapping.name()), realm, plan.intents());
        } catch (ProblemException failed) {
            throw new ProblemException(
                    failed.kind(),
                    failed.code(),
                    failed.params(),
                    failed.problems().stream()
                            .map(problem -> MappingRun.placed(problem, plan.places()))
                            .toList());
        }
        return answer(actor, realm, mapping, outcomes, drafts);
    }

    private JsonAnswer answer(
            Actor actor,
            Realm realm,
            MappingDefinition mapping,
            List<MappingRun.Outcome> outcomes,
            List<Draft> drafts) {
        Map<String, NameCache.Entry> visible = names.visible(
                actor, realm, drafts.stream().map(draft -> draft.id).toList());
        var out = new JsonOut(512).raw("{\"created\":{");
        String opened = null;
        boolean first = true;
        for (MappingRun.Outcome outcome : outcomes) {
            Target target = outcome.target();
            if (outcome.made()) {
                out.raw(first ? "" : ",").text(target.as()).raw(':');
                first = false;
                NameCache.Entry entry = visible.get(outcome.id());
                out.raw("{\"id\":").text(outcome.id()).raw(",\"name\":");
                out.raw(entry == null ? Names.NULL : entry.json());
                out.raw(",\"object\":").text(target.object()).raw('}');
            }
            if (target.as().equals(mapping.open()) && outcome.id() != null) {
                opened = "{\"object\":\"" + target.object() + "\",\"id\":\"" + outcome.id() + "\"}";
            }
        }
        out.raw("},\"open\":").raw(opened == null ? "null" : opened).raw('}');
        return JsonAnswer.ok(out);
    }

    private List<MappingRun.Outcome> outcomes(
            Actor actor, Realm realm, MappingDefinition mapping, Map<String, Object> choices) {
        List<MappingRun.Outcome> outcomes = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Target target : mapping.targets()) {
            known.add(target.as());
            Object choice = choices.get(target.as());
            if (choice == null) {
                CatalogObject made = realm.catalog().getObject(target.object());
                outcomes.add(new MappingRun.Outcome(target, RecordIds.next(made), true));
            } else {
                outcomes.add(chosen(actor, realm, target, choice));
            }
        }
        for (String name : choices.keySet()) {
            if (!known.contains(name)) {
                throw Requests.invalid("choices/" + name, String.join(", ", known));
            }
        }
        return outcomes;
    }

    @SuppressWarnings("unchecked")
    private MappingRun.Outcome chosen(Actor actor, Realm realm, Target target, Object choice) {
        if (!(choice instanceof Map<?, ?> map)) {
            throw Requests.invalid("choices/" + target.as(), "object");
        }
        Fields fields = Fields.at((Map<String, Object>) map, "/choices/" + target.as(), "use", "skip");
        if (fields.flag("skip")) {
            if (!target.optional()) {
                throw Requests.invalid("choices/" + target.as() + "/skip", "false");
            }
            return new MappingRun.Outcome(target, null, false);
        }
        String id = fields.text("use");
        if (id == null) {
            CatalogObject made = realm.catalog().getObject(target.object());
            return new MappingRun.Outcome(target, RecordIds.next(made), true);
        }
        CatalogObject object = realm.catalog().getObject(target.object());
        if (!target.reuse() || reader.find(actor, realm, object, id).isEmpty()) {
            throw ProblemException.invalid(
                    "INVALID_RECORD",
                    List.of(new io.trellis.metadata.Problem(
                            "LINK_NOT_FOUND",
                            "/choices/" + target.as() + "/use",
                            Map.of("id", id, "targets", List.of(target.object())))));
        }
        return new MappingRun.Outcome(target, id, false);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> overrides(MappingDefinition mapping, Map<String, Object> given) {
        Map<String, Map<String, Object>> overrides = new HashMap<>();
        Set<String> known = new HashSet<>();
        mapping.targets().forEach(target -> known.add(target.as()));
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Requests.invalid("values/" + name, String.join(", ", known));
            }
            if (!(values instanceof Map<?, ?> map)) {
                throw Requests.invalid("values/" + name, "object");
            }
            overrides.put(name, (Map<String, Object>) map);
        });
        return overrides;
    }

    /** Lines the caller may read, the oldest first. */
    private List<StoredRecord> lines(Actor actor, Realm realm, CatalogObject from, String field, String source) {
        Predicate filter = Predicate.and(
                actor.grants().scope(from.name(), Grants.Action.READ),
                new Predicate.Compare(Predicate.Path.of(field), Predicate.Op.EQ, source));
        List<StoredRecord> lines = new ArrayList<>(store.list(realm, from.name(), RecordQuery.of(filter, MAX_LINES + 1))
                .records());
        if (lines.size() > MAX_LINES) {
            throw new ProblemException(
                    Kind.TOO_LARGE, "TOO_MANY_RECORDS", Map.of("limit", MAX_LINES, "count", lines.size()));
        }
        Collections.reverse(lines);
        return lines;
    }
}
