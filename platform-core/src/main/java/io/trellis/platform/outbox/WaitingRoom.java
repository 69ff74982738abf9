package io.trellis.platform.outbox;

import io.trellis.platform.store.DeliveryLog.Delivery;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A listener's events that wait for another attempt, a queue for each record: only its first is tried, the others wait behind it.
 * What the store has, in memory. Not thread-safe.
 */
final class WaitingRoom {
    private final Map<RecordKey, TreeMap<Long, Delivery>> queues = new HashMap<>();
    private int size;

    /** Whether an event must wait because an earlier one of its record does. */
    boolean holds(OutboxEvent event) {
        return !queues.isEmpty() && queues.containsKey(RecordKey.of(event));
    }

    int size() {
        return size;
    }

    /** Lets an entry in, at its place in its record's order, or replaces it. */
    void put(Delivery entry) {
        Delivery before = queues.computeIfAbsent(RecordKey.of(entry.event()), _ -> new TreeMap<>())
                .put(entry.event().position(), entry);
        size += before == null ? 1 : 0;
    }

    void remove(Delivery entry) {
        RecordKey key = RecordKey.of(entry.event());
        TreeMap<Long, Delivery> queue = queues.get(key);
        if (queue != null && queue.remove(entry.event().position()) != null) {
            size--;
            if (queue.isEmpty()) {
                queues.remove(key);
            }
        }
    }

    /** The first of each record whose time has come, the oldest events first. */
    List<Delivery> due(Instant now, int most) {
        if (queues.isEmpty()) {
            return List.of();
        }
        List<Delivery> due = new ArrayList<>();
        for (TreeMap<Long, Delivery> queue : queues.values()) {
            Delivery first = queue.firstEntry().getValue();
            if (!at(first).isAfter(now)) {
                due.add(first);
            }
        }
        due.sort((one, other) ->
                Long.compare(one.event().position(), other.event().position()));
        return due.size() > most ? List.copyOf(due.subList(0, most)) : due;
    }

    /** When the next is due; far away when nothing waits. */
    Instant next() {
        return queues.values().stream()
                .map(queue -> at(queue.firstEntry().getValue()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /** One that only waited behind another, which is gone, is due at once. */
    private static Instant at(Delivery first) {
        return first.next() == null ? Instant.MIN : first.next();
    }
}
