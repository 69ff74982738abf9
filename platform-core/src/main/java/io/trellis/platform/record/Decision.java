package io.trellis.platform.record;

import io.trellis.metadata.LocalText;
import io.trellis.metadata.expression.Predicate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What metadata decided about a record in a write, and why. Kept with the record in the same commit, see {@link
 * WrittenRecord#decided}; values are JSON-like or canonical.
 *
 * @param element address of what decided, such as {@code scores/leadScore}
 * @param label what people called it at the time; may be empty
 * @param fields the values it gave, by field
 * @param inputs what it looked at; their values are kept as they are at this moment
 * @param how the way from the inputs to the result; told only to who may read every input and every field
 * @param inner what only those may be told, besides, who manage the metadata, such as other people's loads
 */
public record Decision(
        String element,
        LocalText label,
        Map<String, Object> fields,
        Collection<Predicate.Path> inputs,
        Map<String, Object> how,
        Map<String, Object> inner) {
    public Decision {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        inputs = List.copyOf(inputs);
        how = Collections.unmodifiableMap(new LinkedHashMap<>(how));
        inner = Collections.unmodifiableMap(new LinkedHashMap<>(inner));
    }
}
