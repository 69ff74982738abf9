package io.trellis.platform.access;

import java.util.Optional;

/** The door to the access model: who somebody is and what they may do. Thread-safe. */
public interface Access {
    /** The id that stands for a system actor where a user's would. */
    String SYSTEM_USER = "system";

    /** Background work's own actor: may do everything in the tenant and appears in histories as {@code system:<name>}. */
    Actor systemActor(String tenant, String name);

    /**
     * A user, with grants as of now; for work that goes on after the request, such as an import.
     *
     * @param via how the work came in, kept in the history
     * @return empty when there is no such user or they are deactivated
     */
    Optional<Actor> findActor(String tenant, String userId, String via);

    /** What a department is called, whoever asks: people may always know their own. */
    Optional<String> findDepartmentName(String tenant, String departmentId);

    /**
     * @param permission a platform permission such as {@code manageMetadata}
     * @throws io.trellis.platform.problem.ProblemException FORBIDDEN, naming the permission, when the actor lacks it
     */
    void requireSystem(Actor actor, String permission);

    /** Why an actor may or may not do something to an object, or to one record of it when {@code recordId} is given. */
    Explanation explain(Actor actor, String object, String recordId, String action);

    /**
     * Sets a user's password and ends all their sessions.
     *
     * @throws io.trellis.platform.problem.ProblemException INVALID_PASSWORD when it is too weak, NOT_FOUND without such a user
     */
    void setPassword(String tenant, String userId, String password);

    /** Ends every session of a tenant that is being removed. */
    void endSessions(String tenant);
}
