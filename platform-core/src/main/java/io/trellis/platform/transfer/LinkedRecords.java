package io.trellis.platform.transfer;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.platform.access.Actor;
import io.trellis.platform.query.ListRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.record.RecordView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Records that a chunk's links lead to, loaded many at once, as far as the reader may read them. */
final class LinkedRecords {
    private static final int IN_ONE_QUERY = 100;

    private final RecordService records;
    private final Actor actor;
    private final Catalog catalog;
    private final Map<String, RecordView> loaded = new HashMap<>();

    LinkedRecords(RecordService records, Actor actor, Catalog catalog) {
        this.records = records;
        this.actor = actor;
        this.catalog = catalog;
    }

    /** Loads what the paths of these records lead through. */
    void load(List<RecordView> from, Collection<String[]> paths) {
        loaded.clear();
        int deepest = paths.stream().mapToInt(path -> path.length).max().orElse(1);
        for (int step = 1; step < deepest; step++) {
            Set<String> ids = new HashSet<>();
            for (String[] path : paths) {
                if (path.length > step) {
                    for (RecordView record : from) {
                        if (value(record, path, step) instanceof String id && !loaded.containsKey(id)) {
                            ids.add(id);
                        }
                    }
                }
            }
            load(ids);
        }
    }

    private void load(Set<String> ids) {
        Map<String, List<String>> byObject = new HashMap<>();
        for (String id : ids) {
            catalog.findObjectOfId(id)
                    .ifPresent(object -> byObject.computeIfAbsent(object.name(), none -> new ArrayList<>())
                            .add(id));
        }
        byObject.forEach((object, all) -> {
            for (int from = 0; from < all.size(); from += IN_ONE_QUERY) {
                String some = all.subList(from, Math.min(all.size(), from + IN_ONE_QUERY)).stream()
                        .map(id -> '"' + id + '"')
                        .collect(Collectors.joining(", "));
                records.list(actor, object, ListRequest.of("id IN (" + some + ")", ListRequest.MAX_SIZE))
                        .records()
                        .forEach(record -> loaded.put(record.id(), record));
            }
        });
    }

    /** The value at the end of a path; null where a record on the way is missing or may not be read. */
    Object value(RecordView record, String[] path) {
        return value(record, path, path.length);
    }

    private Object value(RecordView record, String[] path, int steps) {
        RecordView at = record;
        Object value = null;
        for (int step = 0; step < steps; step++) {
            if (step > 0) {
                at = value instanceof String id ? loaded.get(id) : null;
            }
            value = at == null ? null : at.get(path[step]);
        }
        return value;
    }
}
