package io.trellis.platform.cluster;

import io.trellis.platform.outbox.OutboxListener;
import io.trellis.platform.outbox.Outcome;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.RecordStore.OutboxEvent;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the outbox to this node's {@link CommitWatcher}s, from the node's start on; there is none where no other node writes. */
@Configuration(proxyBeanMethods = false)
class CommitWatch {
    @Bean
    OutboxListener commitWatchers(RecordStore store, Node node, ObjectProvider<CommitWatcher> watchers) {
        return node.shares(store) ? new Tail(watchers) : null;
    }

    private record Tail(ObjectProvider<CommitWatcher> watchers) implements OutboxListener {
        @Override
        public String name() {
            return "cluster";
        }

        @Override
        public boolean perNode() {
            return true;
        }

        @Override
        public Outcome handle(List<OutboxEvent> events) {
            watchers.orderedStream().forEach(watcher -> watcher.written(events));
            return Outcome.handled();
        }
    }
}
