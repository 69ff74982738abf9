package io.trellis.platform.cluster;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.List;

/**
 * Refreshes what this node remembers of records when any node has written them; the counterpart, for other nodes' commits, of a
 * listener in the writer's own process. A Spring bean; called on one thread, with events in their order and this node's own among them.
 */
public interface CommitWatcher {
    /** @param events never empty, of any tenant; the same may come twice */
    void written(List<OutboxEvent> events);
}
