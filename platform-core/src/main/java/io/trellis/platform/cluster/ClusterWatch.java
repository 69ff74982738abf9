package io.trellis.platform.cluster;

import io.trellis.platform.cluster.NoticeBoard.Posted;
import io.trellis.platform.lease.Leases;
import io.trellis.platform.store.RecordStore;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks several times a second whether another node has posted a notice or written records, and tells those whom it concerns. Two
 * small reads each time; not started where the store belongs to this process alone.
 */
@Component
final class ClusterWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final NoticeBoard board;
    private final String node;
    private final ObjectProvider<NoticeListener> beans;
    private final ObjectProvider<CommitWatcher> watchers;
    /** Null where the store is not shared. */
    private final CommitTail tail;
    /** The number of the newest notice heard; the watching thread's own after the start. */
    private long heard;

    private List<Regular> listeners;
    private volatile boolean running;
    private Thread thread;

    /** A listener and when it last compared everything; nanoseconds of the process's clock. */
    private static final class Regular {
        final NoticeListener listener;
        long rechecked = System.nanoTime();
        boolean behind;

        Regular(NoticeListener listener) {
            this.listener = listener;
        }

        boolean due() {
            Duration every = listener.recheckEvery();
            return behind || !every.isZero() && System.nanoTime() - rechecked > every.toNanos();
        }
    }

    @Autowired
    ClusterWatch(
            RecordStore store,
            Leases leases,
            ObjectProvider<NoticeListener> listeners,
            ObjectProvider<CommitWatcher> watchers) {
        this(store, leases.nodeId(), leases.shared(), listeners, watchers);
    }

    ClusterWatch(
            RecordStore store,
            String node,
            boolean shared,
            ObjectProvider<NoticeListener> listeners,
            ObjectProvider<CommitWatcher> watchers) {
        this.board = new NoticeBoard(store.system(), node);
        this.node = node;
        this.beans = listeners;
        this.watchers = watchers;
        // Before anybody can have remembered anything: whatever comes later is heard.
        this.heard = shared ? board.newest() : 0;
        this.tail = shared ? new CommitTail(store, System::nanoTime) : null;
    }

    @Override
    public void start() {
        if (tail != null) {
            listen();
            LOG.info("This is node {} of a cluster", node);
            running = true;
            thread = Thread.ofVirtual().name("cluster").start(this::watch);
        }
    }

    void listen() {
        listeners = beans.orderedStream().map(Regular::new).toList();
    }

    @Override
    public void stop() {
        if (running) {
            running = false;
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The last to stop: until then this node answers, and must not do so from what is no longer true. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void watch() {
        boolean well = true;
        while (running) {
            try {
                Thread.sleep(LOOK);
                look();
                if (!well) {
                    LOG.info("What other nodes do can be seen again");
                    well = true;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                if (well) {
                    LOG.warn("What other nodes do can't be seen; trying again: {}", failure.getMessage());
                    well = false;
                }
            }
        }
    }

    /** For the watching thread, and for tests in its place. */
    void look() {
        readNotices();
        tail.look(watchers.orderedStream());
        for (Regular regular : listeners) {
            if (regular.due()) {
                recheck(regular);
            }
        }
    }

    private void readNotices() {
        if (board.newest() != heard) {
            List<Posted> posted = board.list();
            if (!posted.isEmpty() && posted.getFirst().number() > heard + 1) {
                LOG.warn("Notices were missed; comparing everything with the store");
                listeners.forEach(ClusterWatch::recheck);
            }
            for (Posted one : posted) {
                if (one.number() > heard) {
                    tell(one);
                    heard = one.number();
                }
            }
        }
    }

    private void tell(Posted posted) {
        if (posted.node().equals(node)) {
            return;
        }
        for (Regular regular : listeners) {
            if (regular.listener.topic().equals(posted.topic())) {
                try {
                    regular.listener.heard(posted.notice());
                } catch (RuntimeException failure) {
                    LOG.warn("A notice about {} could not be followed; comparing everything", posted.topic(), failure);
                    recheck(regular);
                }
            }
        }
    }

    private static void recheck(Regular regular) {
        regular.rechecked = System.nanoTime();
        try {
            regular.listener.recheck();
            regular.behind = false;
        } catch (RuntimeException failure) {
            regular.behind = true;
            LOG.warn("{} could not be compared with the store", regular.listener.topic(), failure);
        }
    }
}
