package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.field.Shape;
import io.trellis.platform.store.Commit;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import io.trellis.platform.store.SystemValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/**
 * A record on its way back in time: from what it is now, its change documents are undone, newest first, down to the last one that is
 * not after the moment. Read by the catalog of now: a field that has been made since has no value then, one that has changed its
 * type shows what still fits, one that was renamed is found under its name of now.
 */
final class Past {
    private final CatalogObject object;
    private final StoredRecord present;
    private final Map<String, Object> values;
    private final FieldNames names;
    private SystemValues system;
    private boolean born = true;
    private boolean deleted;

    Past(CatalogObject object, StoredRecord present, FieldNames names) {
        this.object = object;
        this.names = names;
        this.present = present;
        this.values = RecordDocument.decode(object, present.doc());
        this.system = present.system();
        this.deleted = present.system().deleted();
    }

    /** Undoes what came after a moment. */
    void take(RecordStore.ChangeEntry entry, Instant moment) {
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
            default -> undo(change.fields(), change.at());
        }
    }

    private void undo(byte[] fields, Instant at) {
        RecordDocument.forEachChange(fields, (name, fromStart, fromEnd, _, _) -> {
            switch (name) {
                case "owner" ->
                    system = owned(text(fields, fromStart, fromEnd), system.department(), system.recordType());
                case "department" ->
                    system = owned(system.owner(), text(fields, fromStart, fromEnd), system.recordType());
                case "recordType" ->
                    system = owned(system.owner(), system.department(), text(fields, fromStart, fromEnd));
                default -> {
                    CatalogField field = names.present(name, at);
                    if (field != null && !field.system()) {
                        Object value =
                                fitting(field, RecordDocument.decodeValue(field.shape(), fields, fromStart, fromEnd));
                        if (value == null) {
                            values.remove(field.name());
                        } else {
                            values.put(field.name(), value);
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

    /** Whether it was there, and not in the recycle bin. */
    boolean live() {
        return born && !deleted;
    }

    StoredRecord record() {
        return new StoredRecord(present.id(), system, RecordDocument.encode(object, values));
    }
}
