package io.trellis.platform.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Slows down guessing. Every failure beyond {@code free} makes its key wait twice as long as the one before, up to
 * {@code longest}; after {@code memory} without failures it is forgotten. Kept in memory: a restart forgives. Thread-safe.
 */
final class Throttle {
    private static final int MOST_KEYS = 50_000;

    private final int free;
    private final Duration longest;
    private final Duration memory;
    private final InstantSource clock;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    private record State(int failures, Instant last, Instant until) {}

    Throttle(int free, Duration longest, Duration memory, InstantSource clock) {
        this.free = free;
        this.longest = longest;
        this.memory = memory;
        this.clock = clock;
    }

    /** Whole seconds until the key may try again; 0 when it may now. */
    long waitSeconds(String key) {
        State state = states.get(key);
        if (state == null) {
            return 0;
        }
        Duration wait = Duration.between(clock.instant(), state.until());
        return wait.isNegative() || wait.isZero() ? 0 : wait.toSeconds() + 1;
    }

    void failed(String key) {
        Instant now = clock.instant();
        if (states.size() > MOST_KEYS) {
            states.values().removeIf(state -> state.until().isBefore(now));
        }
        states.compute(key, (_, state) -> {
            int failures = state == null || state.last().plus(memory).isBefore(now) ? 1 : state.failures() + 1;
            Instant until = now;
            if (failures >= free) {
                Duration wait = Duration.ofSeconds(1L << Math.min(failures - free, 20));
                until = now.plus(wait.compareTo(longest) < 0 ? wait : longest);
            }
            return new State(failures, now, until);
        });
    }

    void succeeded(String key) {
        states.remove(key);
    }
}
