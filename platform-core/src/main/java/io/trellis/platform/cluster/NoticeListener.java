package io.trellis.platform.cluster;

import java.time.Duration;

/**
 * Keeps something in memory that other nodes may change. A Spring bean; called on one thread, at most a few hundred milliseconds after
 * the notice was written, and not for this node's own notices.
 */
public interface NoticeListener {
    /** Stable for ever, since nodes of two versions may be running side by side. */
    String topic();

    /** Forgets, or looks up again, what the notice names. */
    void heard(Notice notice);

    /** Compares everything it remembers with the store: notices were missed, or {@link #recheckEvery} has passed. */
    void recheck();

    /**
     * How often to compare without being told; for what is written apart from its notice, which a crash between the two leaves unsaid.
     * Zero for never.
     */
    default Duration recheckEvery() {
        return Duration.ZERO;
    }
}
