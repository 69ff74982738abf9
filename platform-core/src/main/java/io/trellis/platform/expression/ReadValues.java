package io.trellis.platform.expression;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record's values and those behind its links, as the actor may read them: behind a link to a record they may not read
 * there is nothing. Each record is read once. Not thread-safe.
 */
final class ReadValues {
    private static final String THIS = "this";

    private final RecordService records;
    private final Actor actor;
    private final Catalog catalog;
    private final Map<String, Optional<RecordView>> read = new HashMap<>();

    ReadValues(RecordService records, Actor actor, Catalog catalog) {
        this.records = records;
        this.actor = actor;
        this.catalog = catalog;
    }

    EvaluationContext context(CatalogObject object, String id) {
        RecordView record = records.get(actor, object.name(), id);
        return EvaluationContext.of(
                path -> value(object, record, path), Instant.now(), actor.zone(), actor.userId(), actor.departmentId());
    }

    /** The same where {@code this.} leads to another record, of {@code self}. */
    EvaluationContext context(CatalogObject object, String id, CatalogObject self, String selfId) {
        RecordView record = records.get(actor, object.name(), id);
        RecordView from = records.get(actor, self.name(), selfId);
        return EvaluationContext.of(
                path -> path.first().equals(THIS)
                        ? value(
                                self,
                                from,
                                new Predicate.Path(
                                        path.steps().subList(1, path.steps().size())))
                        : value(object, record, path),
                Instant.now(),
                actor.zone(),
                actor.userId(),
                actor.departmentId());
    }

    private Object value(CatalogObject object, RecordView record, Predicate.Path path) {
        CatalogObject at = object;
        RecordView here = record;
        List<String> steps = path.steps();
        for (String link : steps.subList(0, steps.size() - 1)) {
            List<String> targets =
                    at.findField(link).map(field -> field.targets()).orElse(List.of());
            if (targets.size() != 1 || !(here.get(link) instanceof String id)) {
                return null;
            }
            at = catalog.getObject(targets.getFirst());
            Optional<RecordView> next = find(at.name(), id);
            if (next.isEmpty()) {
                return null;
            }
            here = next.get();
        }
        return here.get(steps.getLast());
    }

    private Optional<RecordView> find(String object, String id) {
        return read.computeIfAbsent(object + "/" + id, _ -> records.find(actor, object, id));
    }
}
