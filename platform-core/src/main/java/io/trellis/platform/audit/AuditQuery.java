package io.trellis.platform.audit;

import io.trellis.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which entries are wanted, the newest first.
 *
 * @param kind null for all
 * @param action code of an action, or null for all
 * @param user id of who did it, or null for everybody
 * @param from not before this moment, or null
 * @param to before this moment, or null
 * @param q text that the entry contains somewhere, or null; capitals don't matter
 */
record AuditQuery(AuditKind kind, String action, String user, Instant from, Instant to, String q) {
    static AuditQuery of(Map<String, String> parameters) {
        Map<String, String> given = new LinkedHashMap<>(parameters);
        given.values().removeIf(String::isBlank);
        AuditKind kind = given.containsKey("kind")
                ? AuditKind.find(given.get("kind"))
                        .orElseThrow(() -> invalid("kind", "signIn, metadata, access, transfer, administration"))
                : null;
        String action = given.get("action");
        if (action != null && !action.matches("[A-Za-z]{1,40}")) {
            throw invalid("action", "signedIn, …");
        }
        return new AuditQuery(
                kind, action, given.get("user"), moment(given, "from"), moment(given, "to"), given.get("q"));
    }

    private static Instant moment(Map<String, String> given, String name) {
        try {
            if (!given.containsKey(name)) {
                return null;
            }
            OffsetDateTime moment = OffsetDateTime.parse(given.get(name));
            if (moment.getYear() > 9999) {
                throw invalid(name, "2026-01-31T08:00:00Z");
            }
            return moment.getYear() < 1970 ? Instant.EPOCH : moment.toInstant();
        } catch (DateTimeException unreadable) {
            throw invalid(name, "2026-01-31T08:00:00Z");
        }
    }

    static ProblemException invalid(String parameter, String expected) {
        return new ProblemException(
                ProblemException.Kind.MALFORMED,
                "INVALID_PARAMETER",
                Map.of("parameter", parameter, "expected", expected));
    }
}
