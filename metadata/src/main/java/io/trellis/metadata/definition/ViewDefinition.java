package io.trellis.metadata.definition;

import io.trellis.metadata.LocalText;
import java.util.List;

/**
 * A named list of an object's records.
 *
 * @param filter source in the expression language, only what a store can answer; null for all records
 * @param sort empty for newest first
 * @param roles empty for everybody
 */
public record ViewDefinition(
        String name,
        String id,
        String object,
        LocalText label,
        List<String> columns,
        String filter,
        List<SortKey> sort,
        boolean isDefault,
        List<String> roles,
        String packageName)
        implements OfObject {
    public ViewDefinition {
        columns = List.copyOf(columns);
        sort = List.copyOf(sort);
        roles = List.copyOf(roles);
    }

    /** @param field a field, or a path through a lookup */
    public record SortKey(String field, boolean descending) {
        @Override
        public String toString() {
            return descending ? "-" + field : field;
        }
    }
}
