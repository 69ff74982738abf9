package io.trellis.rules.condition;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of linked records as one actor may read them, each record read once. Used by one thread. */
final class LinkedValues {
    private final RecordService records;
    private final Actor actor;
    private final Catalog catalog;
    private final Map<String, Optional<RecordView>> known = new HashMap<>();

    LinkedValues(RecordService records, Actor actor, Catalog catalog) {
        this.records = records;
        this.actor = actor;
        this.catalog = catalog;
    }

    /** What a path leads to; null when a link on the way is empty or leads to what the actor may not read. */
    Object follow(Object link, List<String> steps) {
        Object value = link;
        for (String step : steps) {
            if (value instanceof Map<?, ?> group) {
                value = group.get(step);
            } else {
                value = value == null ? null : read(value.toString(), step);
            }
        }
        return value;
    }

    private Object read(String id, String field) {
        CatalogObject object = catalog.findObjectOfId(id).orElse(null);
        if (object == null || !object.fields().containsKey(field)) {
            return null;
        }
        return known.computeIfAbsent(id, _ -> find(object.name(), id))
                .map(view -> view.get(field))
                .orElse(null);
    }

    private Optional<RecordView> find(String object, String id) {
        // Whole objects may be closed to the actor, which is no failure here but one more thing they can't see.
        return records.findAll(actor, object, List.of(id), List.of()).stream().findFirst();
    }
}
