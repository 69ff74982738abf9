package io.trellis.rules.script;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Realm;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.Bundle;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Scripts that people start: endpoints, buttons, trials. Thread-safe. */
@Component
final class ScriptService {
    static final String DESIGNER = "manageMetadata";

    private final Catalogs catalogs;
    private final ScriptRunner runner;
    private final RecordService records;

    ScriptService(Catalogs catalogs, ScriptRunner runner, RecordService records) {
        this.catalogs = catalogs;
        this.runner = runner;
        this.records = records;
    }

    /**
     * @param input method, query parameters and body
     * @throws ProblemException NOT_FOUND, METHOD_NOT_ALLOWED as SCRIPT_METHOD, FORBIDDEN, SCRIPT_FAILED, SCRIPT_LIMIT
     */
    Object endpoint(Actor actor, String packageName, String name, Map<String, Object> input) {
        Realm realm = realm(actor);
        ScriptDefinition script = ScriptBook.find(realm.catalog(), name, Type.ENDPOINT)
                .filter(found -> ScriptBook.packageOf(found).equals(packageName))
                .orElseThrow(() -> ProblemException.notFound("endpoint", packageName + "/" + name));
        require(script, actor);
        List<String> methods = script.methods().isEmpty() ? List.of("GET", "POST") : script.methods();
        if (!methods.contains(input.get("method"))) {
            throw new ProblemException(
                    Kind.INVALID, "SCRIPT_METHOD", Map.of("name", name, "methods", String.join(", ", methods)));
        }
        var start = new ScriptRunner.Start(realm, script, "endpoint", actor, null, ScriptApi.Effects.ALL);
        return runner.result(start, Surroundings.of(runner.actor(script, actor), realm, Instant.now()), input);
    }

    /** @throws ProblemException as {@link #endpoint}; SCRIPT_CONDITION when the button is not for this record */
    Object button(Actor actor, String object, String id, String name, Map<String, Object> input) {
        Realm realm = realm(actor);
        ScriptDefinition script = ScriptBook.find(realm.catalog(), name, Type.BUTTON)
                .filter(found -> object.equals(found.object()))
                .orElseThrow(() -> ProblemException.notFound("button", name));
        require(script, actor);
        // Whoever starts it must be able to see the record, also where the script may see more.
        RecordView view = records.get(actor, object, id);
        Actor worker = runner.actor(script, actor);
        if (script.condition() != null
                && records.count(worker, object, "id = \"" + view.id() + "\" AND (" + script.condition() + ")") == 0) {
            throw new ProblemException(Kind.INVALID, "SCRIPT_CONDITION", Map.of("name", name));
        }
        var given = new LinkedHashMap<String, Object>(input);
        given.put("record", Wire.record(script.system() ? records.get(worker, object, id) : view));
        var start = new ScriptRunner.Start(realm, script, "button", actor, id, ScriptApi.Effects.ALL);
        return runner.result(start, Surroundings.of(worker, realm, Instant.now()), given);
    }

    /**
     * Runs a script so that nothing of what it does lasts.
     *
     * @param body {@code id} of a record, {@code values} to change in it first, {@code source} to try instead of the published
     *     text, {@code definition} of a script that isn't published, {@code input} of endpoints and buttons
     */
    Map<String, Object> trial(Actor actor, String name, Map<String, Object> body) {
        require(actor);
        Realm realm = realm(actor);
        ScriptDefinition script = tried(realm.catalog(), name, body);
        Actor worker = runner.actor(script, actor);
        boolean trigger = script.type() == Type.TRIGGER;
        String mode = trigger ? script.when() : script.type().word();
        var start = new ScriptRunner.Start(
                realm,
                script,
                mode,
                actor,
                (String) body.get("id"),
                trigger && mode.equals("before") ? ScriptApi.Effects.NONE : ScriptApi.Effects.TRIAL);
        ScriptApi api = runner.api(start);
        var sources = new LinkedHashMap<>(runner.bundle(start).sources());
        sources.put(script.name(), script.source());
        var bundle = new Bundle(realm.tenant() + "/" + ScriptBook.packageOf(script) + "/trial", sources);
        CatalogObject object = script.object() == null
                ? null
                : realm.catalog()
                        .findObject(script.object())
                        .orElseThrow(() -> ProblemException.notFound("object", script.object()));
        Map<String, Object> around = object == null
                ? Surroundings.of(worker, realm, Instant.now())
                : Surroundings.of(worker, realm, Instant.now(), object);
        var told = new LinkedHashMap<String, Object>();
        long began = System.nanoTime();
        try {
            runner.sandbox().check(script.name(), script.source());
            Answer answer = runner.run(
                            start, api, bundle, around, List.of(Wire.text(input(worker, object, trigger, body))))
                    .getFirst();
            if (answer.failure() != null) {
                throw answer.failure();
            }
            Map<String, Object> outcome = Wire.map(Wire.value(answer.json()));
            told.put("ok", true);
            told.put("result", outcome.get("result"));
            told.put("sets", outcome.getOrDefault("sets", Map.of()));
            told.put("errors", outcome.getOrDefault("errors", List.of()));
        } catch (ScriptFailure failure) {
            told.put("ok", false);
            told.put("failure", ScriptLog.describe(failure));
        } catch (IllegalArgumentException unusable) {
            told.put("ok", false);
            told.put("failure", ScriptLog.describe(ScriptFailure.error(unusable.getMessage(), script.name(), 0, 0)));
        }
        told.put("millis", (System.nanoTime() - began) / 1_000_000);
        told.put(
                "writes",
                api.trial().writes().stream().map(ScriptService::describe).toList());
        told.put(
                "lines",
                api.lines().stream()
                        .map(line -> Map.of("level", line.level(), "text", line.text()))
                        .toList());
        return told;
    }

    /** For editors: what stands around a script, with the tenant's objects and fields. */
    String typings(Actor actor) {
        require(actor);
        return Typings.of(realm(actor).catalog());
    }

    private static Map<String, Object> describe(Trial.Write write) {
        var told = new LinkedHashMap<String, Object>();
        told.put("action", write.action());
        told.put("object", write.object());
        told.put("id", write.id());
        told.put("values", write.values());
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

    private Map<String, Object> input(Actor worker, CatalogObject object, boolean trigger, Map<String, Object> body) {
        String id = body.get("id") instanceof String given ? given : null;
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

    private Realm realm(Actor actor) {
        return new Realm(actor.tenant(), catalogs.current(actor.tenant()));
    }

    private static void require(ScriptDefinition script, Actor actor) {
        if (!ScriptRunner.mayStart(script, actor)) {
            throw new ProblemException(Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", String.join(", ", script.roles())));
        }
    }

    static void require(Actor actor) {
        if (!actor.grants().maySystem(DESIGNER)) {
            throw new ProblemException(Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", DESIGNER));
        }
    }
}
