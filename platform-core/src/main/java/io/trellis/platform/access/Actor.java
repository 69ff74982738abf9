package io.trellis.platform.access;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who acts, with everything needed to decide what they may do. Every call that touches data carries one; there is no call
 * without. Background work acts as a named system actor, whose grants are as real as a person's.
 *
 * @param userId id of the user record; for a system actor {@code system}
 * @param departmentId null when the user has none
 * @param locale BCP 47 tag, {@code zh-CN} or {@code en-US}
 * @param via how the call came in, kept in the history: {@code ui}, {@code api}, or a way and after a colon which one:
 *     {@code bulk:ui}, {@code import:<job>}, {@code action:<mapping>}, {@code system:<name>}
 * @param grants what may be done, compiled
 * @param accepted what they have been warned of and want all the same, such as {@link #DUPLICATES}
 */
public record Actor(
        String tenant,
        String userId,
        String username,
        String name,
        String departmentId,
        List<String> roles,
        String locale,
        ZoneId zone,
        String via,
        Grants grants,
        Set<String> accepted) {
    /** That there are records which look like the one being written. */
    public static final String DUPLICATES = "duplicates";

    public Actor {
        roles = List.copyOf(roles);
        accepted = Set.copyOf(accepted);
    }

    /** Somebody who has not been warned of anything. */
    public Actor(
            String tenant,
            String userId,
            String username,
            String name,
            String departmentId,
            List<String> roles,
            String locale,
            ZoneId zone,
            String via,
            Grants grants) {
        this(tenant, userId, username, name, departmentId, roles, locale, zone, via, grants, Set.of());
    }

    public Actor via(String other) {
        return new Actor(tenant, userId, username, name, departmentId, roles, locale, zone, other, grants, accepted);
    }

    /** The same, who has been warned and goes on. */
    public Actor accepting(String warning) {
        var all = new HashSet<>(accepted);
        all.add(warning);
        return new Actor(tenant, userId, username, name, departmentId, roles, locale, zone, via, grants, all);
    }

    public boolean accepts(String warning) {
        return accepted.contains(warning);
    }
}
