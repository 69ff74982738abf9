package io.trellis.platform.lease;

import io.trellis.platform.store.SystemStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which nodes live. Each writes its own document again and again; one whose document has stood still for a lease's length, by the
 * looker's own clock, is dead. So clocks need not agree on the time, only on how long a second is. Not thread-safe.
 */
final class Nodes {
    private static final String KIND = "nodes";
    private static final JsonMapper JSON = JsonMapper.shared();
    /** A dead node's document is cleared away when nobody can still be interested in it. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    /** As stored. */
    record Node(String name, Instant startedAt) {}

    private record Seen(Node node, long version, long nanos) {}

    private final SystemStore store;
    private final Duration lease;
    private final LongSupplier nanos;
    private Map<String, Seen> seen = Map.of();

    Nodes(SystemStore store, Duration lease, LongSupplier nanos) {
        this.store = store;
        this.lease = lease;
        this.nanos = nanos;
    }

    void beat(String id, Node node) {
        store.write("", List.of(new SystemStore.Put(KIND, id, -1, JSON.writeValueAsBytes(node))));
    }

    void leave(String id) {
        store.write("", List.of(new SystemStore.Put(KIND, id, -1, null)));
    }

    /** Looks at all documents once; the first look at a node counts as a sign of life. */
    void look() {
        long now = nanos.getAsLong();
        Map<String, Seen> next = new HashMap<>();
        for (SystemStore.Document document : store.list("", KIND)) {
            Seen before = seen.get(document.key());
            boolean still = before != null && before.version == document.version();
            Seen present =
                    still ? before : new Seen(JSON.readValue(document.json(), Node.class), document.version(), now);
            if (now - present.nanos > FORGOTTEN.toNanos()) {
                leave(document.key());
            } else {
                next.put(document.key(), present);
            }
        }
        seen = next;
    }

    boolean alive(String id) {
        Seen node = seen.get(id);
        return node != null && nanos.getAsLong() - node.nanos < lease.toNanos();
    }

    /** What is known of a node, or null. */
    Node find(String id) {
        Seen node = seen.get(id);
        return node == null ? null : node.node;
    }

    Map<String, Node> living() {
        Map<String, Node> living = new HashMap<>();
        seen.forEach((id, node) -> {
            if (alive(id)) {
                living.put(id, node.node);
            }
        });
        return living;
    }
}
