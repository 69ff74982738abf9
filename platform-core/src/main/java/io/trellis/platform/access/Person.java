package io.trellis.platform.access;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A user as far as access is concerned; made from a record of the object {@link People#USER}.
 *
 * @param version of the record
 * @param department id, or null
 * @param manager id of the direct superior, or null
 */
record Person(
        String id,
        long version,
        String username,
        String name,
        String department,
        String manager,
        List<String> roles,
        boolean active,
        String locale,
        ZoneId zone) {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

    Person {
        roles = List.copyOf(roles);
    }

    /** @param values canonical values of the record's own fields */
    static Person of(String id, long version, String department, Map<String, ?> values) {
        List<String> roles = values.get("roles") instanceof List<?> names
                ? names.stream().map(Object::toString).toList()
                : List.of();
        return new Person(
                id,
                version,
                text(values, "username", id),
                text(values, "name", id),
                department,
                text(values, "manager", null),
                roles,
                !Boolean.FALSE.equals(values.get("active")),
                text(values, "locale", "zh-CN"),
                zone(text(values, "timezone", null)));
    }

    private static String text(Map<String, ?> values, String field, String fallback) {
        return values.get(field) instanceof String text ? text : fallback;
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? DEFAULT_ZONE : ZoneId.of(name);
        } catch (DateTimeException unknown) {
            return DEFAULT_ZONE;
        }
    }
}
