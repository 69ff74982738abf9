package io.trellis.platform.search.index;

import io.trellis.metadata.catalog.CatalogField;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.platform.search.text.TextQuery;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordDocument;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.StoredRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was committed and is not found yet: read from the outbox and looked at record by record, so that nobody misses their own write. */
@Component
final class Pending {
    /** More events than this are not looked at one by one. */
    static final int MOST = 1_000;

    private final RecordStore store;

    Pending(RecordStore store) {
        this.store = store;
    }

    /**
     * @param changed records that the index may know wrongly
     * @param matching those of them that match now
     */
    record Late(Set<String> changed, Set<String> matching) {
        static final Late NONE = new Late(Set.of(), Set.of());
    }

    /**
     * Everything that was committed after a position.
     *
     * @param events null when they are too many, or some of them have been forgotten
     */
    record Tail(long position, List<OutboxEvent> events) {
        boolean covers(long from) {
            return events != null && position <= from;
        }
    }

    Tail read(long position) {
        List<OutboxEvent> events = store.readOutbox(position, MOST + 1);
        boolean all = events.size() <= MOST && store.outboxRange().trimmed() <= position;
        return new Tail(position, all ? events : null);
    }

    /** Looks at an object's records in a tail that is known. */
    Late look(Tail tail, Realm realm, CatalogObject object, List<CatalogField> fields, TextQuery query) {
        List<OutboxEvent> events = tail.events();
        String prefix = object.definition().prefix() + "_";
        Set<String> changed = new HashSet<>();
        for (OutboxEvent event : events) {
            if (event.tenant().equals(realm.tenant()) && event.id().startsWith(prefix)) {
                changed.add(event.id());
            }
        }
        if (changed.isEmpty()) {
            return Late.NONE;
        }
        Set<String> matching = new HashSet<>();
        for (StoredRecord record : store.findAll(realm, object.name(), changed)) {
            if (!record.system().deleted() && query.matches(texts(object, fields, record))) {
                matching.add(record.id());
            }
        }
        return new Late(changed, matching);
    }

    private static List<String> texts(CatalogObject object, List<CatalogField> fields, StoredRecord record) {
        Map<String, Object> values = RecordDocument.decode(object, record.doc());
        List<String> texts = new ArrayList<>(fields.size());
        for (CatalogField field : fields) {
            if (values.get(field.name()) instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }
}
