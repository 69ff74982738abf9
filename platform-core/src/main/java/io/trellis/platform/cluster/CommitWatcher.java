package io.trellis.platform.cluster;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.List;

/**
 * Refreshes what this node remembers of records when other nodes have written them; the counterpart of a listener in the writer's own
 * process. A Spring bean; called on one thread a few hundred milliseconds after the commit, with this node's own events among the
 * others.
 */
public interface CommitWatcher {
    /** @param events never empty, in their order, of any tenant; the same may come twice */
    void written(List<OutboxEvent> events);

    /** This node was out of touch for so long that events are gone: whatever is remembered of records may be outdated. */
    void missed();
}
