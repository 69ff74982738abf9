package io.trellis.platform.cluster;

import io.trellis.platform.cluster.NoticeBoard.Posted;
import io.trellis.platform.store.RecordStore;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks several times a second whether another node has posted a notice, and tells those whom it concerns. One small read each time;
 * not started where the store belongs to this process alone.
 */
@Component
final class NoticeWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final NoticeBoard board;
    private final String node;
    private final ObjectProvider<NoticeListener> beans;
    private final boolean shared;
    /** The number of the newest notice heard; the watching thread's own after the start. */
    private long heard;

    private List<Regular> listeners;
    private volatile Thread thread;

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

    NoticeWatch(RecordStore store, Node node, ObjectProvider<NoticeListener> listeners) {
        this.board = new NoticeBoard(store.system(), node.name());
        this.node = node.name();
        this.beans = listeners;
        this.shared = node.shares(store);
        // Before anybody can have remembered anything: whatever comes later is heard.
        this.heard = shared ? board.newest() : 0;
    }

    @Override
    public void start() {
        if (shared) {
            listen();
            LOG.info("This is node {} of a cluster", node);
            thread = Thread.ofVirtual().name("cluster-notices").start(this::watch);
        }
    }

    void listen() {
        listeners = beans.orderedStream().map(Regular::new).toList();
    }

    @Override
    public void stop() {
        Thread watching = thread;
        thread = null;
        if (watching != null) {
            watching.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** The last to stop: until then this node answers, and must not do so from what is no longer true. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void watch() {
        boolean well = true;
        while (thread == Thread.currentThread()) {
            try {
                Thread.sleep(LOOK);
                look();
                if (!well) {
                    LOG.info("Notices of other nodes can be read again");
                    well = true;
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                if (well) {
                    LOG.warn("Notices of other nodes can't be read; trying again: {}", failure.getMessage());
                    well = false;
                }
            }
        }
    }

    /** For the watching thread, and for tests in its place. */
    void look() {
        if (board.newest() != heard) {
            List<Posted> posted = board.list();
            if (!posted.isEmpty() && posted.getFirst().number() > heard + 1) {
                LOG.warn("Notices were missed; comparing everything with the store");
                listeners.forEach(NoticeWatch::recheck);
            }
            for (Posted one : posted) {
                if (one.number() > heard) {
                    tell(one);
                    heard = one.number();
                }
            }
        }
        for (Regular regular : listeners) {
            if (regular.due()) {
                recheck(regular);
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
