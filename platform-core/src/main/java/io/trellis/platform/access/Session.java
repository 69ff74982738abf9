package io.trellis.platform.access;

import java.time.Duration;
import java.time.Instant;

/** One sign-in. Thread-safe: what changes is volatile, and losing a race about it does no harm. */
final class Session {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(30);
    /** Characters kept of what a browser calls itself. */
    static final int LONGEST_AGENT = 200;

    final String id;
    final String digest;
    final String tenant;
    final String userId;
    final Instant createdAt;
    final String address;
    final String agent;
    final boolean cookie;
    private volatile Instant lastUsed;
    private volatile Instant lastStored;
    private volatile Standings.Standing standing;

    /**
     * @param digest SHA-256 of the token, which itself is not kept
     * @param cookie whether a browser holds the token in a cookie
     */
    Session(
            String id,
            String digest,
            String tenant,
            String userId,
            Instant createdAt,
            Instant lastUsed,
            String address,
            String agent,
            boolean cookie) {
        this.id = id;
        this.digest = digest;
        this.tenant = tenant;
        this.userId = userId;
        this.createdAt = createdAt;
        this.lastUsed = lastUsed;
        this.lastStored = lastUsed;
        this.address = address;
        this.agent = agent;
        this.cookie = cookie;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    Instant expiresAt() {
        Instant idle = lastUsed.plus(IDLE);
        Instant longest = createdAt.plus(LONGEST);
        return idle.isBefore(longest) ? idle : longest;
    }

    boolean expired(Instant now) {
        return !now.isBefore(expiresAt());
    }

    /** @return whether the use is worth storing: once in ten minutes is enough for an idle time of hours */
    boolean used(Instant now) {
        lastUsed = now;
        if (Duration.between(lastStored, now).toMinutes() < 10) {
            return false;
        }
        lastStored = now;
        return true;
    }

    Standings.Standing standing() {
        return standing;
    }

    void stand(Standings.Standing now) {
        standing = now;
    }
}
