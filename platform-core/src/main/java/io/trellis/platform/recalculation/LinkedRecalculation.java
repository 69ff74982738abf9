package io.trellis.platform.recalculation;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.catalog.Dependencies.Reader;
import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.publish.Catalogs;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordQuery;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Follows commits down the links: where a record changes, the formulas of those that read it over links are computed again,
 * whatever number of them there is. A record that was itself written is looked at, too: what it links to may have changed between
 * the moment its formulas read it and the commit. Records whose values stay the same get no new version, so that handling an
 * event twice does no harm and the chain ends.
 */
@Component
final class LinkedRecalculation implements OutboxListener {
    private static final int CHUNK = 500;
    /** Change without a word in the change document. */
    private static final Set<String> SILENT = Set.of("version", "updatedAt", "updatedBy");

    private final RecordStore store;
    private final Catalogs catalogs;
    private final RecordService records;
    private final Access access;

    LinkedRecalculation(RecordStore store, Catalogs catalogs, RecordService records, Access access) {
        this.store = store;
        this.catalogs = catalogs;
        this.records = records;
        this.access = access;
    }

    /** Records of one object that may be stale, and through which object. */
    private record Stale(CatalogObject object, String cause) {}

    /** A way over links from records of an object. */
    private record Way(CatalogObject object, List<String> links) {}

    @Override
    public String name() {
        return "derived";
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) {
        Map<String, List<OutboxEvent>> byTenant = new LinkedHashMap<>();
        events.forEach(event ->
                byTenant.computeIfAbsent(event.tenant(), _ -> new ArrayList<>()).add(event));
        byTenant.forEach(this::handle);
        return Outcome.handled();
    }

    private void handle(String tenant, List<OutboxEvent> events) {
        Catalog catalog = catalogs.current(tenant);
        var realm = new Realm(tenant, catalog);
        Map<Stale, Set<String>> stale = new LinkedHashMap<>();
        Map<Way, Map<String, Set<String>>> ways = new LinkedHashMap<>();
        for (OutboxEvent event : events) {
            CatalogObject object = catalog.findObject(event.object()).orElse(null);
            if (object == null) {
                continue;
            }
            boolean lives = !event.kind().equals("deleted") && !event.kind().equals("purged");
            if (lives && readsOverLinks(object)) {
                stale.computeIfAbsent(new Stale(object, object.name()), _ -> new LinkedHashSet<>())
                        .add(event.id());
            }
            // Nobody could point to a record that was not there.
            if (!event.kind().equals("created")) {
                readers(realm, object, event, ways);
            }
        }
        ways.forEach((way, changed) -> changed.forEach(
                (cause, ids) -> stale.computeIfAbsent(new Stale(way.object(), cause), _ -> new LinkedHashSet<>())
                        .addAll(pointing(realm, way, List.copyOf(ids)))));
        Actor actor = access.systemActor(tenant, "recalculate");
        stale.forEach((what, ids) -> recalculate(actor, what, List.copyOf(ids)));
    }

    private static boolean readsOverLinks(CatalogObject object) {
        return object.formulasInOrder().stream().anyMatch(field -> field.formula().orElseThrow().references().stream()
                .anyMatch(Predicate.Path::isRemote));
    }

    /** Files the record under every way by which a formula reads a field that has changed. */
    private void readers(
            Realm realm, CatalogObject object, OutboxEvent event, Map<Way, Map<String, Set<String>>> ways) {
        List<Reader> readers = realm.catalog().dependencies().readers(object.name());
        if (readers.isEmpty()) {
            return;
        }
        // A record that goes or comes back takes or brings all its values; few point to it then.
        boolean all = !event.kind().equals("updated");
        Set<String> changed = all ? Set.of() : changed(realm, event);
        for (Reader reader : readers) {
            if (all || SILENT.contains(reader.field()) || changed.contains(reader.field())) {
                ways.computeIfAbsent(new Way(reader.object(), reader.links()), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(object.name(), _ -> new LinkedHashSet<>())
                        .add(event.id());
            }
        }
    }

    private Set<String> changed(Realm realm, OutboxEvent event) {
        Set<String> fields = new HashSet<>();
        store.changes(realm, event.object(), event.id(), event.version() + 1, 1).forEach(entry -> {
            byte[] json = entry.change().fields();
            RecordDocument.forEachField(
                    json,
                    (start, end, _, _) -> fields.add(new String(json, start, end - start, StandardCharsets.UTF_8)));
        });
        return fields;
    }

    private List<String> pointing(Realm realm, Way way, List<String> ids) {
        List<String> found = new ArrayList<>();
        var path = new Predicate.Path(way.links());
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            Predicate filter = some.size() == 1
                    ? new Predicate.Compare(path, Predicate.Op.EQ, some.getFirst())
                    : new Predicate.In(path, List.copyOf(some));
            String after = null;
            do {
                RecordQuery.Page page = store.list(
                        realm, way.object().name(), new RecordQuery(filter, List.of(), after, 0, 1000, false));
                page.records().stream().map(StoredRecord::id).forEach(found::add);
                after = page.next();
            } while (after != null);
        }
        return found;
    }

    private void recalculate(Actor actor, Stale what, List<String> ids) {
        for (int from = 0; from < ids.size(); from += CHUNK) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + CHUNK));
            records.recalculateFormulas(actor, what.object().name(), some, what.cause());
        }
    }
}
