package io.trellis.platform.record;

import io.trellis.platform.store.SystemValues;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/**
 * A record as its reader may see it.
 *
 * @param values canonical values of the readable fields by name (String, Long, BigDecimal, Boolean, LocalDate, Instant,
 *     LocalTime, List, Map), links as ids; a field without a value is absent
 */
public record RecordView(String object, String id, SystemValues system, Map<String, Object> values) {
    public RecordView {
        values = Collections.unmodifiableMap(values);
    }

    public long version() {
        return system.version();
    }

    /** A field's value, system fields included; null when there is none or the reader may not see it. */
    public Object get(String field) {
        return switch (field) {
            case "id" -> id;
            case "version" -> system.version();
            case "owner" -> system.owner();
            case "department" -> system.department();
            case "createdAt" -> system.createdAt();
            case "createdBy" -> system.createdBy();
            case "updatedAt" -> system.updatedAt();
            case "updatedBy" -> system.updatedBy();
            case "deletedAt" -> system.deletedAt();
            case "recordType" -> system.recordType();
            default -> values.get(field);
        };
    }

    /** A field's value as text; null when there is none. */
    public String text(String field) {
        Object value = get(field);
        return value == null ? null : value.toString();
    }

    /** When the record was put into the recycle bin; null while it is live. */
    public Instant deletedAt() {
        return system.deletedAt();
    }
}
