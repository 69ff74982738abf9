package io.trellis.platform.record;

import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.publish.FormerFields;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoredRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Rolls records back, many at a time. */
@Component
final class PastRecords {
    private final RecordStore store;
    private final FormerFields fields;

    PastRecords(RecordStore store, FormerFields fields) {
        this.store = store;
        this.fields = fields;
    }

    FieldNames names(Realm realm, CatalogObject object) {
        return new FieldNames(fields, realm, object);
    }

    /** Those of some records, live or deleted now, that were live at a moment: as they were then, by id. */
    Map<String, StoredRecord> at(Realm realm, CatalogObject object, Collection<StoredRecord> records, Instant moment) {
        Map<String, StoredRecord> found = new HashMap<>();
        Map<String, Past> open = new HashMap<>();
        FieldNames names = null;
        for (StoredRecord record : records) {
            if (record.system().createdAt().isAfter(moment)) {
                continue;
            }
            if (record.system().updatedAt().isAfter(moment)) {
                names = names == null ? names(realm, object) : names;
                open.put(record.id(), new Past(object, record, names));
            } else if (!record.system().deleted()) {
                found.put(record.id(), record);
            }
        }
        if (!open.isEmpty()) {
            store.changesSince(realm, object.name(), open.keySet(), moment, (id, entry) -> open.get(id)
                    .take(entry, moment));
            open.forEach((id, past) -> {
                if (past.live()) {
                    found.put(id, past.record());
                }
            });
        }
        return found;
    }
}
