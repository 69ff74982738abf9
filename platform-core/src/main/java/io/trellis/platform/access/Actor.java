package io.trellis.platform.access;

import java.time.ZoneId;
import java.util.List;

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
        Grants grants) {
    public Actor {
        roles = List.copyOf(roles);
    }

    public Actor via(String other) {
        return new Actor(tenant, userId, username, name, departmentId, roles, locale, zone, other, grants);
    }
}
