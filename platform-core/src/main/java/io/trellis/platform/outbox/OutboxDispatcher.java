package io.trellis.platform.outbox;

import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.DeliveryLog;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands the outbox to the listeners, one thread each so that a slow one delays nobody, and forgets what all are done with. Threads
 * sleep until a commit wakes them.
 */
@Component
public final class OutboxDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxDispatcher.class);

    private final RecordStore store;
    private final List<OutboxListener> listeners;
    private final OutboxSettings settings;
    private final Leases leases;
    private final InstantSource clock;
    private volatile List<Follower> followers = List.of();
    private Trimmer trimmer;
    private volatile boolean running;

    @Autowired
    OutboxDispatcher(
            RecordStore store,
            ObjectProvider<OutboxListener> listeners,
            OutboxSettings settings,
            Leases leases,
            Telemetry telemetry) {
        this(
                store,
                listeners
                        .orderedStream()
                        .<OutboxListener>map(listener -> new MeasuredListener(listener, telemetry))
                        .toList(),
                settings,
                leases,
                InstantSource.system());
        telemetry.gauges("trellis.outbox.lag", "How far a listener is behind the newest event", "listener", this::lags);
    }

    /** In positions, by listener; of those that work for the whole cluster. */
    private Map<String, Long> lags() {
        long newest = store.outboxRange().newest();
        return store.deliveries().listeners().stream()
                .collect(Collectors.toMap(
                        DeliveryLog.Listener::name, listener -> Math.max(0, newest - listener.position())));
    }

    OutboxDispatcher(
            RecordStore store,
            List<OutboxListener> listeners,
            OutboxSettings settings,
            Leases leases,
            InstantSource clock) {
        this.store = store;
        this.listeners = listeners;
        this.settings = settings;
        this.leases = leases;
        this.clock = clock;
        // Two of a name would take each other's position.
        listeners.stream().collect(Collectors.toMap(OutboxListener::name, Function.identity()));
        store.onCommit(this::wake);
    }

    @Override
    public void start() {
        followers = listeners.stream().map(this::follower).toList();
        List<NodeFollower> own = own();
        own.forEach(NodeFollower::begin);
        followers.forEach(Follower::start);
        List<String> names = listeners.stream()
                .filter(listener -> !listener.perNode())
                .map(OutboxListener::name)
                .toList();
        trimmer = new Trimmer(store, leases, names, own, settings.tail(), System::nanoTime);
        trimmer.start(Duration.ofSeconds(5));
        running = true;
    }

    private Follower follower(OutboxListener listener) {
        return listener.perNode()
                ? new NodeFollower(listener, settings, store, leases)
                : new ClusterFollower(listener, settings, store, leases, clock);
    }

    /** The followers of this node's own listeners. */
    List<NodeFollower> own() {
        return followers.stream()
                .filter(NodeFollower.class::isInstance)
                .map(NodeFollower.class::cast)
                .toList();
    }

    List<OutboxListener> listeners() {
        return listeners;
    }

    /** Has every listener look at once for dead letters that are to be tried again. */
    void ask() {
        for (Follower follower : followers) {
            if (follower instanceof ClusterFollower cluster) {
                cluster.ask();
            }
        }
    }

    /** Has every listener look for work at once. */
    void wake() {
        followers.forEach(Follower::wake);
    }

    @Override
    public void stop() {
        running = false;
        trimmer.stop();
        followers.parallelStream().forEach(Follower::stop);
        LOG.debug("The outbox's listeners have stopped");
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
