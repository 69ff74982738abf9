package io.trellis.platform.access;

import io.trellis.metadata.Problem;
import io.trellis.platform.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How passwords come to be: by oneself, by an administrator, or by the platform when it makes a user. */
@Component
final class Passwords {
    private final Standings standings;
    private final Credentials credentials;
    private final Sessions sessions;
    private final SignIn signIn;
    private final SignInTrail trail;

    Passwords(Standings standings, Credentials credentials, Sessions sessions, SignIn signIn, SignInTrail trail) {
        this.trail = trail;
        this.standings = standings;
        this.credentials = credentials;
        this.sessions = sessions;
        this.signIn = signIn;
    }

    /** Sets it without asking anybody, and ends the user's sessions. */
    void set(String tenant, String userId, String password) {
        set(tenant, userId, password, null);
    }

    private void set(String tenant, String userId, String password, Actor by) {
        Person person = person(tenant, userId);
        requireGood(password, person.username());
        String hash = credentials.hash(password);
        trail.passwordSet(tenant, person, by);
        credentials.store(tenant, userId, hash);
        sessions.endAll(tenant, userId, null);
    }

    /** Sets somebody's as an administrator. Whoever could set that of somebody mightier could act as them, so nobody may. */
    void set(Actor actor, String userId, String password) {
        if (!actor.grants().maySystem("manageUsers")) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", "manageUsers"));
        }
        Person person = person(actor.tenant(), userId);
        if (actor.grants() instanceof GrantsSnapshot mine
                && !mine.rights().covers(standings.book(actor.tenant()).rights(person.roles()))) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "USER_HAS_MORE_RIGHTS", Map.of());
        }
        set(actor.tenant(), userId, password, actor);
    }

    /**
     * Changes one's own and ends one's other sessions.
     *
     * @param session the one that asks, which goes on
     */
    void change(Actor actor, Session session, String current, String fresh) {
        if (!signIn.confirms(actor, current)) {
            throw ProblemException.invalid("INVALID_PASSWORD", List.of(Problem.of("WRONG_PASSWORD", "/current")));
        }
        requireGood(fresh, actor.username());
        String hash = credentials.hash(fresh);
        trail.passwordChanged(actor, session);
        credentials.store(actor.tenant(), actor.userId(), hash);
        sessions.endAll(actor.tenant(), actor.userId(), session);
    }

    private Person person(String tenant, String userId) {
        return standings.find(tenant, userId).orElseThrow(() -> ProblemException.notFound(People.USER, userId));
    }

    private void requireGood(String password, String username) {
        List<Problem> problems = credentials.check(password, username);
        if (!problems.isEmpty()) {
            throw ProblemException.invalid("INVALID_PASSWORD", problems);
        }
    }
}
