package io.trellis.rules.script;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Triggers after a commit, told by the outbox: at least once, so records a script makes get ids that are the same when the event
 * comes again. What a script does carries its name and depth, and a chain that is too deep ends. Values computed anew start no
 * triggers: nobody changed anything, and two objects could keep each other busy for ever.
 */
@Component
final class AfterTriggers implements OutboxListener {
    private static final String COMPUTED = "system:recalculate";
    private static final Map<String, String> KINDS =
            Map.of("created", "create", "updated", "update", "deleted", "delete", "restored", "restore");

    private final RecordStore store;
    private final Catalogs catalogs;
    private final ScriptBook book;
    private final ScriptRunner runner;
    private final ScriptLog log;
    private final RecordService records;
    private final Access access;

    AfterTriggers(
            RecordStore store,
            Catalogs catalogs,
            ScriptBook book,
            ScriptRunner runner,
            ScriptLog log,
            RecordService records,
            Access access) {
        this.store = store;
        this.catalogs = catalogs;
        this.book = book;
        this.runner = runner;
        this.log = log;
        this.records = records;
        this.access = access;
    }

    @Override
    public String name() {
        return "triggers";
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) {
        Outcome outcome = Outcome.handled();
        for (OutboxEvent event : events) {
            try {
                String skipped = handle(event);
                if (skipped != null) {
                    outcome.skipped(event, skipped);
                }
            } catch (RuntimeException failure) {
                outcome.failed(event, failure);
            }
        }
        return outcome;
    }

    /** @return why nothing was done, or null */
    private String handle(OutboxEvent event) {
        Catalog catalog = catalogs.current(event.tenant());
        CatalogObject object = catalog.findObject(event.object()).orElse(null);
        String kind = KINDS.get(event.kind());
        List<ScriptBook.Trigger> triggers = object == null || kind == null
                ? List.of()
                : book.triggers(catalog, object, ScriptDefinition.AFTER).stream()
                        .filter(trigger -> trigger.script().on().contains(kind))
                        .toList();
        if (triggers.isEmpty()) {
            return "noTrigger";
        }
        if (COMPUTED.equals(event.via())) {
            return "computed";
        }
        Optional<Actor> actor = Access.SYSTEM_USER.equals(event.by())
                ? Optional.of(access.systemActor(event.tenant(), "script").via(event.via()))
                : access.findActor(event.tenant(), event.by(), event.via());
        if (actor.isEmpty()) {
            return "noActor";
        }
        Realm realm = new Realm(event.tenant(), catalog);
        String skipped = null;
        for (ScriptBook.Trigger trigger : triggers) {
            String reason = run(realm, object, kind, event, trigger, actor.get());
            skipped = reason == null ? skipped : reason;
        }
        return skipped;
    }

    private String run(
            Realm realm,
            CatalogObject object,
            String kind,
            OutboxEvent event,
            ScriptBook.Trigger trigger,
            Actor starter) {
        ScriptDefinition script = trigger.script();
        var start = new ScriptRunner.Start(realm, script, "after", starter, event.id(), ScriptApi.Effects.ALL);
        Actor actor = runner.actor(script, starter);
        int depth = Causes.depth(actor.via());
        if (depth > Causes.MOST) {
            log.add(start, actor, 0, List.of(), ScriptFailure.limit("depth", Causes.MOST, depth));
            return "depth";
        }
        RecordView view =
                records.findEvenDeleted(actor, object.name(), event.id()).orElse(null);
        if (view == null) {
            return "notReadable";
        }
        if (!concerns(trigger, object, actor, view)) {
            return "condition";
        }
        ScriptApi api = runner.api(start).naming(new EventIds(event, script.name()));
        String input = Wire.text(input(realm, object, kind, event, actor, view));
        try {
            Answer answer = runner.run(
                            start,
                            api,
                            runner.bundle(start),
                            Surroundings.of(actor, realm, Instant.now(), object),
                            List.of(input))
                    .getFirst();
            // The log has it; trying again would do the same once more.
            return answer.failure() == null ? null : "scriptFailed";
        } catch (ScriptFailure failure) {
            if (failure.kind() == ScriptFailure.Kind.BUSY) {
                throw failure;
            }
            return "scriptFailed";
        }
    }

    private boolean concerns(ScriptBook.Trigger trigger, CatalogObject object, Actor actor, RecordView view) {
        if (trigger.condition() == null) {
            return true;
        }
        if (view.deletedAt() == null) {
            return records.count(
                            actor,
                            object.name(),
                            "id = \"" + view.id() + "\" AND ("
                                    + trigger.script().condition() + ")")
                    > 0;
        }
        // Lists know nothing of what is in the recycle bin.
        EvaluationContext context = EvaluationContext.of(
                path -> path.isRemote() ? null : number(view.get(path.first())),
                Instant.now(),
                actor.zone(),
                actor.userId(),
                actor.departmentId());
        return Boolean.TRUE.equals(trigger.condition().evaluate(context));
    }

    private static Object number(Object value) {
        return value instanceof Long whole ? BigDecimal.valueOf(whole) : value;
    }

    private Map<String, Object> input(
            Realm realm, CatalogObject object, String kind, OutboxEvent event, Actor actor, RecordView view) {
        Map<String, Object> values = Wire.record(view);
        var input = new LinkedHashMap<String, Object>();
        input.put("id", event.id());
        input.put("kind", kind);
        input.put("cause", event.via());
        input.put("values", values);
        if (kind.equals("update")) {
            var before = new LinkedHashMap<>(values);
            Set<String> changed = new LinkedHashSet<>();
            Collection<String> hidden = Surroundings.hidden(actor, object);
            store.changes(realm, event.object(), event.id(), event.version() + 1, 1)
                    .forEach(entry ->
                            RecordDocument.forEachChange(entry.change().fields(), (name, fromStart, fromEnd, _, _) -> {
                                CatalogField field = object.fields().get(name);
                                if (field != null && !hidden.contains(name)) {
                                    changed.add(name);
                                    before.put(name, old(field, entry.change().fields(), fromStart, fromEnd));
                                }
                            }));
            input.put("before", before);
            input.put("changed", changed);
        }
        return input;
    }

    private static Object old(CatalogField field, byte[] fields, int start, int end) {
        Shape shape = field.system() && field.shape() != Shape.MOMENT ? Shape.TEXT : field.shape();
        return RecordDocument.decodeValue(shape, fields, start, end);
    }
}
