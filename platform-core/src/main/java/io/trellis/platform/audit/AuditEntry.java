package io.trellis.platform.audit;

import io.trellis.platform.store.SystemStore;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as it is kept.
 *
 * @param id begins with the time in milliseconds
 * @param kind and {@code action} as codes, so that entries of other versions of the platform can be read
 */
record AuditEntry(
        String id,
        Instant at,
        String kind,
        String action,
        String user,
        String name,
        String address,
        String agent,
        String object,
        String ref,
        long count,
        Map<String, Object> details) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> ANY = new TypeReference<>() {};

    @SuppressWarnings("unchecked")
    static AuditEntry of(SystemStore.Document document) {
        Map<String, Object> kept = JSON.readValue(document.json(), ANY);
        return new AuditEntry(
                document.key(),
                Instant.parse((String) kept.get("at")),
                (String) kept.get("kind"),
                (String) kept.get("action"),
                (String) kept.get("user"),
                (String) kept.get("name"),
                (String) kept.get("address"),
                (String) kept.get("agent"),
                (String) kept.get("object"),
                (String) kept.get("ref"),
                kept.get("count") instanceof Number count ? count.longValue() : 1,
                kept.get("details") instanceof Map<?, ?> details ? (Map<String, Object>) details : Map.of());
    }
}
