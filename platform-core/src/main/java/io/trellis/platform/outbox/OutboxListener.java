package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.List;

/**
 * Work that follows commits: a search index, roll-ups, flows, notifications, webhooks. Events come in order and at least once: after
 * a crash or a failure the last batch comes again, so handling one twice must do no harm.
 */
public interface OutboxListener {
    /** Stable for ever: the position is kept under it. */
    String name();

    /**
     * Handles events, oldest first; when it throws, the same events come again after a pause.
     *
     * @param events never empty, of any tenant
     */
    void handle(List<OutboxEvent> events);
}
