package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes records of other objects from one record (converting, ordering a quote …), in one transaction and through the
 * normal write path.
 *
 * @param object the source's object
 * @param when condition on the source, or null for always
 * @param after what is set on the source afterwards; {@code $name} is the record made by the target of that name
 * @param open name of the target that is shown afterwards, or null
 */
public record MappingDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        String icon,
        String when,
        List<Target> targets,
        Map<String, Value> after,
        String open,
        String packageName)
        implements Definition {
    /** In {@link Target#links}: the record the mapping starts from. */
    public static final String SOURCE = "$source";

    public MappingDefinition {
        targets = List.copyOf(targets);
        after = ordered(after);
    }

    /**
     * One record to make.
     *
     * @param as its name within the mapping
     * @param optional the user may leave it out
     * @param reuse the user may take an existing record instead
     * @param map target field to source field
     * @param values target field to a literal or an expression over the source
     * @param links target field to {@code $name} of an earlier target, or {@link #SOURCE}
     * @param lines details to copy as well, or null
     */
    public record Target(
            String as,
            String object,
            LocalText label,
            boolean optional,
            boolean reuse,
            Map<String, String> map,
            Map<String, Value> values,
            Map<String, String> links,
            Lines lines) {
        public Target {
            map = ordered(map);
            values = ordered(values);
            links = ordered(links);
        }
    }

    /**
     * Copies each record of {@code from} whose field {@code via} points to the source into one of {@code object}, whose field
     * {@code link} is set to the new target.
     */
    public record Lines(
            String from, String via, String object, String link, Map<String, String> map, Map<String, Value> values) {
        public Lines {
            map = ordered(map);
            values = ordered(values);
        }
    }

    /** A literal, or an expression; exactly one is set unless the literal is null, which clears. */
    public record Value(Object literal, String expression) {}

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
