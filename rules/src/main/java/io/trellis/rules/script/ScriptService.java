package io.trellis.rules.script;

import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.definition.ScriptDefinition.Type;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemException.Kind;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Scripts that people start: endpoints and buttons; and what editors are told. Thread-safe. */
@Component
final class ScriptService {
    static final String DESIGNER = "manageMetadata";

    private final Catalogs catalogs;
    private final ScriptRunner runner;
    private final RecordService records;
    private final ScriptLog log;
    private final Access access;

    ScriptService(Catalogs catalogs, ScriptRunner runner, RecordService records, ScriptLog log, Access access) {
        this.catalogs = catalogs;
        this.runner = runner;
        this.records = records;
        this.log = log;
        this.access = access;
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
        if (!holds(script, worker, view)) {
            throw new ProblemException(Kind.INVALID, "SCRIPT_CONDITION", Map.of("name", name));
        }
        var given = new LinkedHashMap<String, Object>(input);
        given.put("record", Wire.record(script.system() ? records.get(worker, object, id) : view));
        var start = new ScriptRunner.Start(realm, script, "button", actor, id, ScriptApi.Effects.ALL);
        return runner.result(start, Surroundings.of(worker, realm, Instant.now()), given);
    }

    /**
     * The buttons that {@link #button} would run for a record now, by name.
     *
     * @return name and label of each
     * @throws ProblemException NOT_FOUND where there is no such record for the actor
     */
    List<Map<String, Object>> buttons(Actor actor, String object, String id) {
        RecordView view = records.get(actor, object, id);
        return ScriptBook.all(realm(actor).catalog()).stream()
                .filter(script -> script.type() == Type.BUTTON && script.active() && object.equals(script.object()))
                .filter(script -> ScriptRunner.mayStart(script, actor))
                .filter(script -> holds(script, runner.actor(script, actor), view))
                .sorted(Comparator.comparing(ScriptDefinition::name))
                .map(ScriptService::offered)
                .toList();
    }

    private static Map<String, Object> offered(ScriptDefinition script) {
        Map<String, Object> written = Kinds.SCRIPTS.write(script);
        var told = new LinkedHashMap<String, Object>();
        told.put("name", script.name());
        if (written.get("label") != null) {
            told.put("label", written.get("label"));
        }
        return told;
    }

    private boolean holds(ScriptDefinition script, Actor worker, RecordView view) {
        return script.condition() == null
                || records.count(worker, script.object(), "id = \"" + view.id() + "\" AND (" + script.condition() + ")")
                        > 0;
    }

    /**
     * What runs had to say, the newest first.
     *
     * @param failed true for runs that failed, false for those that went well, null for all
     * @param before {@code next} of the page before; null for the first
     */
    Map<String, Object> log(Actor actor, String script, Boolean failed, String before, int size) {
        require(actor);
        ScriptLog.Page page = log.page(actor.tenant(), script, failed, before, size);
        var names = new HashMap<String, String>();
        for (Map<String, Object> run : page.runs()) {
            String user = String.valueOf(run.get("user"));
            run.put("userName", names.computeIfAbsent(user, id -> access.findActor(actor.tenant(), id, null)
                    .map(Actor::name)
                    .orElse(null)));
        }
        var told = new LinkedHashMap<String, Object>();
        told.put("runs", page.runs());
        told.put("next", page.next());
        return told;
    }

    /** For editors: what stands around a script, with the tenant's objects and fields. */
    String typings(Actor actor) {
        require(actor);
        return Typings.of(realm(actor).catalog());
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
