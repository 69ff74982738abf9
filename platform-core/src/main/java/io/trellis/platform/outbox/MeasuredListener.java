package io.trellis.platform.outbox;

import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import io.trellis.platform.telemetry.Telemetry;
import io.trellis.platform.telemetry.Work;
import java.time.Duration;
import java.util.List;

/** A listener whose batches operators see. */
record MeasuredListener(OutboxListener listener, Telemetry telemetry) implements OutboxListener {
    @Override
    public String name() {
        return listener.name();
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) throws Exception {
        try (Work work = telemetry.begin(Telemetry.Kind.OUTBOX, name())) {
            try {
                return listener.handle(events);
            } catch (Exception failure) {
                work.failed(failure);
                throw failure;
            }
        }
    }

    @Override
    public boolean perNode() {
        return listener.perNode();
    }

    @Override
    public Duration gather() {
        return listener.gather();
    }

    @Override
    public long begin(OutboxRange range) {
        return listener.begin(range);
    }

    @Override
    public long settled(long handed) {
        return listener.settled(handed);
    }
}
