package io.trellis.platform.lease;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands out leases. A lease names its node, and a node shows that it lives by one document that it writes three times in a lease's
 * length, however many leases it has; where no other process can use the store nothing is written at all. Thread-safe.
 *
 * <p>Assumed is that the nodes' clocks run at the same speed within a few per cent; they need not show the same time. A holder that
 * could not write for a lease's length takes itself for dead, and that is before others do, who count from when they saw it write.
 */
@Component
public final class Leases implements SmartLifecycle {
    /** Work that is claimed starts after this and stops before it. */
    public static final int PHASE = DEFAULT_PHASE - 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
    private static final String KIND = "leases";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** As stored: whose it is, or nobody's where empty. */
    private record Stored(String node, Instant since) {}

    private record Seen(Stored stored, long version) {}

    /** A node as administrators see it. */
    public record NodeInfo(String id, String name, Instant startedAt, boolean self) {}

    private final SystemStore store;
    private final boolean shared;
    private final Duration length;
    private final LongSupplier nanos;
    private final Nodes nodes;
    private final String id;
    private final Nodes.Node self;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile Map<String, Seen> seen = Map.of();
    private volatile long lastBeat;
    /** Whether others can know of this node; before that they would take it for dead. */
    private volatile boolean known;

    private volatile boolean running;
    private Thread thread;

    @Autowired
    Leases(
            RecordStore store,
            @Value("${trellis.cluster.lease:10s}") Duration length,
            @Value("${trellis.node:}") String name) {
        this(store.system(), store.shared(), length, name, System::nanoTime);
    }

    /** @param nanos a clock that only runs forward, for tests */
    Leases(SystemStore store, boolean shared, Duration length, String name, LongSupplier nanos) {
        this.store = store;
        this.shared = shared;
        this.length = length;
        this.nanos = nanos;
        this.nodes = new Nodes(store, length, nanos);
        this.self = new Nodes.Node(name.isBlank() ? hostName() : name, Instant.now());
        this.id = self.name() + "-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36);
        this.lastBeat = nanos.getAsLong();
    }

    /** For tests and tools that put the parts together themselves; call {@link #start}. */
    public static Leases over(RecordStore store, Duration length, String name) {
        return new Leases(store, length, name);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }

    /** This process, for as long as it runs. */
    public String nodeId() {
        return id;
    }

    /** Whether other processes may be there, so that it pays to look what they have done. */
    public boolean shared() {
        return shared;
    }

    /** How often to ask again for something that somebody else has. */
    public Duration poll() {
        return Duration.ofMillis(Math.clamp(length.toMillis() / 10, 10, 1000));
    }

    /** The nodes that live, this one first. */
    public List<NodeInfo> nodes() {
        List<NodeInfo> infos = new ArrayList<>();
        infos.add(new NodeInfo(id, self.name(), self.startedAt(), true));
        synchronized (nodes) {
            nodes.living().forEach((node, info) -> {
                if (!node.equals(id)) {
                    infos.add(new NodeInfo(node, info.name(), info.startedAt(), false));
                }
            });
        }
        infos.subList(1, infos.size()).sort(Comparator.comparing(NodeInfo::startedAt));
        return infos;
    }

    /** Whether a node that claimed something lives; asked of what keeps its own claims, as jobs do. */
    public boolean alive(String node) {
        if (node == null || node.equals(id)) {
            return node != null;
        }
        synchronized (nodes) {
            if (shared && nodes.find(node) == null) {
                // It may have started since the last look: who was never seen is not dead for that.
                nodes.look();
            }
            return shared && nodes.alive(node);
        }
    }

    /** The name of the node that has a lease, as of the last look. */
    public Optional<String> holder(String name) {
        if (held.get(name) instanceof Held own && own.held()) {
            return Optional.of(self.name());
        }
        Seen lease = seen.get(name);
        if (lease == null || lease.stored.node.equals(id) || !alive(lease.stored.node)) {
            return Optional.empty();
        }
        synchronized (nodes) {
            return Optional.ofNullable(nodes.find(lease.stored.node)).map(Nodes.Node::name);
        }
    }

    /** Takes a lease that nobody living has. Empty also while this node itself has it. */
    public synchronized Optional<Lease> tryTake(String name) {
        Seen last = seen.get(name);
        boolean taken = last != null && takenByOther(last.stored) || held.get(name) instanceof Held own && own.held();
        if (taken || shared && !(known && fresh())) {
            return Optional.empty();
        }
        Optional<SystemStore.Document> document = store.find("", KIND, name);
        if (document.map(Leases::read).filter(this::takenByOther).isPresent()) {
            return Optional.empty();
        }
        long version = document.map(SystemStore.Document::version).orElse(0L);
        Held mine = new Held(name, version + 1);
        if (!write(name, version, new Stored(id, Instant.now()))) {
            return Optional.empty();
        }
        held.put(name, mine);
        return Optional.of(mine);
    }

    private boolean takenByOther(Stored stored) {
        return !stored.node.isEmpty() && !stored.node.equals(id) && alive(stored.node);
    }

    private boolean write(String name, long version, Stored stored) {
        return store.write("", List.of(new SystemStore.Put(KIND, name, version, JSON.writeValueAsBytes(stored))));
    }

    private static Stored read(SystemStore.Document document) {
        return JSON.readValue(document.json(), Stored.class);
    }

    private boolean fresh() {
        return nanos.getAsLong() - lastBeat < length.toNanos();
    }

    @Override
    public void start() {
        running = true;
        if (shared) {
            beat();
            look();
            thread = Thread.ofPlatform().name("leases").daemon().start(this::work);
        }
    }

    private void work() {
        long beaten = nanos.getAsLong();
        while (running) {
            try {
                Thread.sleep(poll());
                if (nanos.getAsLong() - beaten >= length.toNanos() / 3) {
                    beaten = nanos.getAsLong();
                    beat();
                }
                look();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn("The leases could not be looked at: {}", failure.getMessage());
            }
        }
    }

    /** Shows that this node lives. After too long a silence whatever it had is lost, even if nobody else has noticed. */
    void beat() {
        long before = nanos.getAsLong();
        nodes.beat(id, self);
        known = true;
        if (!fresh()) {
            held.values().forEach(lease -> lease.lost = true);
            held.clear();
        }
        lastBeat = before;
    }

    void look() {
        synchronized (nodes) {
            nodes.look();
        }
        Map<String, Seen> next = new HashMap<>();
        for (SystemStore.Document document : store.list("", KIND)) {
            next.put(document.key(), new Seen(read(document), document.version()));
        }
        seen = next;
    }

    /** Gives everything back that has not been, so that others need not wait until this node counts as dead. */
    @Override
    public void stop() {
        running = false;
        try {
            if (thread != null) {
                thread.interrupt();
                thread.join(2_000);
            }
            List.copyOf(held.values()).forEach(Held::release);
            if (shared) {
                nodes.leave(id);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warn("The leases were not given back and run out: {}", failure.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private final class Held implements Lease {
        private final String name;
        private final long token;
        private volatile boolean lost;

        Held(String name, long token) {
            this.name = name;
            this.token = token;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public boolean held() {
            return !lost && (!shared || fresh());
        }

        @Override
        public void release() {
            if (!lost) {
                lost = true;
                held.remove(name, this);
                write(name, token, new Stored("", Instant.now()));
            }
        }
    }
}
