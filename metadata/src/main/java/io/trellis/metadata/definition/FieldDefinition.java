package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field as it is written down. What every field has is a component; what only some types have stays in
 * {@code attributes} under the names the type declares, so that no class lists every attribute of every type.
 *
 * @param id stable id, kept when the field is renamed
 * @param defaultValue a JSON-like literal, or null
 * @param defaultExpression source in the expression language, or null; excludes {@code defaultValue}
 * @param attributes JSON-like values (String, Long, BigDecimal, Boolean, List, Map), checked by the field type
 */
public record FieldDefinition(
        String name,
        String id,
        String type,
        LocalText label,
        LocalText help,
        boolean required,
        boolean unique,
        boolean indexed,
        boolean readOnly,
        boolean externalKey,
        boolean hidden,
        Object defaultValue,
        String defaultExpression,
        Map<String, Object> attributes) {
    public FieldDefinition {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    public Optional<String> text(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(Object::toString);
    }

    public Optional<Integer> whole(String attribute) {
        return attributes.get(attribute) instanceof Number n ? Optional.of(n.intValue()) : Optional.empty();
    }

    public Optional<BigDecimal> decimal(String attribute) {
        return attributes.get(attribute) instanceof Number n
                ? Optional.of(new BigDecimal(n.toString()))
                : Optional.empty();
    }

    public boolean flag(String attribute) {
        return Boolean.TRUE.equals(attributes.get(attribute));
    }

    /** A list of names, given as one text or as a list of texts; empty when absent. */
    public List<String> names(String attribute) {
        return switch (attributes.get(attribute)) {
            case String one -> List.of(one);
            case List<?> many -> many.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }
}
