package io.trellis.platform.access;

import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Slows down guessing. Every failure beyond {@code free} makes its key wait twice as long as the one before, up to
 * {@code longest}; after {@code memory} without failures it is forgotten. Kept in the store, so that guesses count on whichever node
 * they arrive: a look costs far less than the hash of a password. Keys are kept as digests. Thread-safe.
 */
final class Throttle {
    private static final String KIND = "throttle";
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Guessers that come all at once are counted roughly. */
    private static final int TRIES = 10;

    private final SystemStore store;
    private final String name;
    private final int free;
    private final Duration longest;
    private final Duration memory;
    private final InstantSource clock;
    private volatile Instant swept = Instant.EPOCH;

    private record State(int failures, Instant last, Instant until) {}

    /** @param name keeps apart what is counted in different ways */
    Throttle(SystemStore store, String name, int free, Duration longest, Duration memory, InstantSource clock) {
        this.store = store;
        this.name = name;
        this.free = free;
        this.longest = longest;
        this.memory = memory;
        this.clock = clock;
    }

    private String document(String key) {
        return name + "-" + Tokens.digest(key);
    }

    private static State read(Document document) {
        return JSON.readValue(document.json(), State.class);
    }

    /** Whole seconds until the key may try again; 0 when it may now. */
    long waitSeconds(String key) {
        Optional<Document> document = store.find("", KIND, document(key));
        if (document.isEmpty()) {
            return 0;
        }
        Duration wait = Duration.between(clock.instant(), read(document.get()).until());
        return wait.isNegative() || wait.isZero() ? 0 : wait.toSeconds() + 1;
    }

    void failed(String key) {
        sweep();
        String id = document(key);
        for (int i = 1; i <= TRIES; i++) {
            Optional<Document> known = store.find("", KIND, id);
            State next = next(known.map(Throttle::read).orElse(null), clock.instant());
            long expected = i == TRIES ? -1 : known.map(Document::version).orElse(0L);
            if (store.write("", List.of(new Put(KIND, id, expected, JSON.writeValueAsBytes(next))))) {
                return;
            }
        }
    }

    private State next(State state, Instant now) {
        int failures = state == null || state.last().plus(memory).isBefore(now) ? 1 : state.failures() + 1;
        Instant until = now;
        if (failures >= free) {
            Duration wait = Duration.ofSeconds(1L << Math.min(failures - free, 20));
            until = now.plus(wait.compareTo(longest) < 0 ? wait : longest);
        }
        return new State(failures, now, until);
    }

    void succeeded(String key) {
        String id = document(key);
        if (store.find("", KIND, id).isPresent()) {
            store.write("", List.of(new Put(KIND, id, -1, null)));
        }
    }

    /** Throws away what counts no longer, at most once an hour. */
    private void sweep() {
        Instant now = clock.instant();
        if (now.isAfter(swept.plusSeconds(3600))) {
            swept = now;
            List<Put> over = store.list("", KIND).stream()
                    .filter(document -> document.key().startsWith(name + "-")
                            && read(document).last().plus(memory).isBefore(now))
                    .map(document -> new Put(KIND, document.key(), document.version(), null))
                    .toList();
            // One by one: a failure that comes in between keeps its own.
            over.forEach(put -> store.write("", List.of(put)));
        }
    }
}
