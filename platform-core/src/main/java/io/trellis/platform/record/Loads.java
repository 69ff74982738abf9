package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The records that one operation has read, each at most once and many at a time; also answers paths through links, so that a
 * row scope can be tested on a record that isn't stored yet. Used by one thread.
 */
final class Loads {
    private final RecordStore store;
    private final Realm realm;
    /** The moment that records are read as of; null for now. */
    private final Instant moment;

    private final PastRecords past;
    private final Map<String, Loaded> loaded = new HashMap<>();

    Loads(RecordStore store, Realm realm) {
        this(store, realm, null, null);
    }

    /** Reads records as they were. */
    Loads(RecordStore store, Realm realm, PastRecords past, Instant moment) {
        this.past = past;
        this.store = store;
        this.realm = realm;
        this.moment = moment;
    }

    /** A record as stored, decoded when first asked. */
    static final class Loaded {
        final CatalogObject object;
        final StoredRecord stored;
        private Map<String, Object> values;

        Loaded(CatalogObject object, StoredRecord stored) {
            this.object = object;
            this.stored = stored;
        }

        Map<String, Object> values() {
            if (values == null) {
                values = RecordDocument.decode(object, stored.doc());
            }
            return values;
        }
    }

    /** Reads what isn't known yet. Ids nobody has are remembered too. */
    void load(CatalogObject object, Collection<String> ids) {
        List<String> missing = new ArrayList<>();
        for (String id : ids) {
            if (!loaded.containsKey(id)) {
                missing.add(id);
                loaded.put(id, null);
            }
        }
        if (moment != null) {
            past.at(realm, object, store.findAll(realm, object.name(), missing), moment)
                    .forEach((id, past) -> loaded.put(id, new Loaded(object, past)));
        } else if (missing.size() == 1) {
            store.find(realm, object.name(), missing.getFirst())
                    .ifPresent(stored -> loaded.put(stored.id(), new Loaded(object, stored)));
        } else if (!missing.isEmpty()) {
            for (StoredRecord stored : store.findAll(realm, object.name(), missing)) {
                loaded.put(stored.id(), new Loaded(object, stored));
            }
        }
    }

    /** An object that a link is known to lead to. */
    CatalogObject object(String name) {
        return realm.catalog().getObject(name);
    }

    /** A record, live or deleted; null when there is none. */
    Loaded find(CatalogObject object, String id) {
        if (!loaded.containsKey(id)) {
            load(object, List.of(id));
        }
        return loaded.get(id);
    }

    /** Forgets a record, so that it is read again. */
    void forget(String id) {
        loaded.remove(id);
    }

    /** The value at a path that begins with a link to {@code id}; null when a link on the way is empty. */
    Object follow(String id, List<String> steps) {
        CatalogObject object = realm.catalog().findObjectOfId(id).orElse(null);
        Loaded target = object == null ? null : find(object, id);
        if (target == null || target.stored.system().deleted()) {
            return null;
        }
        Object value = RecordValues.get(id, target.stored.system(), target.values(), steps.getFirst());
        if (steps.size() == 1 || value == null) {
            return value;
        }
        List<String> rest = steps.subList(1, steps.size());
        return value instanceof Map<?, ?> group
                ? RecordValues.forExpression(group.get(rest.getFirst()))
                : follow(value.toString(), rest);
    }

    /** What a path reads of records that are being written together, before they are stored. */
    interface Unsaved {
        /** Null for a record that is not among them. */
        Draft find(String id);
    }

    /** As {@link #value}, with records that are being written as they will be. */
    Object value(Predicate.Path path, Object first, Unsaved unsaved) {
        if (!path.isRemote() || first == null || first instanceof Map<?, ?>) {
            return value(path, first);
        }
        Object here = first;
        for (int i = 1; i < path.steps().size() && here != null; i++) {
            Draft draft = unsaved.find(here.toString());
            if (draft != null) {
                here = draft.expressionValue(path.steps().get(i));
            } else {
                here = follow(here.toString(), path.steps().subList(i, i + 1));
            }
        }
        return here;
    }

    /** Whether a stored record meets a condition. */
    boolean test(Predicate predicate, Loaded record) {
        return predicate.test(path -> value(
                path, RecordValues.get(record.stored.id(), record.stored.system(), record.values(), path.first())));
    }

    /** A path's value, given what its first step is on the record itself. */
    Object value(Predicate.Path path, Object first) {
        if (!path.isRemote() || first == null) {
            return first;
        }
        List<String> rest = path.steps().subList(1, path.steps().size());
        return first instanceof Map<?, ?> group
                ? RecordValues.forExpression(group.get(rest.getFirst()))
                : follow(first.toString(), rest);
    }
}
