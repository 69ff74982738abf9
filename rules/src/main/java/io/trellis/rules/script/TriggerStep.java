package io.trellis.rules.script;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.ScriptDefinition;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.WriteBatch;
import io.trellis.platform.record.WriteStep;
import io.trellis.platform.record.WrittenRecord;
import io.trellis.rules.script.sandbox.Answer;
import io.trellis.rules.script.sandbox.ScriptFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Triggers before a write: one run for all records of a batch, which sets values and says what is wrong. */
@Component
final class TriggerStep implements WriteStep {
    /** Records a run is given at most, so that its limits mean much the same for one record as for an import. */
    private static final int CHUNK = 100;

    private final ScriptBook book;
    private final ScriptRunner runner;

    TriggerStep(ScriptBook book, ScriptRunner runner) {
        this.book = book;
        this.runner = runner;
    }

    @Override
    public int order() {
        return 300;
    }

    @Override
    public boolean concerns(Catalog catalog, CatalogObject object) {
        return ScriptBook.all(catalog).stream()
                .anyMatch(script ->
                        script.trigger(ScriptDefinition.BEFORE) && object.name().equals(script.object()));
    }

    @Override
    public void derive(WriteBatch batch) {
        run(batch, batch.records(), true);
    }

    /** What comes back from the recycle bin comes back as it was: triggers may only refuse. */
    @Override
    public void check(WriteBatch batch) {
        List<WrittenRecord> back = batch.records().stream()
                .filter(record -> record.kind() == WrittenRecord.Kind.RESTORE)
                .toList();
        run(batch, back, false);
    }

    @Override
    public void removing(WriteBatch batch) {
        run(batch, batch.records(), false);
    }

    private void run(WriteBatch batch, List<WrittenRecord> records, boolean sets) {
        var byObject = new LinkedHashMap<CatalogObject, List<WrittenRecord>>();
        records.forEach(record -> byObject.computeIfAbsent(record.object(), _ -> new ArrayList<>())
                .add(record));
        byObject.forEach((object, some) -> {
            for (ScriptBook.Trigger trigger : book.triggers(batch.realm().catalog(), object, ScriptDefinition.BEFORE)) {
                List<WrittenRecord> concerned = some.stream()
                        .filter(record -> concerns(trigger, record))
                        .toList();
                for (int from = 0; from < concerned.size(); from += CHUNK) {
                    run(
                            batch,
                            object,
                            trigger.script(),
                            concerned.subList(from, Math.min(concerned.size(), from + CHUNK)),
                            sets);
                }
            }
        });
    }

    private static boolean concerns(ScriptBook.Trigger trigger, WrittenRecord record) {
        return record.ok()
                && trigger.script().on().contains(record.kind().name().toLowerCase(Locale.ROOT))
                && (trigger.condition() == null
                        || Boolean.TRUE.equals(trigger.condition().evaluate(record.context())));
    }

    private void run(
            WriteBatch batch, CatalogObject object, ScriptDefinition script, List<WrittenRecord> some, boolean sets) {
        String about = some.size() == 1 ? some.getFirst().id() : null;
        var start =
                new ScriptRunner.Start(batch.realm(), script, "before", batch.actor(), about, ScriptApi.Effects.NONE);
        Actor actor = runner.actor(script, batch.actor());
        Collection<String> hidden = Surroundings.hidden(actor, object);
        try {
            List<Answer> answers = runner.run(
                    start,
                    runner.api(start),
                    runner.bundle(start),
                    Surroundings.of(actor, batch.realm(), batch.now(), object),
                    some.stream()
                            .map(record -> Wire.text(input(batch, record, hidden)))
                            .toList());
            for (int i = 0; i < some.size(); i++) {
                take(script, some.get(i), answers.get(i), sets);
            }
        } catch (ScriptFailure failure) {
            Problem problem = ScriptProblems.of(script.name(), failure);
            some.forEach(record -> record.problem(problem));
        }
    }

    private static Map<String, Object> input(WriteBatch batch, WrittenRecord record, Collection<String> hidden) {
        var values = new LinkedHashMap<String, Object>();
        var before = new LinkedHashMap<String, Object>();
        var changed = new ArrayList<String>();
        boolean update = record.kind() == WrittenRecord.Kind.UPDATE;
        CatalogObject object = record.object();
        for (CatalogField field : object.fields().values()) {
            String name = field.name();
            if (hidden.contains(name)) {
                continue;
            }
            put(values, object, name, record.value(name));
            if (update) {
                put(before, object, name, record.before(name));
                if (record.changed(name)) {
                    changed.add(name);
                }
            }
        }
        var input = new LinkedHashMap<String, Object>();
        input.put("id", record.id());
        input.put("kind", record.kind().name().toLowerCase(Locale.ROOT));
        input.put("cause", batch.actor().via());
        input.put("values", values);
        if (update) {
            input.put("before", before);
            input.put("changed", changed);
        }
        return input;
    }

    private static void put(Map<String, Object> values, CatalogObject object, String name, Object value) {
        if (value != null) {
            values.put(name, Wire.ofExpression(object, name, value));
        }
    }

    private static void take(ScriptDefinition script, WrittenRecord record, Answer answer, boolean sets) {
        if (answer.failure() != null) {
            record.problem(ScriptProblems.of(script.name(), answer.failure()));
            return;
        }
        try {
            Map<String, Object> outcome = Wire.map(Wire.value(answer.json()));
            Wire.map(outcome.get("sets")).forEach((field, value) -> {
                if (sets) {
                    record.set(field, value);
                } else {
                    record.problem(Problem.of("FIELD_READ_ONLY", "/" + field, "field", field));
                }
            });
            for (Object error : (List<?>) outcome.get("errors")) {
                record.problem(ScriptProblems.refused(script.name(), Wire.map(error)));
            }
        } catch (IllegalArgumentException unusable) {
            record.problem(
                    ScriptProblems.of(script.name(), ScriptFailure.error(unusable.getMessage(), script.name(), 0, 0)));
        }
    }
}
