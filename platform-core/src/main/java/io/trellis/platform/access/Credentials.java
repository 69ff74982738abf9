package io.trellis.platform.access;

import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.SystemStore;
import io.trellis.platform.store.TenantGate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passwords, hashed with BCrypt at cost 10: about 50 ms of one core per sign-in and next to no memory. Argon2id would need
 * a further library and 19 MB for each sign-in under way, too much beside a heap of 320 MB. Kept in the system store, never in
 * user records, so that no export, history or query can show them.
 */
@Component
final class Credentials {
    /** BCrypt looks at no more than 72 bytes. */
    private static final int LONGEST = 72;

    private static final int SHORTEST = 8;
    private static final String KIND = "credentials";
    private static final JsonMapper JSON = JsonMapper.shared();
    /** The head of every list of leaked passwords; the rest is caught by throttling. */
    private static final Set<String> COMMON = Set.of(
            "password",
            "password1",
            "password123",
            "12345678",
            "123456789",
            "1234567890",
            "11111111",
            "00000000",
            "88888888",
            "qwertyui",
            "qwertyuiop",
            "qwerty123",
            "abc12345",
            "abcd1234",
            "iloveyou",
            "1q2w3e4r",
            "1qaz2wsx",
            "admin123",
            "letmein1",
            "welcome1");

    private final SystemStore store;
    private final TenantGate gate;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(10);
    /** Hashing costs a core's time: no flood of sign-ins may take them all from the people at work. */
    private final Semaphore cores =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    private volatile String nobody;

    private record Stored(String hash, Instant changedAt) {}

    Credentials(RecordStore store, ObjectProvider<TenantGate> gate) {
        this.store = store.system();
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
    }

    /** Everything wrong with a password somebody wants. */
    List<Problem> check(String password, String username) {
        var problems = new ArrayList<Problem>();
        if (password == null || password.codePointCount(0, password.length()) < SHORTEST) {
            problems.add(Problem.of("PASSWORD_TOO_SHORT", "/new", "min", SHORTEST));
        } else if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            problems.add(Problem.of("PASSWORD_TOO_LONG", "/new", "max", LONGEST));
        } else if (COMMON.contains(People.fold(password))
                || password.equalsIgnoreCase(username)
                || password.chars().distinct().count() < 3) {
            problems.add(Problem.of("PASSWORD_TOO_COMMON", "/new"));
        }
        return problems;
    }

    String hash(String password) {
        return timed(() -> encoder.encode(password));
    }

    void store(String tenant, String userId, String hash) {
        gate.enter(tenant);
        try {
            store.write(
                    tenant,
                    List.of(new SystemStore.Put(
                            KIND, userId, -1, JSON.writeValueAsBytes(new Stored(hash, Instant.now())))));
        } finally {
            gate.leave(tenant);
        }
    }

    /**
     * Whether it is the user's password. Takes as long for a user who is not there or has none, so that the time tells nobody
     * who is.
     *
     * @param userId null for an unknown user
     */
    boolean matches(String tenant, String userId, String password) {
        String hash = userId == null
                ? null
                : store.find(tenant, KIND, userId)
                        .map(document ->
                                JSON.readValue(document.json(), Stored.class).hash())
                        .orElse(null);
        boolean usable = password != null && password.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        String given = usable ? password : "";
        String compared = hash == null || !usable ? nobody() : hash;
        return timed(() -> encoder.matches(given, compared)) && hash != null && usable;
    }

    private String nobody() {
        if (nobody == null) {
            nobody = encoder.encode(Tokens.random());
        }
        return nobody;
    }

    private <T> T timed(java.util.function.Supplier<T> work) {
        try {
            if (!cores.tryAcquire(20, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(ProblemException.Kind.TOO_MANY, "TOO_MANY_ATTEMPTS", Map.of("retryAfter", 10));
    }
}
