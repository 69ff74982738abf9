package io.trellis.platform.access;

import io.trellis.platform.audit.AuditAction;
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
    private final SignInTrail trail;
    /** Five mistakes are free, then 1, 2, 4 … seconds up to five minutes. */
    private final Throttle byUser;
    /** Many people may share one address, so it takes many mistakes. */
    private final Throttle byAddress;

    SignIn(
            Standings standings,
            Credentials credentials,
            Sessions sessions,
            RecordStore store,
            SignInTrail trail,
            ObjectProvider<TenantGate> gate) {
        this.gate = gate.getIfAvailable(() -> TenantGate.OPEN);
        this.trail = trail;
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
        var where = new SignInTrail.Where(address, agent);
        // Nothing is noted of a tenant that there is not.
        Optional<People> people = findPeople(tenant);
        Person person = people.flatMap(
                        known -> standings.findByUsername(tenant, username).or(() -> known.findByUsername(username)))
                .orElse(null);
        try {
            requirePatience(key, address);
        } catch (ProblemException tooMany) {
            people.ifPresent(
                    _ -> trail.refused(AuditAction.LOCKED_OUT, tenant, person, username, "tooManyAttempts", where));
            throw tooMany;
        }
        gate.requireReadable(tenant);
        String userId = person == null || !person.active() ? null : person.id();
        boolean fits = credentials.matches(tenant, userId, password);
        // Others may have failed with this name while this attempt waited for its turn.
        requirePatience(key, address);
        if (!fits) {
            byUser.failed(key);
            byAddress.failed(address);
            String reason = person == null ? "unknownUser" : person.active() ? "wrongPassword" : "inactive";
            people.ifPresent(_ -> trail.refused(AuditAction.SIGN_IN_FAILED, tenant, person, username, reason, where));
            LOG.info("Sign-in refused in tenant {}", clean(tenant));
            throw new ProblemException(
                    ProblemException.Kind.UNAUTHENTICATED, "WRONG_CREDENTIALS", Map.of("username", username));
        }
        byUser.succeeded(key);
        Sessions.Issued issued = sessions.begin(tenant, userId, address, agent, cookie);
        trail.signedIn(issued.session(), person);
        return issued;
    }

    /** Ends the session that asks for it. */
    void signOut(Actor actor, Session session) {
        sessions.end(session);
        trail.ended(session, actor, true);
    }

    /** Ends another of one's own sessions. */
    void end(Actor actor, Session current, String id) {
        Session session = sessions.list(actor.tenant(), actor.userId()).stream()
                .filter(candidate -> candidate.id.equals(id))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("session", id));
        sessions.end(session);
        trail.ended(session, actor, session == current);
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

    private Optional<People> findPeople(String tenant) {
        try {
            return Optional.of(standings.people(tenant));
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
