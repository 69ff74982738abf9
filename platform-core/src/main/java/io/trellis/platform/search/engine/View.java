package io.trellis.platform.search.engine;

import java.util.Map;

/**
 * How far an index is.
 *
 * @param position the event up to which everything that was written is found; 0 in a new index
 * @param notes what was noted beside the documents, by name
 */
public record View(long position, Map<String, String> notes) {
    public View {
        notes = Map.copyOf(notes);
    }
}
