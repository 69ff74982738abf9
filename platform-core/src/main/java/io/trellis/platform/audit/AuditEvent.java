package io.trellis.platform.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One entry to be.
 *
 * @param at milliseconds count
 * @param user id of who did it, {@code system} for background work; null where nobody is known, as at a failed sign-in
 * @param name what they are called or, at a sign-in, what was typed; kept because people's records change
 * @param address network address it came from, or null
 * @param agent what the browser or program calls itself, or null
 * @param object name of the object it is about, or null
 * @param ref id or name of the thing it is about (a record, a job, a package, a catalog version), or null
 * @param count how many times, for what is told once for many; else 1
 * @param details JSON-like; never a password or token
 */
public record AuditEvent(
        AuditAction action,
        Instant at,
        String user,
        String name,
        String address,
        String agent,
        String object,
        String ref,
        long count,
        Map<String, Object> details) {
    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Something done now by somebody. */
    public static AuditEvent of(AuditAction action, String user, String name) {
        return new AuditEvent(action, Instant.now(), user, name, null, null, null, null, 1, Map.of());
    }

    public AuditEvent at(Instant moment) {
        return new AuditEvent(action, moment, user, name, address, agent, object, ref, count, details);
    }

    public AuditEvent from(String where, String program) {
        return new AuditEvent(action, at, user, name, where, program, object, ref, count, details);
    }

    public AuditEvent about(String what, String which) {
        return new AuditEvent(action, at, user, name, address, agent, what, which, count, details);
    }

    public AuditEvent times(long many) {
        return new AuditEvent(action, at, user, name, address, agent, object, ref, many, details);
    }

    public AuditEvent with(Map<String, Object> more) {
        return new AuditEvent(action, at, user, name, address, agent, object, ref, count, more);
    }
}
