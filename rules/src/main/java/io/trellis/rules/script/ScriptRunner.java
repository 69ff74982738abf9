package io.trellis.rules.script;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.Bundle;
import io.trellis.rules.script.sandbox.Request;
import io.trellis.rules.script.sandbox.Sandbox;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Runs scripts with their surroundings, and keeps what they have to say. Thread-safe. */
@Component
final class ScriptRunner {
    private final Sandbox sandbox;
    private final ScriptBook book;
    private final ScriptLog log;
    private final Access access;
    private final ObjectProvider<RecordService> records;
    private final ObjectProvider<Callable> callables;
    private final HttpDoor http;

    ScriptRunner(
            Sandbox sandbox,
            ScriptBook book,
            ScriptLog log,
            Access access,
            ObjectProvider<RecordService> records,
            ObjectProvider<Callable> callables,
            HttpDoor http) {
        this.sandbox = sandbox;
        this.book = book;
        this.log = log;
        this.access = access;
        this.records = records;
        this.callables = callables;
        this.http = http;
    }

    /**
     * One start of a script.
     *
     * @param mode as in {@link Request}
     * @param starter who or what started it; tells the rights unless the script runs as system
     * @param record which record it was about, for the log; or null
     * @param effects what the script may do besides reading
     */
    record Start(
            Realm realm,
            ScriptDefinition script,
            String mode,
            Actor starter,
            String record,
            ScriptApi.Effects effects) {}

    Sandbox sandbox() {
        return sandbox;
    }

    /** In whose name a script works. */
    Actor actor(ScriptDefinition script, Actor starter) {
        String via = Causes.via(script.name(), Causes.depth(starter.via()) + 1);
        if (script.system()) {
            Actor system = access.systemActor(starter.tenant(), "script");
            return new Actor(
                    system.tenant(),
                    system.userId(),
                    system.username(),
                    system.name(),
                    system.departmentId(),
                    system.roles(),
                    starter.locale(),
                    starter.zone(),
                    via,
                    system.grants());
        }
        return starter.via(via);
    }

    /** What stands behind {@code trellis} in one run. */
    ScriptApi api(Start start) {
        return new ScriptApi(
                actor(start.script(), start.starter()),
                start.realm(),
                start.script(),
                start.effects(),
                records.getObject(),
                callables.orderedStream().toList(),
                http);
    }

    Bundle bundle(Start start) {
        return book.bundle(start.realm().tenant(), start.realm().catalog(), start.script());
    }

    /**
     * @param inputs JSON each
     * @throws ScriptFailure LIMIT, BUSY or SYNTAX
     */
    List<Answer> run(Start start, ScriptApi api, Bundle bundle, Map<String, Object> surroundings, List<String> inputs) {
        ScriptDefinition script = start.script();
        Actor actor = api.actor();
        var request = new Request(
                bundle,
                script.name(),
                start.mode(),
                Wire.text(surroundings),
                inputs,
                actor.zone(),
                Budget.limits(script));
        long began = System.nanoTime();
        ScriptFailure failure = null;
        try {
            List<Answer> answers = sandbox.run(request, api);
            failure = answers.stream()
                    .map(Answer::failure)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return answers;
        } catch (ScriptFailure ended) {
            failure = ended;
            throw ended;
        } finally {
            boolean worth =
                    failure != null || !api.lines().isEmpty() || !start.mode().equals("before");
            if (worth && !start.effects().trial()) {
                log.add(start, actor, (System.nanoTime() - began) / 1_000_000, api.lines(), failure);
            }
        }
    }

    /** One input, whose result is given; a script's own failure is an exception here. */
    Object result(Start start, Map<String, Object> surroundings, Object input) {
        try {
            Answer answer = run(start, api(start), bundle(start), surroundings, List.of(Wire.text(input)))
                    .getFirst();
            if (answer.failure() != null) {
                throw answer.failure();
            }
            return Wire.map(Wire.value(answer.json())).get("result");
        } catch (ScriptFailure failure) {
            throw ScriptProblems.exception(start.script().name(), failure);
        } catch (IllegalArgumentException unusable) {
            throw new ProblemException(
                    ProblemException.Kind.INVALID,
                    "SCRIPT_FAILED",
                    Map.of(
                            "script",
                            start.script().name(),
                            "scriptLine",
                            0,
                            "column",
                            0,
                            "message",
                            unusable.getMessage()));
        }
    }

    static boolean mayStart(ScriptDefinition script, Actor actor) {
        return script.roles().isEmpty() || script.roles().stream().anyMatch(actor.roles()::contains);
    }

    static Realm realm(Actor actor, Catalog catalog) {
        return new Realm(actor.tenant(), catalog);
    }
}
