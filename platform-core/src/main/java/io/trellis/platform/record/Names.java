package io.trellis.platform.record;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.access.Grants;
import io.trellis.platform.cluster.CommitWatcher;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.record.NameCache.Entry;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Names behind links. A list of fifty records shows hundreds of them, so they are kept in memory and refreshed by every
 * commit, other nodes' a moment later; whether this actor may see a name is decided anew each time, from the entry where the row scope allows it and by
 * one query an object where it does not.
 */
@Component
final class Names implements CommitListener, CommitWatcher, TenantMemory {
    static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final RecordStore store;
    private final Map<String, NameCache> byTenant = new ConcurrentHashMap<>();

    Names(RecordStore store) {
        this.store = store;
    }

    /** Who may be seen, decided once an object and request. */
    private record Sight(Predicate scope, boolean all, boolean fromEntry, boolean nameReadable) {}

    /** The entries of those ids that the actor may read, by id. */
    Map<String, Entry> visible(Actor actor, Realm realm, Collection<String> ids) {
        Map<String, Entry> found = entries(realm, ids);
        Map<String, Sight> sights = new HashMap<>();
        Map<String, List<String>> unsure = null;
        // Most readers see most records: what is found is narrowed, instead of copied.
        for (var entries = found.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<String, Entry> each = entries.next();
            Entry entry = each.getValue();
            if (entry.object() == null) {
                continue;
            }
            Sight sight = sights.get(entry.object());
            if (sight == null) {
                sight = sight(actor.grants(), realm, entry.object());
                sights.put(entry.object(), sight);
            }
            if (!sight.all() && !sight.fromEntry()) {
                unsure = unsure == null ? new HashMap<>() : unsure;
                unsure.computeIfAbsent(entry.object(), _ -> new ArrayList<>()).add(entry.id());
            } else if (!sight.all() && !within(sight.scope(), entry)) {
                entries.remove();
                continue;
            }
            if (!sight.nameReadable()) {
                each.setValue(unnamed(entry));
            }
        }
        if (unsure != null) {
            unsure.forEach((object, some) -> {
                Set<String> within = within(realm, object, sights.get(object).scope(), some);
                found.keySet().removeIf(id -> some.contains(id) && !within.contains(id));
            });
        }
        return found;
    }

    /** Whether the actor may read the record behind an entry. */
    boolean mayRead(Actor actor, Realm realm, Entry entry) {
        Predicate scope = actor.grants().scope(entry.object(), Grants.Action.READ);
        return scope instanceof Predicate.All
                || (RecordValues.onlySystemFields(scope)
                        ? within(scope, entry)
                        : !within(realm, entry.object(), scope, List.of(entry.id()))
                                .isEmpty());
    }

    private static Sight sight(Grants grants, Realm realm, String object) {
        Predicate scope = grants.scope(object, Grants.Action.READ);
        boolean all = scope instanceof Predicate.All;
        String nameField = realm.catalog()
                .findObject(object)
                .map(o -> o.definition().nameField())
                .orElse(null);
        return new Sight(
                scope,
                all,
                all || RecordValues.onlySystemFields(scope),
                nameField == null || grants.mayRead(object, nameField));
    }

    private static boolean within(Predicate scope, Entry entry) {
        return scope.test(path -> switch (path.first()) {
            case "id" -> entry.id();
            case "owner" -> entry.owner();
            case "department" -> entry.department();
            case "createdBy" -> entry.createdBy();
            default -> throw new IllegalStateException("not kept: " + path);
        });
    }

    /** Those of the ids, live, that a scope lets through, as the store sees it. */
    Set<String> within(Realm realm, String object, Predicate scope, Collection<String> ids) {
        if (scope instanceof Predicate.None || ids.isEmpty()) {
            return Set.of();
        }
        Set<String> within = new HashSet<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += 500) {
            List<Object> some = List.copyOf(all.subList(from, Math.min(all.size(), from + 500)));
            Predicate filter = Predicate.and(new Predicate.In(Predicate.Path.of("id"), some), scope);
            store.list(realm, object, RecordQuery.of(filter, some.size()))
                    .records()
                    .forEach(record -> within.add(record.id()));
        }
        return within;
    }

    private static Entry unnamed(Entry e) {
        return new Entry(
                e.id(), e.object(), e.version(), null, NULL, e.owner(), e.department(), e.createdBy(), e.live());
    }

    /** Entries of the records that exist, live or deleted, by id; nobody's rights are asked. */
    Map<String, Entry> entries(Realm realm, Collection<String> ids) {
        NameCache cache = cache(realm);
        Map<String, Entry> found = HashMap.newHashMap(ids.size());
        Map<String, List<String>> missing = null;
        for (String id : ids) {
            Entry entry = cache.find(id);
            if (entry == null) {
                CatalogObject object = realm.catalog().findObjectOfId(id).orElse(null);
                if (object == null) {
                    // Not a record: a system actor, who is called what it is called.
                    found.put(id, entry(id, null, null, id));
                } else {
                    missing = missing == null ? new HashMap<>() : missing;
                    missing.computeIfAbsent(object.name(), _ -> new ArrayList<>())
                            .add(id);
                }
            } else if (entry.exists()) {
                found.put(id, entry);
            }
        }
        if (missing != null) {
            missing.forEach((object, some) -> load(realm, cache, object, some, found));
        }
        return found;
    }

    private void load(Realm realm, NameCache cache, String name, List<String> ids, Map<String, Entry> found) {
        CatalogObject object = realm.catalog().getObject(name);
        for (StoredRecord stored : store.findAll(realm, name, ids)) {
            Entry entry = entry(stored.id(), object, stored.system(), name(object, stored));
            cache.put(entry);
            found.put(entry.id(), entry);
        }
    }

    private static Entry entry(String id, CatalogObject object, SystemValues system, String text) {
        byte[] json = text == null ? NULL : RecordDocument.encodeAny(text);
        return system == null
                ? new Entry(id, null, 1, text, json, null, null, null, true)
                : new Entry(
                        id,
                        object.name(),
                        system.version(),
                        text,
                        json,
                        system.owner(),
                        system.department(),
                        system.createdBy(),
                        !system.deleted());
    }

    private static String name(CatalogObject object, StoredRecord stored) {
        CatalogField field = object.fields().get(object.definition().nameField());
        if (field == null || field.system()) {
            return stored.id();
        }
        String[] found = new String[1];
        byte[] doc = stored.doc();
        RecordDocument.forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            if (found[0] == null && matches(doc, nameStart, nameEnd, field.name())) {
                found[0] = text(field.shape(), RecordDocument.decodeValue(field.shape(), doc, valueStart, valueEnd));
            }
        });
        return found[0];
    }

    private static boolean matches(byte[] doc, int start, int end, String name) {
        if (end - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (doc[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static String text(Shape shape, Object value) {
        if (value == null) {
            return null;
        }
        return switch (shape) {
            case TEXT, LINK -> (String) value;
            case DECIMAL -> JsonOut.plain((BigDecimal) value);
            case WHOLE, FLAG, DAY, MOMENT, TIME -> value.toString();
            case MANY ->
                String.join(
                        ", ", ((List<?>) value).stream().map(Object::toString).toList());
            case GROUP -> null;
        };
    }

    private NameCache cache(Realm realm) {
        NameCache cache = byTenant.get(realm.tenant());
        if (cache == null || cache.catalogVersion < realm.catalog().version()) {
            cache = byTenant.compute(realm.tenant(), (_, known) -> renewed(realm.catalog(), known));
        }
        return cache;
    }

    private static NameCache renewed(Catalog catalog, NameCache known) {
        if (known == null
                || known.catalogVersion < catalog.version() && !known.naming.equals(NameCache.naming(catalog))) {
            return new NameCache(catalog);
        }
        known.catalogVersion = Math.max(known.catalogVersion, catalog.version());
        return known;
    }

    /** Names that other nodes may have changed are read again when they are asked for. */
    @Override
    public void written(List<OutboxEvent> events) {
        for (OutboxEvent event : events) {
            NameCache cache = byTenant.get(event.tenant());
            if (cache == null || event.kind().equals("created")) {
                continue;
            }
            if (event.kind().equals("purged")) {
                cache.remove(event.id());
            } else {
                cache.outdate(event.id(), event.version());
            }
        }
    }

    @Override
    public void missed() {
        byTenant.clear();
    }

    @Override
    public void forgetTenant(String tenant) {
        byTenant.remove(tenant);
    }

    @Override
    public void committed(Realm realm, Commit commit) {
        NameCache cache = cache(realm);
        for (Commit.Write write : commit.writes()) {
            switch (write) {
                case Commit.Put put when put.expectedVersion() == 0 -> {
                    // Nobody can have read it before, so nothing old can come late; it is kept when it is asked for.
                }
                case Commit.Put put -> {
                    CatalogObject object = realm.catalog().getObject(put.object());
                    CatalogField field = object.fields().get(object.definition().nameField());
                    String name = field == null || field.system()
                            ? put.id()
                            : text(field.shape(), put.values().get(field.name()));
                    cache.put(entry(put.id(), object, put.system(), name));
                }
                case Commit.Purge purge -> cache.remove(purge.id());
            }
        }
    }
}
