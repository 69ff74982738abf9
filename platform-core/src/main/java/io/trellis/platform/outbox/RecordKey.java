package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore.OutboxEvent;

/** The record an event is about; its events are handled in their order. */
record RecordKey(String tenant, String object, String id) {
    static RecordKey of(OutboxEvent event) {
        return new RecordKey(event.tenant(), event.object(), event.id());
    }
}
