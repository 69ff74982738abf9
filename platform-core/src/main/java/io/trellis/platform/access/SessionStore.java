package io.trellis.platform.access;

import io.trellis.platform.cluster.Notice;
import io.trellis.platform.cluster.Notices;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.SystemStore.Document;
import io.trellis.platform.store.SystemStore.Put;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sessions in the store: a document each under the token's SHA-256, and one per user that names theirs, so that ending them reads no
 * one else's. Both are always written together. Thread-safe, also among nodes.
 */
@Component
final class SessionStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KIND = "session";
    private static final String BY_USER = "user-sessions";
    /** The oldest go first: a script that signs in for every call must not fill the store. */
    private static final int MOST_PER_USER = 50;

    private final SystemStore store;
    private final Notices notices;

    private record Stored(
            String id,
            String tenant,
            String user,
            Instant createdAt,
            Instant lastUsed,
            String address,
            String agent,
            boolean cookie) {
        static Stored of(Session session) {
            return new Stored(
                    session.id,
                    session.tenant,
                    session.userId,
                    session.createdAt,
                    session.lastUsed(),
                    session.address,
                    session.agent,
                    session.cookie);
        }

        Session session(String digest) {
            return new Session(id, digest, tenant, user, createdAt, lastUsed, address, agent, cookie);
        }
    }

    /** The digests of a user's sessions, the oldest first. */
    private record Index(String key, long version, List<String> digests) {
        Put with(List<String> others) {
            byte[] json = others.isEmpty() ? null : JSON.writeValueAsBytes(others);
            return new Put(BY_USER, key, version, json);
        }
    }

    @Autowired
    SessionStore(RecordStore store, Notices notices) {
        this(store.system(), notices);
    }

    SessionStore(SystemStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
    }

    Optional<Session> find(String digest) {
        return store.find("", KIND, digest).map(SessionStore::read);
    }

    private static Session read(Document document) {
        return JSON.readValue(document.json(), Stored.class).session(document.key());
    }

    List<Session> list(String tenant, String userId) {
        return index(tenant, userId).digests().stream()
                .flatMap(digest -> find(digest).stream())
                .toList();
    }

    private Index index(String tenant, String userId) {
        String key = tenant + "/" + userId;
        return store.find("", BY_USER, key)
                .map(document -> new Index(
                        key, document.version(), Arrays.asList(JSON.readValue(document.json(), String[].class))))
                .orElse(new Index(key, 0, List.of()));
    }

    void add(Session session) {
        while (true) {
            Index index = index(session.tenant, session.userId);
            List<String> gone = index.digests().size() < MOST_PER_USER ? List.of() : surplus(index);
            List<Put> puts = new ArrayList<>(deletes(gone));
            puts.add(put(session, 0));
            puts.add(index.with(Stream.concat(
                            index.digests().stream().filter(digest -> !gone.contains(digest)),
                            Stream.of(session.digest))
                    .toList()));
            if (store.write("", puts)) {
                return;
            }
        }
    }

    /** The last used of the most stay, less one for the session to come. */
    private List<String> surplus(Index index) {
        Map<String, Instant> used = new HashMap<>();
        index.digests()
                .forEach(digest ->
                        used.put(digest, find(digest).map(Session::lastUsed).orElse(Instant.EPOCH)));
        return index.digests().stream()
                .sorted(Comparator.comparing(used::get))
                .limit(index.digests().size() - MOST_PER_USER + 1L)
                .toList();
    }

    /** @return false when the session was ended meanwhile */
    boolean saveUse(Session session) {
        Optional<Document> stored = store.find("", KIND, session.digest);
        if (stored.isEmpty()) {
            return false;
        }
        // Where another node was faster its use is as good as this one, and an ended session must not come back.
        store.write("", List.of(put(session, stored.get().version())));
        return true;
    }

    private static Put put(Session session, long expectedVersion) {
        return new Put(KIND, session.digest, expectedVersion, JSON.writeValueAsBytes(Stored.of(session)));
    }

    /** Ends those of a user's sessions whose digest fits, and tells the other nodes. */
    void remove(String tenant, String userId, Predicate<String> which, Notice notice) {
        while (true) {
            Index index = index(tenant, userId);
            List<String> gone = index.digests().stream().filter(which).toList();
            if (gone.isEmpty()) {
                return;
            }
            List<Put> puts = new ArrayList<>(deletes(gone));
            puts.add(index.with(index.digests().stream()
                    .filter(digest -> !gone.contains(digest))
                    .toList()));
            if (notices.write(puts, List.of(notice))) {
                return;
            }
        }
    }

    private static List<Put> deletes(List<String> digests) {
        return digests.stream().map(digest -> new Put(KIND, digest, -1, null)).toList();
    }

    /** For a tenant that is removed, of which the other nodes hear anyway. */
    void removeTenant(String tenant) {
        removeAll(session -> session.tenant.equals(tenant));
    }

    /** Every node can tell by itself that these have ended. */
    void removeExpired(Instant now) {
        removeAll(session -> session.expired(now));
    }

    private void removeAll(Predicate<Session> condition) {
        Map<String, List<Session>> byUser = new HashMap<>();
        store.list("", KIND).stream()
                .map(SessionStore::read)
                .filter(condition)
                .forEach(
                        session -> byUser.computeIfAbsent(session.tenant + "/" + session.userId, _ -> new ArrayList<>())
                                .add(session));
        byUser.values().forEach(sessions -> {
            Session any = sessions.getFirst();
            List<String> digests =
                    sessions.stream().map(session -> session.digest).toList();
            boolean written = false;
            while (!written) {
                Index index = index(any.tenant, any.userId);
                List<Put> puts = new ArrayList<>(deletes(digests));
                puts.add(index.with(index.digests().stream()
                        .filter(digest -> !digests.contains(digest))
                        .toList()));
                written = store.write("", puts);
            }
        });
    }
}
