package io.trellis.rules.script;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.problem.ProblemTexts;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.BulkOperation;
import io.trellis.platform.record.RecordPage;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Realm;
import io.trellis.rules.script.sandbox.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands behind {@code trellis} in one run: the doors everybody uses, with the actor's rights and the run's budget. */
final class ScriptApi implements Host {
    private static final int MOST_TEXT = 4_000;

    /** What a run may do. */
    enum Effects {
        /** Nothing beyond reading; inside a write that may be run again. */
        NONE,
        /** Everything. */
        ALL,
        /** Everything seems to happen and nothing does. */
        TRIAL,
        /** {@link #NONE}, in a trial. */
        TRIAL_OF_NONE;

        boolean trial() {
            return this == TRIAL || this == TRIAL_OF_NONE;
        }
    }

    /** A line a script wrote. */
    record Line(String level, String text) {}

    private final Actor actor;
    private final Realm realm;
    private final ScriptDefinition script;
    private final Effects effects;
    private final RecordService records;
    private final List<Callable> callables;
    private final HttpDoor http;
    private final Budget budget;
    private final List<Line> lines = new ArrayList<>();
    private final Trial trial = new Trial();
    /** Names new records of a run that may come again; null where it can't. */
    private NewIds ids;

    ScriptApi(
            Actor actor,
            Realm realm,
            ScriptDefinition script,
            Effects effects,
            RecordService records,
            List<Callable> callables,
            HttpDoor http) {
        this.actor = actor;
        this.realm = realm;
        this.script = script;
        this.effects = effects;
        this.records = records;
        this.callables = callables;
        this.http = http;
        this.budget = Budget.of(script);
    }

    /** Gives ids that are the same when the run comes again. */
    interface NewIds {
        String next(CatalogObject object);
    }

    ScriptApi naming(NewIds names) {
        this.ids = names;
        return this;
    }

    Actor actor() {
        return actor;
    }

    List<Line> lines() {
        return lines;
    }

    List<Map<String, Object>> usage() {
        return budget.usage();
    }

    Trial trial() {
        return trial;
    }

    @Override
    public String call(String operation, String arguments) {
        try {
            List<?> args = (List<?>) Wire.value(arguments);
            return Wire.text(
                    switch (operation) {
                        case "query" -> query(text(args, 0), Wire.map(args.get(1)));
                        case "count" -> count(text(args, 0), text(args, 1));
                        case "get" -> get(text(args, 0), text(args, 1));
                        case "save" -> save(text(args, 0), Wire.map(args.get(1)));
                        case "remove" -> remove(text(args, 0), text(args, 1));
                        case "call" -> call(text(args, 0), Wire.map(args.get(1)), operation);
                        case "http" -> web(args);
                        case "log" -> log(text(args, 0), text(args, 1));
                        default -> throw refusal("NOT_AVAILABLE", operation + " is not available");
                    });
        } catch (ProblemException refused) {
            throw refusal(refused);
        } catch (IllegalArgumentException wrong) {
            throw refusal("INVALID_ARGUMENT", String.valueOf(wrong.getMessage()));
        }
    }

    private List<Object> query(String object, Map<String, Object> options) {
        budget.take("queries", 1);
        for (String key : options.keySet()) {
            if (!List.of("filter", "sort", "fields", "size").contains(key)) {
                throw refusal("UNKNOWN_KEY", "query takes filter, sort, fields and size, not " + key);
            }
        }
        int wanted = options.get("size") instanceof Number size ? size.intValue() : ListRequest.DEFAULT_SIZE;
        if (wanted < 1) {
            throw refusal("INVALID_ARGUMENT", "size must be at least 1");
        }
        var found = new ArrayList<Object>();
        String after = null;
        do {
            int size = Math.min(wanted - found.size(), ListRequest.MAX_SIZE);
            RecordPage page = records.list(
                    actor,
                    object,
                    new ListRequest(
                            (String) options.get("filter"),
                            null,
                            names(options.get("sort")),
                            names(options.get("fields")),
                            1,
                            size,
                            false,
                            after,
                            false));
            budget.take("rows", page.records().size());
            page.records().forEach(record -> found.add(Wire.record(record)));
            after = page.next();
        } while (after != null && found.size() < wanted);
        return found;
    }

    private long count(String object, String filter) {
        budget.take("queries", 1);
        return records.count(actor, object, filter);
    }

    private Object get(String object, String id) {
        budget.take("queries", 1);
        budget.take("rows", 1);
        return trial.seen(object, id, () -> records.find(actor, object, id)
                .map(Wire::record)
                .orElse(null));
    }

    private Object save(String object, Map<String, Object> values) {
        requireEffects("save");
        budget.take("writes", 1);
        var changes = new LinkedHashMap<>(values);
        String id = changes.remove("id") instanceof String given ? given : null;
        Long version = changes.remove("version") instanceof Number number ? number.longValue() : null;
        if (effects == Effects.TRIAL) {
            return trial.save(object, id, changes, () -> records.find(actor, object, id)
                    .map(Wire::record)
                    .orElse(null));
        }
        RecordView saved = id != null
                ? records.update(actor, object, id, changes, version)
                : ids == null ? records.create(actor, object, changes) : createOnce(object, changes);
        return Wire.record(saved);
    }

    /** A run that comes again after a crash finds what it had made. */
    private RecordView createOnce(String object, Map<String, Object> values) {
        CatalogObject known =
                realm.catalog().findObject(object).orElseThrow(() -> ProblemException.notFound("object", object));
        String id = ids.next(known);
        if (records.findEvenDeleted(actor, object, id).isPresent()) {
            return records.findEvenDeleted(actor, object, id).get();
        }
        var row = new LinkedHashMap<String, Object>(values);
        row.put("id", id);
        var result = records.bulk(actor, object, BulkOperation.CREATE, null, List.of(row), false)
                .getFirst();
        if (!result.problems().isEmpty()) {
            throw ProblemException.invalid("INVALID_RECORD", result.problems());
        }
        return records.findEvenDeleted(actor, object, id).orElseThrow(() -> ProblemException.notFound("record", id));
    }

    private Object remove(String object, String id) {
        requireEffects("remove");
        budget.take("writes", 1);
        if (effects == Effects.TRIAL) {
            trial.remove(object, id);
        } else {
            records.delete(actor, object, id, null);
        }
        return null;
    }

    private Object call(String name, Map<String, Object> args, String operation) {
        budget.take("queries", 1);
        for (Callable callable : callables) {
            if (callable.has(realm.catalog(), name)) {
                return callable.call(actor, realm, name, args);
            }
        }
        throw refusal("NOT_FOUND", "There is nothing to " + operation + " named " + name);
    }

    private Object web(List<?> args) {
        requireEffects("http");
        budget.take("httpCalls", 1);
        return http.call(script, text(args, 0), text(args, 1), args.get(2), Wire.map(args.get(3)));
    }

    private Object log(String level, String text) {
        if (budget.tryTake("logLines")) {
            String line = text == null ? "" : text;
            lines.add(new Line(level, line.substring(0, Math.min(MOST_TEXT, line.length()))));
        } else {
            budget.take("logLines", 1);
        }
        return null;
    }

    private void requireEffects(String what) {
        if (effects == Effects.NONE || effects == Effects.TRIAL_OF_NONE) {
            throw refusal(
                    "SCRIPT_NO_EFFECTS",
                    what + " can't be used before a write: set values of the record, or use a trigger that runs after");
        }
    }

    private static String text(List<?> args, int index) {
        Object value = index < args.size() ? args.get(index) : null;
        if (value != null && !(value instanceof String)) {
            throw new IllegalArgumentException("A text is expected, not " + value);
        }
        return (String) value;
    }

    private static List<String> names(Object value) {
        return switch (value) {
            case null -> List.of();
            case String one -> List.of(one);
            case List<?> list -> list.stream().map(String::valueOf).toList();
            default -> throw new IllegalArgumentException("A list of names is expected");
        };
    }

    private static Refusal refusal(String code, String message) {
        return new Refusal(code, message, "[]");
    }

    private Refusal refusal(ProblemException refused) {
        String locale = actor.locale();
        var message = new StringBuilder(ProblemTexts.text(refused.code(), locale, refused.params()));
        List<Map<String, Object>> problems = ProblemTexts.describe(refused.problems(), locale);
        problems.forEach(problem -> message.append("; ").append(problem.get("message")));
        return new Refusal(refused.code(), message.toString(), Wire.text(problems));
    }
}
