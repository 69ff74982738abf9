package io.trellis.platform.access;

import io.trellis.platform.cluster.Notice;
import io.trellis.platform.cluster.NoticeListener;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.telemetry.Telemetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who is signed in. Kept in the store; those used on this node are in memory too, where every call is checked. A session made on one
 * node is found by the others when they first see it, and one that is ended is forgotten by all. Thread-safe.
 */
@Component
final class Sessions implements NoticeListener, TenantMemory {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final String TOPIC = "sessions";

    private final SessionStore store;
    private final InstantSource clock;
    /** By digest. */
    private final Map<String, Session> known = new ConcurrentHashMap<>();
    /** How often something was forgotten; who reads from the store meanwhile must read again. */
    private final AtomicLong forgotten = new AtomicLong();

    private volatile Instant swept = Instant.EPOCH;

    /** The token is shown once, in the answer to the sign-in. */
    record Issued(String token, Session session) {}

    @Autowired
    Sessions(SessionStore store, PeopleGraph people, Telemetry telemetry) {
        this(store, InstantSource.system());
        people.onDeparture((tenant, user) -> endAll(tenant, user, null));
        telemetry.gauge("trellis.sessions", "Sessions used on this node of late", known::size);
    }

    Sessions(SessionStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    Issued begin(String tenant, String userId, String address, String agent, boolean cookie) {
        sweep();
        Instant now = clock.instant();
        String token = Tokens.random();
        var session = new Session(
                "ses_" + Tokens.digest(token + "id").substring(0, 24),
                Tokens.digest(token),
                tenant,
                userId,
                now,
                now,
                address,
                agent == null ? "" : agent.substring(0, Math.min(Session.LONGEST_AGENT, agent.length())),
                cookie);
        store.add(session);
        known.put(session.digest, session);
        return new Issued(token, session);
    }

    /** The live session of a token, or null; counts as a use of it. */
    Session use(String token) {
        if (!Tokens.plausible(token)) {
            return null;
        }
        String digest = Tokens.digest(token);
        Instant now = clock.instant();
        Session session = known.get(digest);
        if (session == null || session.expired(now)) {
            // It may have been made, or used since, on another node.
            session = read(digest);
            if (session == null) {
                return null;
            }
            if (session.expired(now)) {
                end(session);
                return null;
            }
        }
        if (session.used(now)) {
            Session used = session;
            Thread.startVirtualThread(() -> saveUse(used));
        }
        return session;
    }

    private Session read(String digest) {
        while (true) {
            long before = forgotten.get();
            Session session = store.find(digest).orElse(null);
            if (session == null) {
                known.remove(digest);
                return null;
            }
            known.put(digest, session);
            if (forgotten.get() == before) {
                return session;
            }
            // It may have been ended after it was read.
            known.remove(digest);
        }
    }

    private void saveUse(Session session) {
        try {
            if (!store.saveUse(session)) {
                known.remove(session.digest, session);
            }
        } catch (StoreException unavailable) {
            // A use that is not stored only lets the session idle out a little early.
            LOG.debug("Use of a session not stored", unavailable);
        }
    }

    /** A user's live sessions, the last used first. */
    List<Session> list(String tenant, String userId) {
        Instant now = clock.instant();
        return store.list(tenant, userId).stream()
                .map(stored -> newer(stored, known.get(stored.digest)))
                .filter(session -> !session.expired(now))
                .sorted(Comparator.comparing(Session::lastUsed).reversed())
                .toList();
    }

    /** Uses are stored now and then only, so this node may know better. */
    private static Session newer(Session stored, Session known) {
        return known != null && known.lastUsed().isAfter(stored.lastUsed()) ? known : stored;
    }

    void end(Session session) {
        known.remove(session.digest);
        store.remove(session.tenant, session.userId, session.digest::equals, notice(session.tenant, session.userId));
    }

    /** @param except a session that goes on, or null */
    void endAll(String tenant, String userId, Session except) {
        String kept = except == null ? "" : except.digest;
        forget(session -> session.userId.equals(userId) && session.tenant.equals(tenant) && session != except);
        store.remove(tenant, userId, digest -> !digest.equals(kept), notice(tenant, userId));
    }

    void endTenant(String tenant) {
        forgetTenant(tenant);
        store.removeTenant(tenant);
    }

    private static Notice notice(String tenant, String userId) {
        return new Notice(TOPIC, tenant, userId);
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    /** Some of the user's sessions have ended; those that have not are read again when they are used. */
    @Override
    public void heard(Notice notice) {
        forget(session -> session.userId.equals(notice.key()) && session.tenant.equals(notice.tenant()));
    }

    @Override
    public void recheck() {
        forget(_ -> true);
    }

    @Override
    public void forgetTenant(String tenant) {
        forget(session -> session.tenant.equals(tenant));
    }

    private void forget(java.util.function.Predicate<Session> condition) {
        forgotten.incrementAndGet();
        known.values().removeIf(condition);
    }

    /** Throws expired sessions away, at most once an hour. */
    private void sweep() {
        Instant now = clock.instant();
        if (now.isAfter(swept.plusSeconds(3600))) {
            swept = now;
            known.values().removeIf(session -> session.expired(now));
            store.removeExpired(now);
        }
    }
}
