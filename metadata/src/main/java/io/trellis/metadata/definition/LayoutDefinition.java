package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/**
 * How one record of an object is shown. Of several layouts of an object the first that fits record type, roles and device
 * is used; one without these conditions fits everybody.
 *
 * @param recordType null for every record type
 * @param roles empty for everybody
 * @param device {@code desktop}, {@code phone} or null for both
 * @param highlights fields at the top of the record
 * @param path a select field shown as a path of stages, or null
 * @param actions names of mappings offered as buttons
 */
public record LayoutDefinition(
        String name,
        String id,
        String object,
        String recordType,
        List<String> roles,
        String device,
        List<String> highlights,
        List<Section> sections,
        List<Related> related,
        String path,
        List<String> actions,
        String packageName)
        implements Definition {
    public LayoutDefinition {
        roles = List.copyOf(roles);
        highlights = List.copyOf(highlights);
        sections = List.copyOf(sections);
        related = List.copyOf(related);
        actions = List.copyOf(actions);
    }

    /** @param columns 1 or 2 */
    public record Section(LocalText label, int columns, List<String> fields) {
        public Section {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A list of the records that point here.
     *
     * @param via the field of {@code object} that points to the layout's object
     * @param label empty for the field's relation label
     */
    public record Related(String object, String via, List<String> fields, LocalText label) {
        public Related {
            fields = List.copyOf(fields);
        }
    }
}
