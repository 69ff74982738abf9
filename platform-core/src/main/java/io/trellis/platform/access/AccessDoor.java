package io.trellis.platform.access;

import io.trellis.platform.problem.ProblemException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@link Access} over the people, grants, credentials and sessions of this package. */
@Component
final class AccessDoor implements Access {
    private final Standings standings;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Explainer explainer;

    AccessDoor(Standings standings, Passwords passwords, Sessions sessions, Explainer explainer) {
        this.standings = standings;
        this.passwords = passwords;
        this.sessions = sessions;
        this.explainer = explainer;
    }

    @Override
    public Actor systemActor(String tenant, String name) {
        return new Actor(
                tenant,
                SYSTEM_USER,
                SYSTEM_USER,
                name,
                null,
                List.of(),
                "zh-CN",
                ZoneId.of("Asia/Shanghai"),
                "system:" + name,
                SystemGrants.INSTANCE);
    }

    @Override
    public Optional<Actor> findActor(String tenant, String userId, String via) {
        return Optional.ofNullable(standings.of(tenant, userId, via, null)).map(Standings.Standing::actor);
    }

    @Override
    public Optional<String> findDepartmentName(String tenant, String departmentId) {
        return standings.people(tenant).findDepartment(departmentId).map(People.Department::name);
    }

    @Override
    public void requireSystem(Actor actor, String permission) {
        if (!actor.grants().maySystem(permission)) {
            throw new ProblemException(ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", permission));
        }
    }

    @Override
    public Explanation explain(Actor actor, String object, String recordId, String action) {
        return explainer.explain(actor, object, recordId, action, actor.locale());
    }

    @Override
    public void setPassword(String tenant, String userId, String password) {
        passwords.set(tenant, userId, password);
    }

    @Override
    public void endSessions(String tenant) {
        sessions.endTenant(tenant);
    }
}
