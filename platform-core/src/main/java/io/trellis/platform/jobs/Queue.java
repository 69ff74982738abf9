package io.trellis.platform.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * In which order jobs are taken up: no tenant's many jobs hold up another's few. Whose fewest jobs run comes first, then who has
 * waited longest for a turn; a tenant's own jobs keep their order. Not thread-safe.
 */
final class Queue {
    private final Map<String, Long> served = new HashMap<>();
    private long turns;

    private record Place(JobStore.Entry entry, long ahead, long served) {}

    /**
     * @param entries the oldest first
     * @param running how many jobs of a tenant run
     */
    List<JobStore.Entry> order(List<JobStore.Entry> entries, ToLongFunction<String> running) {
        Map<String, Long> ahead = new HashMap<>();
        List<Place> places = new ArrayList<>(entries.size());
        for (JobStore.Entry entry : entries) {
            long before = ahead.merge(entry.tenant(), 1L, Long::sum) - 1;
            places.add(new Place(
                    entry, running.applyAsLong(entry.tenant()) + before, served.getOrDefault(entry.tenant(), 0L)));
        }
        places.sort(Comparator.comparingLong(Place::ahead).thenComparingLong(Place::served));
        return places.stream().map(Place::entry).toList();
    }

    /** Notes whose turn it was. */
    void served(String tenant) {
        served.put(tenant, ++turns);
    }
}
