package io.trellis.rules.script;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import io.trellis.rules.input.RecordInputs;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.Bundle;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Runs scripts so that nothing of what they do lasts. Thread-safe. */
@Component
final class ScriptTrials {
    private final Catalogs catalogs;
    private final ScriptRunner runner;
    private final RecordService records;

    ScriptTrials(Catalogs catalogs, ScriptRunner runner, RecordService records) {
        this.catalogs = catalogs;
        this.runner = runner;
        this.records = records;
    }

    /**
     * @param body {@code id} of a record, {@code values} to change in it first, {@code source} to try instead of the published
     *     text, {@code definition} of a script that isn't published, {@code input} of endpoints and buttons
     * @return {@code ok}; {@code result}, {@code sets}, {@code given} (what stood in the fields it sets) and {@code errors}, or
     *     {@code failure}; {@code applies}, whether the condition holds; {@code writes}, {@code lines}, {@code usage}, and
     *     {@code millis} from start to end
     * @throws ProblemException FORBIDDEN, NOT_FOUND, INVALID_METADATA, INVALID_RECORD
     */
    Map<String, Object> run(Actor actor, String name, Map<String, Object> body) {
        ScriptService.require(actor);
        Realm realm = new Realm(actor.tenant(), catalogs.current(actor.tenant()));
        ScriptDefinition script = tried(realm.catalog(), name, body);
        String id = body.get("id") instanceof String given ? given : null;
        Actor worker = runner.actor(script, actor);
        boolean trigger = script.type() == Type.TRIGGER;
        boolean before = trigger && ScriptDefinition.BEFORE.equals(script.when());
        var start = new ScriptRunner.Start(
                realm,
                script,
                trigger ? script.when() : script.type().word(),
                actor,
                id,
                before ? ScriptApi.Effects.TRIAL_OF_NONE : ScriptApi.Effects.TRIAL);
        CatalogObject object = script.object() == null
                ? null
                : realm.catalog()
                        .findObject(script.object())
                        .orElseThrow(() -> ProblemException.notFound("object", script.object()));
        Map<String, Object> input = input(worker, object, trigger, id, body);
        var told = new LinkedHashMap<String, Object>();
        told.put("applies", applies(worker, realm.catalog(), object, script, id, body));
        ScriptApi api = runner.api(start);
        long began = System.nanoTime();
        try {
            outcome(start, api, object, worker, input, told);
        } catch (ScriptFailure failure) {
            told.put("ok", false);
            told.put("failure", ScriptLog.describe(failure));
        } catch (IllegalArgumentException unusable) {
            told.put("ok", false);
            told.put("failure", ScriptLog.describe(ScriptFailure.error(unusable.getMessage(), script.name(), 0, 0)));
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        told.put("millis", millis);
        told.put(
                "writes",
                api.trial().writes().stream().map(ScriptTrials::describe).toList());
        told.put(
                "lines",
                api.lines().stream()
                        .map(line -> Map.of("level", line.level(), "text", line.text()))
                        .toList());
        var usage = new ArrayList<Map<String, Object>>();
        usage.add(Budget.usage("wallMillis", Budget.limits(script).wallMillis(), millis));
        usage.addAll(api.usage());
        told.put("usage", usage);
        return told;
    }

    private void outcome(
            ScriptRunner.Start start,
            ScriptApi api,
            CatalogObject object,
            Actor worker,
            Map<String, Object> input,
            Map<String, Object> told) {
        ScriptDefinition script = start.script();
        Realm realm = start.realm();
        var sources = new LinkedHashMap<>(runner.bundle(start).sources());
        sources.put(script.name(), script.source());
        var bundle = new Bundle(realm.tenant() + "/" + ScriptBook.packageOf(script) + "/trial", sources);
        Map<String, Object> around = object == null
                ? Surroundings.of(worker, realm, Instant.now())
                : Surroundings.of(worker, realm, Instant.now(), object);
        runner.sandbox().check(script.name(), script.source());
        Answer answer = runner.run(start, api, bundle, around, List.of(Wire.text(input)))
                .getFirst();
        if (answer.failure() != null) {
            throw answer.failure();
        }
        Map<String, Object> outcome = Wire.map(Wire.value(answer.json()));
        Map<String, Object> sets = Wire.map(outcome.get("sets"));
        told.put("ok", true);
        told.put("result", outcome.get("result"));
        told.put("sets", sets);
        told.put("given", Trial.of(Wire.map(input.get("values")), sets));
        told.put("errors", outcome.getOrDefault("errors", List.of()));
    }

    /** Whether the script would run for the record at all: without a condition always. */
    private boolean applies(
            Actor worker,
            Catalog catalog,
            CatalogObject object,
            ScriptDefinition script,
            String id,
            Map<String, Object> body) {
        if (object == null || script.condition() == null) {
            return true;
        }
        Checked condition = Expressions.checkCondition(script.condition(), catalog.scope(object));
        if (!condition.ok()) {
            throw ProblemException.invalid(
                    "INVALID_METADATA",
                    condition.problems().stream()
                            .map(problem -> new Problem(problem.code(), "/condition", problem.params()))
                            .toList());
        }
        var context = new RecordInputs(records, worker, catalog)
                .of(object, id, Wire.map(body.get("values")), Map.of("condition", condition));
        return Boolean.TRUE.equals(condition.compile().evaluate(context));
    }

    private static Map<String, Object> describe(Trial.Write write) {
        var told = new LinkedHashMap<String, Object>();
        told.put("action", write.action());
        told.put("object", write.object());
        told.put("id", write.id());
        told.put("values", write.values());
        told.put("before", write.before());
        return told;
    }

    private static ScriptDefinition tried(Catalog catalog, String name, Map<String, Object> body) {
        Object document = body.get("definition");
        if (document == null) {
            ScriptDefinition published =
                    catalog.elements(ScriptDefinition.class).get(name);
            if (published == null) {
                throw ProblemException.notFound("script", name);
            }
            var complete = Kinds.SCRIPTS.write(published);
            if (body.get("source") instanceof String source) {
                complete.put("source", source);
            }
            document = complete;
        }
        var complete = new LinkedHashMap<Object, Object>(Wire.map(document));
        complete.putIfAbsent("name", name);
        var problems = new ArrayList<Problem>();
        ScriptDefinition script = Kinds.SCRIPTS
                .read(complete, complete.get("package") instanceof String owner ? owner : null, problems::add)
                .orElseThrow();
        boolean whole = script.type() != Type.TRIGGER || script.when() != null && script.object() != null;
        if (!whole) {
            problems.add(Problem.of("MISSING_KEY", "", "key", script.object() == null ? "object" : "when"));
        }
        if (script.type() == Type.BUTTON && script.object() == null) {
            problems.add(Problem.of("MISSING_KEY", "", "key", "object"));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_METADATA", problems);
        }
        return script;
    }

    private Map<String, Object> input(
            Actor worker, CatalogObject object, boolean trigger, String id, Map<String, Object> body) {
        Map<String, Object> changes = object == null ? Map.of() : normalised(object, Wire.map(body.get("values")));
        Map<String, Object> stored =
                id == null || object == null ? Map.of() : Wire.record(records.get(worker, object.name(), id));
        var values = new LinkedHashMap<>(stored);
        values.putAll(changes);
        if (!trigger) {
            var input = new LinkedHashMap<String, Object>(Wire.map(body.get("input")));
            if (object != null) {
                input.put("record", values);
            }
            return input;
        }
        var input = new LinkedHashMap<String, Object>();
        input.put("id", id);
        input.put("kind", id == null ? "create" : "update");
        input.put("values", values);
        if (id != null) {
            input.put("before", stored);
            input.put("changed", List.copyOf(changes.keySet()));
        }
        return input;
    }

    /** As a write would make them, so that a trial sees what the script will see. */
    private static Map<String, Object> normalised(CatalogObject object, Map<String, Object> values) {
        var normalised = new LinkedHashMap<String, Object>();
        var problems = new ArrayList<Problem>();
        values.forEach((name, raw) -> object.findField(name)
                .ifPresentOrElse(
                        field -> normalised.put(
                                name,
                                raw == null
                                        ? null
                                        : field.type()
                                                .normalise(
                                                        field.definition(),
                                                        raw,
                                                        problem -> problems.add(problem.under("/values/" + name)))),
                        () -> problems.add(Problem.of("FIELD_MISSING", "/values/" + name, "name", name))));
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_RECORD", problems);
        }
        return normalised;
    }
}
