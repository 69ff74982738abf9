package io.trellis.platform.access;

import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.StoreException;
import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is signed in. Kept in the system store under the token's SHA-256 and in memory, where every call is checked; they
 * outlive a restart. Thread-safe.
 */
@Component
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KIND = "sessions";
    /** The oldest go first: a script that signs in for every call must not fill the memory. */
    private static final int MOST_PER_USER = 50;

    private final SystemStore store;
    private final InstantSource clock;
    private final Map<String, Session> byDigest = new ConcurrentHashMap<>();
    private volatile boolean loaded;
    private volatile Instant swept = Instant.EPOCH;

    /** The token is shown once, in the answer to the sign-in. */
    record Issued(String token, Session session) {}

    private record Stored(
            String id,
            String tenant,
            String user,
            Instant createdAt,
            Instant lastUsed,
            String address,
            String agent,
            boolean cookie) {}

    @Autowired
    Sessions(RecordStore store, PeopleGraph people) {
        this(store.system(), InstantSource.system());
        people.onDeparture((tenant, user) -> endAll(tenant, user, null));
    }

    Sessions(SystemStore store, InstantSource clock) {
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
        List<Session> others = list(tenant, userId);
        end(others.subList(Math.min(others.size(), MOST_PER_USER - 1), others.size()));
        save(session);
        byDigest.put(session.digest, session);
        return new Issued(token, session);
    }

    /** The live session of a token, or null; counts as a use of it. */
    Session use(String token) {
        if (!Tokens.plausible(token)) {
            return null;
        }
        Session session = loaded().get(Tokens.digest(token));
        if (session == null) {
            return null;
        }
        Instant now = clock.instant();
        if (session.expired(now)) {
            end(List.of(session));
            return null;
        }
        if (session.used(now)) {
            Thread.startVirtualThread(() -> saveUse(session));
        }
        return session;
    }

    /** A user's live sessions, the last used first. */
    List<Session> list(String tenant, String userId) {
        Instant now = clock.instant();
        return matching(session ->
                        session.userId.equals(userId) && session.tenant.equals(tenant) && !session.expired(now))
                .stream()
                .sorted(Comparator.comparing(Session::lastUsed).reversed())
                .toList();
    }

    void end(Session session) {
        end(List.of(session));
    }

    /** @param except a session that goes on, or null */
    void endAll(String tenant, String userId, Session except) {
        end(matching(session -> session.userId.equals(userId) && session.tenant.equals(tenant) && session != except));
    }

    void endTenant(String tenant) {
        end(matching(session -> session.tenant.equals(tenant)));
    }

    private List<Session> matching(Predicate<Session> condition) {
        return loaded().values().stream().filter(condition).toList();
    }

    private void end(List<Session> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        sessions.forEach(session -> byDigest.remove(session.digest));
        store.write(
                "",
                sessions.stream()
                        .map(session -> new SystemStore.Put(KIND, session.digest, -1, null))
                        .toList());
    }

    private void save(Session session) {
        var stored = new Stored(
                session.id,
                session.tenant,
                session.userId,
                session.createdAt,
                session.lastUsed(),
                session.address,
                session.agent,
                session.cookie);
        store.write("", List.of(new SystemStore.Put(KIND, session.digest, -1, JSON.writeValueAsBytes(stored))));
    }

    private void saveUse(Session session) {
        try {
            save(session);
            if (!byDigest.containsKey(session.digest)) {
                // It was ended meanwhile: it must not come back with the next start.
                store.write("", List.of(new SystemStore.Put(KIND, session.digest, -1, null)));
            }
        } catch (StoreException unavailable) {
            // A use that is not stored only lets the session idle out a little early after a restart.
            LOG.debug("Use of a session not stored", unavailable);
        }
    }

    private Map<String, Session> loaded() {
        if (!loaded) {
            synchronized (this) {
                if (!loaded) {
                    for (SystemStore.Document document : store.list("", KIND)) {
                        Stored s = JSON.readValue(document.json(), Stored.class);
                        byDigest.putIfAbsent(
                                document.key(),
                                new Session(
                                        s.id(),
                                        document.key(),
                                        s.tenant(),
                                        s.user(),
                                        s.createdAt(),
                                        Objects.requireNonNullElse(s.lastUsed(), s.createdAt()),
                                        s.address(),
                                        s.agent(),
                                        s.cookie()));
                    }
                    loaded = true;
                }
            }
        }
        return byDigest;
    }

    /** Throws expired sessions away, at most once an hour. */
    private void sweep() {
        Instant now = clock.instant();
        if (now.isAfter(swept.plusSeconds(3600))) {
            swept = now;
            end(new ArrayList<>(matching(session -> session.expired(now))));
        }
    }
}
