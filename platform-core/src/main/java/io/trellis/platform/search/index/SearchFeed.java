package io.trellis.platform.search.index;

import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.search.engine.SearchIndex;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import io.trellis.platform.store.RecordStore.OutboxRange;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Follows the outbox: on every node for an index of its own, on one node for all where they share one. */
@Component
final class SearchFeed implements OutboxListener {
    /** Short beside the time after which an engine finds what was written. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final IndexKeeper keeper;
    private final Rebuilds rebuilds;

    SearchFeed(IndexKeeper keeper, Rebuilds rebuilds) {
        this.keeper = keeper;
        this.rebuilds = rebuilds;
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public boolean perNode() {
        return !keeper.index().shared();
    }

    @Override
    public Duration gather() {
        return GATHER;
    }

    /** The embedded index knows its position itself; for a shared one the store does. */
    @Override
    public long begin(OutboxRange range) {
        rebuilds.begin();
        return perNode() ? keeper.index().view().position() : range.trimmed();
    }

    @Override
    public long settled(long handed) {
        return keeper.index().kept();
    }

    @Override
    public Outcome handle(List<OutboxEvent> events) {
        try {
            if (keeper.emptied()) {
                rebuilds.begin();
            }
            keeper.feed(events, rebuilds::want);
        } catch (SearchIndex.Unavailable unavailable) {
            throw new Unavailable("The search engine can't be reached", unavailable);
        }
        return Outcome.handled();
    }
}
