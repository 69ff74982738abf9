package io.trellis.platform.outbox;

import io.trellis.platform.access.Access;
import io.trellis.platform.access.Actor;
import io.trellis.platform.record.HistoryEntry;
import io.trellis.platform.record.HistoryRequest;
import io.trellis.platform.record.RecordService;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.DeliveryLog.Filter;
import io.trellis.platform.store.DeliveryLog.Key;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What each listener did with each of a record's recent events, and why not where it did nothing. */
@Component
final class RecordDeliveries {
    private static final int CHANGES = 100;
    private static final int PAGE = 1_000;
    private static final int AHEAD = 5_000;

    private final RecordStore store;
    private final RecordService records;
    private final Access access;
    private final OutboxDispatcher dispatcher;
    private final OutboxSettings settings;

    RecordDeliveries(
            RecordStore store,
            RecordService records,
            Access access,
            OutboxDispatcher dispatcher,
            OutboxSettings settings) {
        this.store = store;
        this.records = records;
        this.access = access;
        this.dispatcher = dispatcher;
        this.settings = settings;
    }

    /**
     * @param outcome {@code handled}, {@code skipped}, {@code waiting} for another attempt, {@code dead}, {@code queued} when the
     *     listener has not come so far, {@code before} when it did not listen yet
     * @param reason why it was skipped, or the code of the problem it met last
     * @param message that problem in the reader's language
     */
    record Did(String listener, String outcome, String reason, String message, int attempts, Instant nextAttemptAt) {}

    record Event(long version, String kind, Instant at, String via, List<Did> listeners) {}

    /** @param since what happened before is no longer known */
    record Events(Instant since, List<Event> events) {}

    private record Place(String listener, long version) {}

    /** @throws io.trellis.platform.problem.ProblemException NOT_FOUND, FORBIDDEN */
    Events of(Actor actor, String object, String id) {
        List<HistoryEntry> history = records.history(actor, object, id, HistoryRequest.newest(CHANGES))
                .entries();
        access.requireSystem(actor, DeadLetters.PERMISSION);
        Instant since = Instant.now().minus(settings.kept());
        List<DeliveryLog.Listener> listeners = store.deliveries().listeners().stream()
                .filter(known -> dispatcher.listeners().stream()
                        .anyMatch(listener ->
                                !listener.perNode() && listener.name().equals(known.name())))
                .toList();
        // Positions before entries: what is settled in between then has its entry, or rightly none.
        Map<String, Set<Long>> queued = new HashMap<>();
        listeners.forEach(known -> queued.put(known.name(), queued(known.position(), actor.tenant(), id)));
        Map<Place, Delivery> entries = entries(actor.tenant(), object, id);
        List<Event> events = new ArrayList<>();
        for (HistoryEntry change : history) {
            if (change.at().isAfter(since)) {
                List<Did> did = listeners.stream()
                        .map(known -> did(
                                known,
                                change,
                                entries.get(new Place(known.name(), change.version())),
                                queued.get(known.name()).contains(change.version()),
                                actor.locale()))
                        .toList();
                events.add(new Event(change.version(), change.kind(), change.at(), change.via(), did));
            }
        }
        return new Events(since, events);
    }

    private Map<Place, Delivery> entries(String tenant, String object, String id) {
        Map<Place, Delivery> entries = new HashMap<>();
        var ofRecord = new Filter(tenant, null, object, id, Set.of());
        List<Delivery> page;
        for (Key after = Key.FIRST;
                !(page = store.deliveries().list(ofRecord, after, PAGE)).isEmpty();
                after = page.getLast().key()) {
            page.forEach(entry ->
                    entries.put(new Place(entry.listener(), entry.event().version()), entry));
        }
        return entries;
    }

    /** The versions of a record whose events lie ahead of a position. */
    private Set<Long> queued(long position, String tenant, String id) {
        Set<Long> versions = new HashSet<>();
        for (OutboxEvent event : store.readOutbox(position, AHEAD)) {
            if (event.id().equals(id) && event.tenant().equals(tenant)) {
                versions.add(event.version());
            }
        }
        return versions;
    }

    private static Did did(
            DeliveryLog.Listener known, HistoryEntry change, Delivery entry, boolean queued, String locale) {
        if (entry == null) {
            String outcome = queued ? "queued" : change.at().isBefore(known.since()) ? "before" : "handled";
            return new Did(known.name(), outcome, null, null, 0, null);
        }
        DeadLetters.Letter letter = DeadLetters.Letter.of(entry, locale);
        return new Did(
                known.name(),
                letter.state(),
                letter.reason(),
                letter.message(),
                letter.attempts(),
                letter.nextAttemptAt());
    }
}
