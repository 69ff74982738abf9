package io.trellis.platform.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Count;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.DeliveryLog.Listener;
import io.trellis.platform.store.DeliveryLog.State;
import io.trellis.platform.store.DeliveryLog.Tally;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Questions about the account of events, and how its entries lie in documents. */
final class DeliveryReads {
    /** There while an entry is not settled, so that indexes hold those only. */
    static final String OPEN = "open";

    private final MongoCollection<BsonDocument> listeners;
    private final MongoCollection<BsonDocument> entries;
    private final MongoCollection<BsonDocument> counts;

    DeliveryReads(
            MongoCollection<BsonDocument> listeners,
            MongoCollection<BsonDocument> entries,
            MongoCollection<BsonDocument> counts) {
        this.listeners = listeners;
        this.entries = entries;
        this.counts = counts;
    }

    void createIndexes() {
        index("order", List.of("position", "listener"), false);
        index("record", List.of("tenant", "object", "record"), false);
        index("skipped", List.of("state", "changed"), false);
        index("openOfTenant", List.of("tenant", OPEN, "position", "listener"), true);
        index("openOfListener", List.of("listener", OPEN, "state", "position"), true);
    }

    private void index(String name, List<String> fields, boolean open) {
        var options = new IndexOptions().name(name);
        entries.createIndex(ascending(fields), open ? options.partialFilterExpression(Changes.exists(OPEN)) : options);
    }

    private static BsonDocument ascending(List<String> fields) {
        var spec = new BsonDocument();
        fields.forEach(field -> spec.put(field, new BsonInt32(1)));
        return spec;
    }

    static BsonDocument id(Key key) {
        return new BsonDocument("listener", new BsonString(key.listener()))
                .append("position", new BsonInt64(key.position()));
    }

    static BsonDocument id(String listener, Tally tally) {
        return new BsonDocument("listener", new BsonString(listener))
                .append("tenant", new BsonString(tally.tenant()))
                .append("object", new BsonString(tally.object()))
                .append("day", new BsonInt32(tally.day()))
                .append("outcome", new BsonString(tally.outcome()));
    }

    static BsonDocument document(Delivery entry) {
        OutboxEvent event = entry.event();
        BsonDocument document = new BsonDocument("_id", id(entry.key()))
                .append("listener", new BsonString(entry.listener()))
                .append("position", new BsonInt64(event.position()))
                .append("tenant", new BsonString(event.tenant()))
                .append("object", new BsonString(event.object()))
                .append("record", new BsonString(event.id()))
                .append("version", new BsonInt64(event.version()))
                .append("kind", new BsonString(event.kind()))
                .append("at", Deliveries.moment(event.at()))
                .append("by", Changes.text(event.by()))
                .append("via", Changes.text(event.via()));
        document.putAll(state(entry));
        return document;
    }

    /** What changes in an entry. */
    static BsonDocument state(Delivery entry) {
        var state = new BsonDocument("state", new BsonString(entry.state().name()))
                .append("reason", Changes.text(entry.reason()))
                .append("params", Changes.text(entry.params()))
                .append("attempts", new BsonInt32(entry.attempts()))
                .append("next", entry.next() == null ? BsonNull.VALUE : Deliveries.moment(entry.next()))
                .append("changed", Deliveries.moment(entry.changed()));
        return entry.state() == State.SKIPPED ? state : state.append(OPEN, BsonBoolean.TRUE);
    }

    static Delivery delivery(BsonDocument document) {
        return new Delivery(
                document.getString("listener").getValue(),
                event(document),
                State.valueOf(document.getString("state").getValue()),
                Changes.text(document, "reason"),
                Changes.text(document, "params"),
                document.getNumber("attempts").intValue(),
                document.isNull("next") ? null : moment(document, "next"),
                moment(document, "changed"));
    }

    /** An event, as it lies in a change and in an entry. */
    static OutboxEvent event(BsonDocument document) {
        return new OutboxEvent(
                document.getNumber("position").longValue(),
                document.getString("tenant").getValue(),
                document.getString("object").getValue(),
                Changes.about(document).asString().getValue(),
                document.getNumber("version").longValue(),
                document.getString("kind").getValue(),
                moment(document, "at"),
                Changes.text(document, "by"),
                Changes.text(document, "via"));
    }

    static Instant moment(BsonDocument document, String name) {
        return Instant.ofEpochMilli(document.getDateTime(name).getValue());
    }

    static Listener listener(BsonDocument document) {
        return new Listener(
                document.getString("_id").getValue(),
                document.getNumber("position").longValue(),
                document.getNumber("token").longValue(),
                moment(document, "since"),
                moment(document, "touched"));
    }

    static Count count(BsonDocument document) {
        var tally = new Tally(
                document.getString("tenant").getValue(),
                document.getString("object").getValue(),
                document.getNumber("day").intValue(),
                document.getString("outcome").getValue());
        return new Count(
                document.getString("listener").getValue(),
                tally,
                document.getNumber("events").longValue());
    }

    List<Listener> listeners() {
        List<Listener> all = new ArrayList<>();
        listeners.find().sort(ascending(List.of("_id"))).forEach(found -> all.add(listener(found)));
        return all;
    }

    List<Delivery> list(Filter filter, Key after, int size) {
        var position = new BsonInt64(after.position());
        var behind = new BsonArray(List.of(
                Leaf.test("position", "$gt", position),
                new BsonDocument("position", position)
                        .append("listener", new BsonDocument("$gt", new BsonString(after.listener())))));
        var query = Leaf.test("position", "$gte", position).append("$or", behind);
        also(query, "tenant", filter.tenant());
        also(query, "listener", filter.listener());
        also(query, "object", filter.object());
        also(query, "record", filter.record());
        if (!filter.states().isEmpty()) {
            List<BsonValue> states = new ArrayList<>();
            filter.states().stream().sorted().forEach(state -> states.add(new BsonString(state.name())));
            query.append("state", new BsonDocument("$in", new BsonArray(states)));
            if (!filter.states().contains(State.SKIPPED)) {
                query.append(OPEN, BsonBoolean.TRUE);
            }
        }
        List<Delivery> found = new ArrayList<>();
        entries.find(query)
                .sort(ascending(List.of("position", "listener")))
                .limit(size)
                .forEach(document -> found.add(delivery(document)));
        return found;
    }

    private static void also(BsonDocument query, String field, String value) {
        if (value != null) {
            query.append(field, new BsonString(value));
        }
    }

    List<Count> counts(String tenant) {
        var query = new BsonDocument();
        also(query, "tenant", tenant);
        List<Count> found = new ArrayList<>();
        counts.find(query)
                .sort(ascending(List.of("listener", "tenant", "object", "day", "outcome")))
                .forEach(document -> found.add(count(document)));
        return found;
    }

    List<Count> open(String tenant) {
        var query = new BsonDocument();
        also(query, "tenant", tenant);
        query.append(OPEN, BsonBoolean.TRUE);
        List<String> keys = List.of("listener", "tenant", "object", "state");
        var id = new BsonDocument();
        keys.forEach(key -> id.put(key, new BsonString("$" + key)));
        var group = new BsonDocument("_id", id).append("events", new BsonDocument("$sum", new BsonInt32(1)));
        List<Count> found = new ArrayList<>();
        entries.aggregate(List.of(new BsonDocument("$match", query), new BsonDocument("$group", group)))
                .forEach(row -> found.add(open(row)));
        found.sort(java.util.Comparator.comparing(Count::listener)
                .thenComparing(count -> count.tally().tenant())
                .thenComparing(count -> count.tally().object())
                .thenComparing(count -> count.tally().outcome()));
        return found;
    }

    private static Count open(BsonDocument row) {
        BsonDocument id = row.getDocument("_id");
        String outcome = id.getString("state").getValue().toLowerCase(Locale.ROOT);
        var tally = new Tally(
                id.getString("tenant").getValue(), id.getString("object").getValue(), DeliveryLog.EARLIER, outcome);
        return new Count(
                id.getString("listener").getValue(),
                tally,
                row.getNumber("events").longValue());
    }
}
