package io.trellis.platform.record;

import io.trellis.metadata.expression.Predicate;
import io.trellis.platform.access.Actor;
import io.trellis.platform.store.Realm;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Keeps what was decided about records as documents that become durable with the record: one a decision, numbered through for each
 * record. Two writers can't take the same number, since one of them loses the race for the record itself.
 */
@Component
final class KeptDecisions {
    /** How many of a record are kept; the oldest go. */
    static final int MOST = 50;

    private static final String KIND = "decisions";
    /** Characters of a text that was looked at: enough to recognise it. */
    private static final int MOST_TEXT = 500;

    private final SystemStore documents;

    KeptDecisions(RecordStore store) {
        this.documents = store.system();
    }

    /** A decision with what it looked at. */
    record Decided(Decision decision, List<Input> inputs) {}

    /** @param through ids of the linked records that the value was read over */
    record Input(Predicate.Path path, Object value, List<String> through) {}

    /** Puts what was decided about a draft among the documents that are committed with it. */
    void keep(Actor actor, Realm realm, Draft draft, Instant now) {
        long number = draft.creating() ? 0 : newest(realm, draft.id);
        for (Decided decided : draft.decisions) {
            number++;
            draft.documents.add(new Put(KIND, key(draft.id, number), -1, json(actor, realm, draft, decided, now)));
            if (number > MOST) {
                draft.documents.add(new Put(KIND, key(draft.id, number - MOST), -1, null));
            }
        }
    }

    private long newest(Realm realm, String id) {
        List<Document> last = documents.range(realm.tenant(), KIND, from(id), to(id), true, 1);
        return last.isEmpty() ? 0 : number(last.getFirst());
    }

    /**
     * A page, the newest first.
     *
     * @param before only those with lower numbers
     */
    List<Document> list(Realm realm, String id, long before, int size) {
        String to = before > 9_999_999_999L ? to(id) : key(id, before);
        return documents.range(realm.tenant(), KIND, from(id), to, true, size);
    }

    /** What goes with records that go for good. */
    List<Put> purge(Realm realm, Collection<String> ids) {
        List<Put> puts = new ArrayList<>(0);
        for (String id : ids) {
            for (Document one : documents.range(realm.tenant(), KIND, from(id), to(id), false, MOST)) {
                puts.add(new Put(KIND, one.key(), -1, null));
            }
        }
        return puts;
    }

    static long number(Document document) {
        return Long.parseLong(document.key().substring(document.key().indexOf('/') + 1));
    }

    private static String key(String id, long number) {
        return "%s/%010d".formatted(id, number);
    }

    private static String from(String id) {
        return id + "/";
    }

    /** The character that follows the slash. */
    private static String to(String id) {
        return id + "0";
    }

    private static byte[] json(Actor actor, Realm realm, Draft draft, Decided decided, Instant now) {
        Decision decision = decided.decision();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", now);
        all.put("by", actor.userId());
        all.put("via", actor.via());
        all.put("version", draft.system.version());
        all.put("catalog", realm.catalog().version());
        all.put("element", decision.element());
        all.put("label", decision.label().byLocale());
        all.put("fields", decision.fields());
        all.put("overruled", overruled(draft, decision));
        all.put("inputs", decided.inputs().stream().map(KeptDecisions::input).toList());
        all.put("how", decision.how());
        all.put("inner", decision.inner());
        return new JsonOut(512).value(all).toBytes();
    }

    /** Fields that something else gave another value later in the same write. */
    private static List<String> overruled(Draft draft, Decision decision) {
        return decision.fields().entrySet().stream()
                .filter(field -> Predicate.order(draft.expressionValue(field.getKey()), field.getValue()) != 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Object> input(Input input) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("path", input.path().toString());
        told.put("value", input.value() instanceof String text ? shortened(text) : input.value());
        told.put("through", input.through());
        return told;
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_TEXT) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_TEXT - 1)) ? MOST_TEXT - 1 : MOST_TEXT;
        return text.substring(0, end) + "…";
    }
}
