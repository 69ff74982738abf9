package io.trellis.platform.store.mongo;

import com.mongodb.MongoException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices what other nodes did: looks a few times a second for new layouts and new events. */
final class Heartbeat implements AutoCloseable {
    static final int MILLIS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Layouts layouts;
    private final Facts facts;
    private final Sequencer sequencer;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closing;
    private long seen = -1;

    Heartbeat(Layouts layouts, Facts facts, Sequencer sequencer) {
        this.layouts = layouts;
        this.facts = facts;
        this.sequencer = sequencer;
        thread = Thread.ofVirtual().name("store-heartbeat").start(this::beat);
    }

    void add(Runnable listener) {
        listeners.add(listener);
    }

    /** Wakes the listeners. */
    void tell() {
        listeners.forEach(Runnable::run);
    }

    private void beat() {
        boolean failing = false;
        while (!closing) {
            try {
                Thread.sleep(MILLIS);
                look();
                failing = false;
            } catch (InterruptedException stopped) {
                return;
            } catch (MongoException | IllegalStateException failure) {
                if (!failing && !closing) {
                    LOG.warn("The store does not answer: {}", failure.getMessage());
                }
                failing = true;
            } catch (RuntimeException | Error defect) {
                LOG.error("The heartbeat goes on after a failure", defect);
            }
        }
    }

    private void look() {
        layouts.refresh();
        if (listeners.isEmpty()) {
            return;
        }
        long position = facts.find(Facts.EVENTS);
        if (position != seen || sequencer.hasOpen()) {
            seen = position;
            tell();
        }
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
