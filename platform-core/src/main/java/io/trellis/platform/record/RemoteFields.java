package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.Projection.Slot;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Fields of linked records in a list ({@code account.industry}): every record on the way must be one the reader may read, and
 * the field one they may read there; else the value reads as null. One query an object and step for the whole page.
 */
@Component
final class RemoteFields {
    private final RecordStore store;
    private final Names names;
    private final PastRecords past;

    RemoteFields(RecordStore store, Names names, PastRecords past) {
        this.store = store;
        this.names = names;
        this.past = past;
    }

    /** What was read for a page. */
    static final class Values {
        static final Values NONE = new Values(null, null, null, Map.of());

        private final Actor actor;
        private final Realm realm;
        private final Loads loads;
        private final Map<String, NameCache.Entry> visible;

        private Values(Actor actor, Realm realm, Loads loads, Map<String, NameCache.Entry> visible) {
            this.actor = actor;
            this.realm = realm;
            this.loads = loads;
            this.visible = visible;
        }

        /** @param id the record the slot's first step points to; null for none */
        void write(JsonOut out, Slot slot, String id) {
            List<String> steps = slot.path().steps();
            if (id == null) {
                // The first step may be a group of the record itself, which has no linked record behind it.
                out.nothing();
                return;
            }
            String at = id;
            for (int step = 1; step < steps.size(); step++) {
                CatalogField field = at == null ? null : field(at, steps.get(step));
                Object value = field == null ? null : stored(at, steps.get(step));
                if (value == null) {
                    break;
                }
                if (step == steps.size() - 1) {
                    last(out, field, value);
                    return;
                }
                at = value instanceof String next ? next : null;
            }
            out.nothing();
        }

        private void last(JsonOut out, CatalogField field, Object value) {
            if (field.links() && value instanceof String link) {
                RecordJson.link(out, link, field.targets().size() > 1, visible);
            } else {
                out.value(value);
            }
        }

        /** The field of a linked record, when the reader may read both. */
        private CatalogField field(String id, String name) {
            if (!visible.containsKey(id)) {
                return null;
            }
            CatalogObject object = realm.catalog().findObjectOfId(id).orElse(null);
            CatalogField field = object == null ? null : object.fields().get(name);
            return field != null && actor.grants().mayRead(object.name(), name) ? field : null;
        }

        private Object stored(String id, String name) {
            CatalogObject object = realm.catalog().findObjectOfId(id).orElseThrow();
            Loads.Loaded record = loads.find(object, id);
            if (record == null || record.stored.system().deleted()) {
                return null;
            }
            Object value = RecordValues.get(id, record.stored.system(), record.values(), name);
            return value instanceof java.math.BigDecimal
                            && object.fields().get(name).shape() == Shape.WHOLE
                    ? record.values().get(name)
                    : value;
        }
    }

    /** @param asOf the moment linked records are read as of; null for now */
    Values load(Actor actor, Realm realm, Projection projection, List<StoredRecord> records, Instant asOf) {
        var loads = new Loads(store, realm, past, asOf);
        Map<String, NameCache.Entry> visible = new HashMap<>();
        var values = new Values(actor, realm, loads, visible);
        List<Slot> slots =
                projection.slots.stream().filter(slot -> slot.path() != null).toList();
        Map<Slot, Set<String>> ids = new HashMap<>();
        for (Slot slot : slots) {
            Set<String> first = new HashSet<>();
            for (StoredRecord record : records) {
                String id = linked(slot, record);
                if (id != null) {
                    first.add(id);
                }
            }
            ids.put(slot, first);
        }
        for (int step = 1; !ids.isEmpty(); step++) {
            Set<String> all = new HashSet<>();
            ids.values().forEach(all::addAll);
            all.removeAll(visible.keySet());
            visible.putAll(names.visible(actor, realm, all));
            load(realm, loads, visible, all);
            Map<Slot, Set<String>> next = new HashMap<>();
            for (Map.Entry<Slot, Set<String>> entry : ids.entrySet()) {
                List<String> steps = entry.getKey().path().steps();
                if (step >= steps.size()) {
                    continue;
                }
                Set<String> further = new HashSet<>();
                for (String id : entry.getValue()) {
                    CatalogField field = values.field(id, steps.get(step));
                    if (field != null && field.links() && values.stored(id, steps.get(step)) instanceof String link) {
                        further.add(link);
                    }
                }
                if (!further.isEmpty()) {
                    next.put(entry.getKey(), further);
                }
            }
            ids = next;
        }
        return values;
    }

    private static void load(Realm realm, Loads loads, Map<String, NameCache.Entry> visible, Set<String> ids) {
        Map<CatalogObject, List<String>> byObject = new HashMap<>();
        for (String id : ids) {
            if (visible.containsKey(id)) {
                realm.catalog().findObjectOfId(id).ifPresent(object -> byObject.computeIfAbsent(
                                object, _ -> new ArrayList<>())
                        .add(id));
            }
        }
        byObject.forEach(loads::load);
    }

    private static String linked(Slot slot, StoredRecord record) {
        if (slot.field().system()) {
            return RecordValues.get(
                                    record.id(),
                                    record.system(),
                                    Map.of(),
                                    slot.field().name())
                            instanceof String id
                    ? id
                    : null;
        }
        String[] found = new String[1];
        byte[] doc = record.doc();
        byte[] name = slot.field().name().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        RecordDocument.forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            if (java.util.Arrays.equals(name, 0, name.length, doc, nameStart, nameEnd) && doc[valueStart] == '"') {
                found[0] = new String(
                        doc, valueStart + 1, valueEnd - valueStart - 2, java.nio.charset.StandardCharsets.ISO_8859_1);
            }
        });
        return found[0];
    }
}
