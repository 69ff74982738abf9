package io.trellis.metadata.catalog;

import io.trellis.metadata.Problem;

/**
 * A problem and the element it is in.
 *
 * @param kind e.g. {@code objects}
 * @param key the element's key within its kind
 * @param problem its path is relative to the element's definition
 */
public record Finding(String kind, String key, Problem problem) {
    /** The element's address, e.g. {@code views/visit.mine}. */
    public String element() {
        return kind + "/" + key;
    }
}
