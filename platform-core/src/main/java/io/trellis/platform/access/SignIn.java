package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.RecordStore;
import io.trellis.platform.store.TenantGate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Checks a name and a password and begins a session, or says only that they do not fit. */
@Component
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final Standings standings;
    private final Credentials credentials;
    private final Sessions sessions;
    private final TenantGate gate;
    /** Five mistakes are free, then 1, 2, 4 … seconds up to five minutes. */
    private final Throttle byUser;
    /** Many people may share one address, so it takes many mistakes. */
    private final Throttle byAddress;

    SignIn(
            Standings standings,
            Credentials credentials,
            Sessions sessions,
            RecordStore store,
            ObjectProvider<TenantGate> gate) {
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
        this.standings = standings;
        this.credentials = credentials;
        this.sessions = sessions;
        InstantSource clock = InstantSource.system();
        byUser = new Throttle(store.system(), "user", 5, Duration.ofMinutes(5), Duration.ofMinutes(15), clock);
        byAddress = new Throttle(store.system(), "address", 60, Duration.ofSeconds(30), Duration.ofMinutes(1), clock);
    }

    Sessions.Issued signIn(
            String tenant, String username, String password, String address, String agent, boolean cookie) {
        String key = tenant + "\n" + People.fold(username);
        requirePatience(key, address);
        gate.requireReadable(tenant);
        String userId = findUser(tenant, username).map(Person::id).orElse(null);
        boolean fits = credentials.matches(tenant, userId, password);
        // Others may have failed with this name while this attempt waited for its turn.
        requirePatience(key, address);
        if (!fits) {
            byUser.failed(key);
            byAddress.failed(address);
            LOG.info("Sign-in refused: user {} of tenant {} from {}", clean(username), clean(tenant), address);
            throw new ProblemException(
                    ProblemException.Kind.UNAUTHENTICATED, "WRONG_CREDENTIALS", Map.of("username", username));
        }
        byUser.succeeded(key);
        return sessions.begin(tenant, userId, address, agent, cookie);
    }

    /** Checks the password of somebody who is signed in already, as throttled as a sign-in. */
    boolean confirms(Actor actor, String password) {
        String key = actor.tenant() + "\n" + People.fold(actor.username());
        requirePatience(key, "");
        boolean fits = credentials.matches(actor.tenant(), actor.userId(), password);
        requirePatience(key, "");
        if (fits) {
            byUser.succeeded(key);
        } else {
            byUser.failed(key);
        }
        return fits;
    }

    /** What a stranger typed must not forge lines of the log. */
    private static String clean(String text) {
        String shown = text.replaceAll("[^\\p{L}\\p{N}._@-]", "?");
        return shown.length() <= 64 ? shown : shown.substring(0, 64) + "…";
    }

    private Optional<Person> findUser(String tenant, String username) {
        try {
            return standings.findByUsername(tenant, username);
        } catch (ProblemException unknownTenant) {
            return Optional.empty();
        }
    }

    private void requirePatience(String key, String address) {
        long wait = Math.max(byUser.waitSeconds(key), byAddress.waitSeconds(address));
        if (wait > 0) {
            throw new ProblemException(ProblemException.Kind.TOO_MANY, "TOO_MANY_ATTEMPTS", Map.of("retryAfter", wait));
        }
    }
}
