package io.trellis.platform.record;

import io.trellis.metadata.field.Shape;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.Projection.Slot;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Writes records as the HTTP API shows them, by splicing the stored documents' bytes: values are copied, never parsed. Two
 * passes, because names of links are looked up for the whole page at once: the first finds where each value stands and which
 * records are linked, the second writes.
 */
@Component
final class RecordJson {
    private static final byte[] ID = "{\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAME = ",\"name\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OBJECT = ",\"object\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = ",\"version\":".getBytes(StandardCharsets.US_ASCII);

    private final Names names;
    private final RemoteFields remotes;

    RecordJson(Names names, RemoteFields remotes) {
        this.names = names;
        this.remotes = remotes;
    }

    /** One record. */
    JsonOut one(Actor actor, Realm realm, Projection projection, StoredRecord record, Instant asOf) {
        var out = new JsonOut(record.doc().length + projection.overhead);
        write(out, actor, realm, projection, List.of(record), asOf);
        return out;
    }

    /**
     * Records with commas between them.
     *
     * @param asOf the moment the records are of, for fields of linked records; null for now
     */
    void write(JsonOut out, Actor actor, Realm realm, Projection projection, List<StoredRecord> records, Instant asOf) {
        int width = projection.names.length * 2;
        int[] places = new int[records.size() * width];
        int links = projection.slots.size();
        String[] linked = new String[records.size() * links];
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            StoredRecord record = records.get(i);
            scan(projection, record.doc(), places, i * width);
            gather(projection, record, places, i * width, linked, i * links, ids);
        }
        Map<String, NameCache.Entry> visible = ids.isEmpty() ? Map.of() : names.visible(actor, realm, ids);
        RemoteFields.Values remote =
                projection.remote ? remotes.load(actor, realm, projection, records, asOf) : RemoteFields.Values.NONE;
        for (int i = 0; i < records.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            write(out, projection, records.get(i), places, i * width, linked, i * links, visible, remote);
        }
    }

    /** Finds where each own field's value stands: pairs of start and end, zero where there is none. */
    private static void scan(Projection projection, byte[] doc, int[] places, int base) {
        byte[][] known = projection.names;
        int[] next = {0};
        RecordDocument.forEachField(doc, (nameStart, nameEnd, valueStart, valueEnd) -> {
            // Documents have their keys in the order of the fields, unless the object changed since they were written.
            for (int tried = 0, at = next[0]; tried < known.length; tried++, at++) {
                if (at == known.length) {
                    at = 0;
                }
                byte[] name = known[at];
                if (name.length == nameEnd - nameStart
                        && Arrays.equals(name, 0, name.length, doc, nameStart, nameEnd)) {
                    places[base + at * 2] = valueStart;
                    places[base + at * 2 + 1] = valueEnd;
                    next[0] = at + 1;
                    return;
                }
            }
        });
    }

    /** Notes which record each link points to, and all of them together. */
    private static void gather(
            Projection projection,
            StoredRecord record,
            int[] places,
            int base,
            String[] linked,
            int first,
            Set<String> ids) {
        SystemValues system = record.system();
        for (int i = 0; i < projection.slots.size(); i++) {
            Slot slot = projection.slots.get(i);
            int start = slot.position() < 0 ? 0 : places[base + slot.position() * 2];
            String id =
                    switch (slot.kind()) {
                        case LINK ->
                            start == 0 ? null : id(record.doc(), start, places[base + slot.position() * 2 + 1]);
                        case OWNER -> system.owner();
                        case DEPARTMENT -> system.department();
                        case CREATED_BY -> system.createdBy();
                        case UPDATED_BY -> system.updatedBy();
                        case PLAIN, LINKS, CREATED_AT, UPDATED_AT, DELETED_AT, RECORD_TYPE, REMOTE -> null;
                    };
            if (id != null) {
                linked[first + i] = id;
                ids.add(id);
            } else if (slot.kind() == Projection.Kind.LINKS && start > 0) {
                ids.addAll(ids(slot, record.doc(), start, places[base + slot.position() * 2 + 1]));
            }
        }
    }

    /** A link's value without its quotes; ids are ASCII without escapes. */
    private static String id(byte[] doc, int start, int end) {
        return new String(doc, start + 1, end - start - 2, StandardCharsets.ISO_8859_1);
    }

    @SuppressWarnings("unchecked")
    private static List<String> ids(Slot slot, byte[] doc, int start, int end) {
        Object many = RecordDocument.decodeValue(slot.field().shape(), doc, start, end);
        return many == null ? List.of() : (List<String>) many;
    }

    private static void write(
            JsonOut out,
            Projection projection,
            StoredRecord record,
            int[] places,
            int base,
            String[] linked,
            int first,
            Map<String, NameCache.Entry> visible,
            RemoteFields.Values remote) {
        SystemValues system = record.system();
        byte[] doc = record.doc();
        out.raw(ID).raw('"').raw(record.id()).raw('"').raw(VERSION).whole(system.version());
        for (int i = 0; i < projection.slots.size(); i++) {
            Slot slot = projection.slots.get(i);
            out.raw(slot.key());
            int start = slot.position() < 0 ? 0 : places[base + slot.position() * 2];
            int end = start == 0 ? 0 : places[base + slot.position() * 2 + 1];
            switch (slot.kind()) {
                case PLAIN -> {
                    if (start > 0) {
                        out.raw(doc, start, end);
                    } else if (slot.field().shape() == Shape.MANY) {
                        out.raw("[]");
                    } else {
                        out.nothing();
                    }
                }
                case LINK -> link(out, linked[first + i], slot.polymorphic(), visible);
                case LINKS -> links(out, slot, start > 0 ? ids(slot, doc, start, end) : null, visible);
                case OWNER, DEPARTMENT, CREATED_BY, UPDATED_BY -> link(out, linked[first + i], false, visible);
                case CREATED_AT -> moment(out, system.createdAt());
                case UPDATED_AT -> moment(out, system.updatedAt());
                case DELETED_AT -> moment(out, system.deletedAt());
                case RECORD_TYPE -> out.value(system.recordType());
                case REMOTE -> remote.write(out, slot, start > 0 ? id(doc, start, end) : systemLink(slot, system));
            }
        }
        out.raw('}');
    }

    private static String systemLink(Slot slot, SystemValues system) {
        return switch (slot.path().first()) {
            case "owner" -> system.owner();
            case "department" -> system.department();
            case "createdBy" -> system.createdBy();
            case "updatedBy" -> system.updatedBy();
            default -> null;
        };
    }

    private static void moment(JsonOut out, Instant moment) {
        if (moment == null) {
            out.nothing();
        } else {
            out.moment(moment);
        }
    }

    private static void links(JsonOut out, Slot slot, List<String> ids, Map<String, NameCache.Entry> visible) {
        if (ids == null) {
            out.raw("[]");
            return;
        }
        out.raw('[');
        for (int i = 0; i < ids.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            link(out, ids.get(i), slot.polymorphic(), visible);
        }
        out.raw(']');
    }

    /** {@code {"id":…,"name":…}}; the name of a record that the reader may not see is null. */
    static void link(JsonOut out, String id, boolean polymorphic, Map<String, NameCache.Entry> visible) {
        if (id == null) {
            out.nothing();
            return;
        }
        NameCache.Entry entry = visible.get(id);
        out.raw(ID).raw('"').raw(id).raw('"').raw(NAME).raw(entry == null ? Names.NULL : entry.json());
        if (polymorphic && entry != null && entry.object() != null) {
            out.raw(OBJECT).raw(entry.object()).raw('"');
        }
        out.raw('}');
    }
}
