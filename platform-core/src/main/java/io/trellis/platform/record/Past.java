package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Records as they were: from what they are now, their change documents are undone, newest first, down to the last one that is
 * not after the moment. Read by the catalog of now: a field that has been made since has no value then, one that has changed its
 * type shows what still fits.
 */
final class Past {
    private final CatalogObject object;
    private final StoredRecord present;
    private final Map<String, Object> values;
    private SystemValues system;
    private boolean born = true;
    private boolean deleted;

    private Past(CatalogObject object, StoredRecord present) {
        this.object = object;
        this.present = present;
        this.values = RecordDocument.decode(object, present.doc());
        this.system = present.system();
        this.deleted = present.system().deleted();
    }

    /** Those of some records, live or deleted now, that were live at a moment: as they were then, by id. */
    static Map<String, StoredRecord> at(
            RecordStore store, Realm realm, CatalogObject object, Collection<StoredRecord> records, Instant moment) {
        Map<String, StoredRecord> found = new HashMap<>();
        Map<String, Past> open = new HashMap<>();
        for (StoredRecord record : records) {
            if (record.system().createdAt().isAfter(moment)) {
                continue;
            }
            if (record.system().updatedAt().isAfter(moment)) {
                open.put(record.id(), new Past(object, record));
            } else if (!record.system().deleted()) {
                found.put(record.id(), record);
            }
        }
        if (!open.isEmpty()) {
            store.changesSince(realm, object.name(), open.keySet(), moment, (id, entry) -> open.get(id)
                    .take(entry, moment));
            open.values().stream()
                    .filter(past -> past.born && !past.deleted)
                    .forEach(past -> found.put(past.present.id(), past.record()));
        }
        return found;
    }

    private void take(RecordStore.ChangeEntry entry, Instant moment) {
        Commit.Change change = entry.change();
        if (entry.version() > present.version()) {
            // Written after the record was read.
            return;
        }
        if (!change.at().isAfter(moment)) {
            system = new SystemValues(
                    entry.version(),
                    system.owner(),
                    system.department(),
                    system.createdAt(),
                    system.createdBy(),
                    change.at(),
                    change.by(),
                    null,
                    system.recordType());
            return;
        }
        switch (change.kind()) {
            case "created" -> born = false;
            case "deleted" -> deleted = false;
            case "restored" -> deleted = true;
            default -> undo(change.fields());
        }
    }

    private void undo(byte[] fields) {
        RecordDocument.forEachChange(fields, (name, fromStart, fromEnd, _, _) -> {
            switch (name) {
                case "owner" ->
                    system = owned(text(fields, fromStart, fromEnd), system.department(), system.recordType());
                case "department" ->
                    system = owned(system.owner(), text(fields, fromStart, fromEnd), system.recordType());
                case "recordType" ->
                    system = owned(system.owner(), system.department(), text(fields, fromStart, fromEnd));
                default -> {
                    CatalogField field = object.fields().get(name);
                    if (field != null && !field.system()) {
                        Object value =
                                fitting(field, RecordDocument.decodeValue(field.shape(), fields, fromStart, fromEnd));
                        if (value == null) {
                            values.remove(name);
                        } else {
                            values.put(name, value);
                        }
                    }
                }
            }
        });
    }

    /** A whole number of a field that holds decimals now may have more digits than those can. */
    private static Object fitting(CatalogField field, Object value) {
        try {
            return field.shape() == Shape.DECIMAL && value != null ? RecordDocument.fit((BigDecimal) value) : value;
        } catch (IllegalArgumentException tooLong) {
            return null;
        }
    }

    private static String text(byte[] fields, int start, int end) {
        return fields[start] == '"' ? new String(fields, start + 1, end - start - 2, StandardCharsets.UTF_8) : null;
    }

    private SystemValues owned(String owner, String department, String recordType) {
        return new SystemValues(
                system.version(),
                owner,
                department,
                system.createdAt(),
                system.createdBy(),
                system.updatedAt(),
                system.updatedBy(),
                system.deletedAt(),
                recordType);
    }

    private StoredRecord record() {
        return new StoredRecord(present.id(), system, RecordDocument.encode(object, values));
    }
}
