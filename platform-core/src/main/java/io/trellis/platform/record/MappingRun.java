package io.trellis.platform.record;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.MappingDefinition;
import io.trellis.metadata.definition.MappingDefinition.Target;
import io.trellis.metadata.definition.MappingDefinition.Value;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a mapping makes of one record: the values of each target, as the person may see and set them. A field or linked record
 * they may not read is not copied, a field they may not edit not filled.
 */
final class MappingRun {
    private final Names names;
    private final Actor actor;
    private final Realm realm;
    private final Loads loads;
    private final CatalogObject object;
    private final Loads.Loaded source;
    private final Instant now = Instant.now();

    MappingRun(Actor actor, Realm realm, Names names, Loads loads, CatalogObject object, StoredRecord source) {
        this.names = names;
        this.actor = actor;
        this.realm = realm;
        this.loads = loads;
        this.object = object;
        this.source = new Loads.Loaded(object, source);
    }

    /** Whether the mapping's condition holds. */
    boolean possible(MappingDefinition mapping) {
        return mapping.when() == null || Boolean.TRUE.equals(evaluate(mapping.when(), object, source));
    }

    /** Values copied and computed for a target, JSON-like; without its links to other targets. */
    Map<String, Object> values(Target target) {
        return values(target.object(), target.map(), target.values(), object, source);
    }

    private Map<String, Object> values(
            String target,
            Map<String, String> map,
            Map<String, Value> computed,
            CatalogObject from,
            Loads.Loaded record) {
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((to, name) -> {
            if (actor.grants().mayRead(from.name(), name) && actor.grants().mayEdit(target, to)) {
                Object value = original(record, name);
                if (value != null && sees(from, name, value)) {
                    values.put(to, WriteChecks.json(value));
                }
            }
        });
        computed.forEach((to, value) -> {
            if (actor.grants().mayEdit(target, to)) {
                values.put(to, value(target, to, value, from, record));
            }
        });
        return values;
    }

    /** A link to a record that the person may not read is not copied, since they could not have set it. */
    private boolean sees(CatalogObject from, String name, Object value) {
        if (!from.fields().get(name).links()) {
            return true;
        }
        List<String> ids = value instanceof List<?> many
                ? many.stream().map(Object::toString).toList()
                : List.of(value.toString());
        return names.visible(actor, realm, ids).size() == ids.size();
    }

    private static Object original(Loads.Loaded record, String name) {
        Object own = record.values().get(name);
        return own != null ? own : RecordValues.get(record.stored.id(), record.stored.system(), Map.of(), name);
    }

    private Object value(String target, String name, Value value, CatalogObject from, Loads.Loaded record) {
        if (value.expression() == null) {
            return value.literal();
        }
        Object result = evaluate(value.expression(), from, record);
        CatalogField field = realm.catalog().getObject(target).fields().get(name);
        return result == null || field == null ? null : WriteChecks.json(RecordValues.fromExpression(field, result));
    }

    private Object evaluate(String expression, CatalogObject from, Loads.Loaded record) {
        var checked = Expressions.check(expression, realm.catalog().scope(from), Optional.empty());
        return checked.compile()
                .evaluate(EvaluationContext.of(
                        path -> loads.value(
                                path,
                                RecordValues.get(
                                        record.stored.id(), record.stored.system(), record.values(), path.first())),
                        now,
                        actor.zone(),
                        actor.userId(),
                        actor.departmentId()));
    }

    /**
     * What becomes of one target.
     *
     * @param id of the record made or taken; null when the target is left out
     */
    record Outcome(Target target, String id, boolean made) {}

    /**
     * The changes of the whole mapping, in order.
     *
     * @param places for each change the path that its problems are told under
     */
    record Plan(List<Writer.Intent> intents, List<String> places, List<Outcome> outcomes) {}

    /**
     * @param outcomes what becomes of each target, in the mapping's order
     * @param overrides values the person changed, by target
     * @param lines finds the records of an object whose field points to the source
     */
    Plan plan(
            MappingDefinition mapping,
            List<Outcome> outcomes,
            Map<String, Map<String, Object>> overrides,
            Lines lines) {
        List<Writer.Intent> intents = new ArrayList<>();
        List<String> places = new ArrayList<>();
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put(MappingDefinition.SOURCE, source.stored.id());
        for (Outcome outcome : outcomes) {
            Target target = outcome.target();
            if (outcome.id() != null) {
                ids.put("$" + target.as(), outcome.id());
            }
            if (!outcome.made()) {
                continue;
            }
            Map<String, Object> values = values(target);
            target.links().forEach((field, reference) -> {
                if (ids.get(reference) != null) {
                    values.put(field, ids.get(reference));
                }
            });
            Set<String> declared = new java.util.HashSet<>(values.keySet());
            Map<String, Object> changed = overrides.getOrDefault(target.as(), Map.of());
            values.putAll(changed);
            declared.removeAll(changed.keySet());
            intents.add(new Writer.Intent(Change.create(target.object(), outcome.id(), values), declared));
            places.add("/values/" + target.as());
            if (target.lines() != null) {
                lines(target.lines(), outcome.id(), lines, intents, places, "/values/" + target.as());
            }
        }
        Map<String, Object> after = new LinkedHashMap<>();
        mapping.after().forEach((name, value) -> {
            if (value.expression() == null && value.literal() instanceof String text && text.startsWith("$")) {
                if (ids.get(text) != null) {
                    after.put(name, ids.get(text));
                }
            } else {
                after.put(name, value(object.name(), name, value, object, source));
            }
        });
        if (!after.isEmpty()) {
            // With the version that was read: of two people who convert the same record only one succeeds.
            intents.add(new Writer.Intent(
                    Change.update(object.name(), source.stored.id(), after, source.stored.version()), after.keySet()));
            places.add("");
        }
        return new Plan(intents, places, outcomes);
    }

    /** Finds lines to copy. */
    interface Lines {
        List<StoredRecord> find(CatalogObject object, String field, String id);
    }

    private void lines(
            MappingDefinition.Lines lines,
            String master,
            Lines finder,
            List<Writer.Intent> intents,
            List<String> places,
            String place) {
        CatalogObject from = realm.catalog().getObject(lines.from());
        for (StoredRecord stored : finder.find(from, lines.via(), source.stored.id())) {
            Map<String, Object> values =
                    values(lines.object(), lines.map(), lines.values(), from, new Loads.Loaded(from, stored));
            values.put(lines.link(), master);
            intents.add(new Writer.Intent(Change.create(lines.object(), values), Set.copyOf(values.keySet())));
            places.add(place);
        }
    }

    /** A target's label, its object's when it has none. */
    LocalText label(Target target) {
        return target.label() == null || target.label().isEmpty()
                ? realm.catalog().getObject(target.object()).definition().label()
                : target.label();
    }

    /** A problem of one change, told where the caller can find it. */
    static Problem placed(Problem problem, List<String> places) {
        int end = problem.path().indexOf('/', 1);
        String first = problem.path().isEmpty()
                ? ""
                : problem.path().substring(1, end < 0 ? problem.path().length() : end);
        if (places.size() < 2 || first.isEmpty() || !first.chars().allMatch(Character::isDigit)) {
            return places.isEmpty() ? problem : problem.under(places.getFirst());
        }
        String rest = end < 0 ? "" : problem.path().substring(end);
        return new Problem(problem.code(), places.get(Integer.parseInt(first)) + rest, problem.params());
    }
}
