package io.trellis.platform.jobs;

import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jobs as documents: the job in its tenant, and for those that are to be run an entry in the installation's queue. The entry
 * is written before the job says it is queued and removed after it says it has ended, so that a crash in between leaves only
 * an entry too many.
 */
final class JobStore {
    private static final String KIND = "jobs";
    private static final String QUEUE = "job-queue";
    private static final String INSTALLATION = "";
    private static final JsonMapper JSON =
            // Jobs of earlier versions lack some numbers.
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    /** @param version to be expected when writing it back */
    record Stored(Job job, long version) {}

    record Entry(String tenant, String id, Instant at) {}

    private final SystemStore store;

    JobStore(SystemStore store) {
        this.store = store;
    }

    Optional<Stored> find(String tenant, String id) {
        return store.find(tenant, KIND, id).map(JobStore::read);
    }

    List<Job> list(String tenant) {
        return store.list(tenant, KIND).stream()
                .map(document -> read(document).job())
                .toList();
    }

    /** @return the job's new version, or -1 when another writer was quicker */
    long write(Job job, long expectedVersion) {
        boolean written = store.write(
                job.tenant(),
                List.of(new SystemStore.Put(KIND, job.id(), expectedVersion, JSON.writeValueAsBytes(job))));
        return written ? expectedVersion + 1 : -1;
    }

    void remove(Job job) {
        store.write(job.tenant(), List.of(new SystemStore.Put(KIND, job.id(), -1, null)));
        dequeue(job.id());
    }

    void enqueue(String tenant, String id, Instant now) {
        store.write(
                INSTALLATION,
                List.of(new SystemStore.Put(QUEUE, id, -1, JSON.writeValueAsBytes(new Entry(tenant, id, now)))));
    }

    void dequeue(String id) {
        store.write(INSTALLATION, List.of(new SystemStore.Put(QUEUE, id, -1, null)));
    }

    /** The oldest first: ids begin with the time. */
    List<Entry> queue() {
        return store.list(INSTALLATION, QUEUE).stream()
                .map(document -> JSON.readValue(document.json(), Entry.class))
                .toList();
    }

    private static Stored read(SystemStore.Document document) {
        return new Stored(JSON.readValue(document.json(), Job.class), document.version());
    }

    /** What a job of this shape looks like after a round through the store; numbers in {@code data} may change their type. */
    static Map<String, Object> roundTrip(Map<String, Object> data) {
        return JSON.readValue(JSON.writeValueAsBytes(data), new tools.jackson.core.type.TypeReference<>() {});
    }
}
