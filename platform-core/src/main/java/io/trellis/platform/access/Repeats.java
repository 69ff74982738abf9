package io.trellis.platform.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what happens again and again within a minute, so that a flood of the same is told in a few writes: the first at once, then at
 * each power of two, and what is left when the minute is over. Of more than {@link #MOST_KEYS} different things in a minute the further
 * ones are counted together. Thread-safe.
 *
 * @param <K> what counts as the same
 */
final class Repeats<K> {
    static final int MOST_KEYS = 1_000;

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Takes what is to be written. */
    interface Writer<K> {
        /**
         * @param key null for all that was too much to be told apart
         * @param first when it happened first; the same for every call about one minute
         * @param count how often by now
         */
        void write(K key, Instant first, long count);
    }

    private static final class Count {
        private final Instant first;
        private long count;
        private long written;

        private Count(Instant first) {
            this.first = first;
        }
    }

    private final InstantSource clock;
    private final Writer<K> writer;
    private final Map<K, Count> counts = new HashMap<>();

    Repeats(InstantSource clock, Writer<K> writer) {
        this.clock = clock;
        this.writer = writer;
    }

    void happened(K key) {
        flush();
        K counted;
        Count count;
        long now;
        synchronized (counts) {
            counted = counts.size() < MOST_KEYS || counts.containsKey(key) ? key : null;
            count = counts.computeIfAbsent(counted, _ -> new Count(clock.instant()));
            now = ++count.count;
            if (Long.bitCount(now) != 1) {
                return;
            }
            count.written = now;
        }
        writer.write(counted, count.first, now);
    }

    /** Writes what is left of minutes that are over. */
    void flush() {
        flush(clock.instant().minus(WINDOW));
    }

    /** Writes everything that is left, and begins anew. */
    void flushAll() {
        flush(Instant.MAX);
    }

    private void flush(Instant begunUntil) {
        List<Map.Entry<K, Count>> over = new ArrayList<>();
        synchronized (counts) {
            counts.entrySet().removeIf(entry -> {
                boolean ended = !entry.getValue().first.isAfter(begunUntil);
                if (ended && entry.getValue().written < entry.getValue().count) {
                    over.add(new java.util.AbstractMap.SimpleEntry<>(entry));
                }
                return ended;
            });
        }
        over.forEach(entry -> writer.write(entry.getKey(), entry.getValue().first, entry.getValue().count));
    }
}
