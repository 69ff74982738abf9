package io.trellis.platform.jobs;

import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Schedules as documents: the schedule in its tenant, and an entry in the installation's list, so that one look finds all that is
 * due. The entry is written first and removed last; one too many is cleared away when it comes due.
 */
final class ScheduleStore {
    private static final String KIND = "schedules";
    private static final String LIST = "schedule-list";
    private static final String INSTALLATION = "";
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * As stored.
     *
     * @param next when it comes due
     * @param last when it came due last, or null
     * @param lastJob what came of it, or null
     */
    record Kept(
            String name,
            String kind,
            String cron,
            String zone,
            String owner,
            Map<String, Object> data,
            Instant next,
            Instant last,
            String lastJob) {
        static Kept of(Schedule schedule, Instant next, Instant last, String lastJob) {
            return new Kept(
                    schedule.name(),
                    schedule.kind(),
                    schedule.cron(),
                    schedule.zone().getId(),
                    schedule.owner(),
                    schedule.data(),
                    next,
                    last,
                    lastJob);
        }

        Schedule schedule() {
            return new Schedule(name, kind, cron, ZoneId.of(zone), owner, data);
        }
    }

    record Stored(Kept kept, long version) {}

    record Entry(String tenant, String name, Instant next) {}

    private final SystemStore store;

    ScheduleStore(SystemStore store) {
        this.store = store;
    }

    Optional<Stored> find(String tenant, String name) {
        return store.find(tenant, KIND, name)
                .map(document -> new Stored(JSON.readValue(document.json(), Kept.class), document.version()));
    }

    List<Kept> list(String tenant) {
        return store.list(tenant, KIND).stream()
                .map(document -> JSON.readValue(document.json(), Kept.class))
                .toList();
    }

    List<Entry> entries() {
        return store.list(INSTALLATION, LIST).stream()
                .map(document -> JSON.readValue(document.json(), Entry.class))
                .toList();
    }

    /** @return false when another writer was quicker */
    boolean write(String tenant, Kept kept, long expectedVersion) {
        enter(new Entry(tenant, kept.name(), kept.next()));
        return store.write(
                tenant, List.of(new SystemStore.Put(KIND, kept.name(), expectedVersion, JSON.writeValueAsBytes(kept))));
    }

    void enter(Entry entry) {
        store.write(INSTALLATION, List.of(new SystemStore.Put(LIST, key(entry), -1, JSON.writeValueAsBytes(entry))));
    }

    void remove(String tenant, String name) {
        store.write(tenant, List.of(new SystemStore.Put(KIND, name, -1, null)));
        strike(new Entry(tenant, name, Instant.EPOCH));
    }

    void strike(Entry entry) {
        store.write(INSTALLATION, List.of(new SystemStore.Put(LIST, key(entry), -1, null)));
    }

    private static String key(Entry entry) {
        return entry.tenant() + "/" + entry.name();
    }
}
