package io.trellis.platform.store.mongo;

import java.util.List;
import java.util.Map;

/**
 * What records written under earlier revisions of a layout still need. It is kept with the layout until it is done, so that a process that
 * is killed in the middle leaves it to the next.
 *
 * @param below records of revisions below this one
 * @param fill names of columns to be filled from the documents
 * @param renamed keys of documents: former name to new one
 * @param keys unique keys whose entries are still to be made
 */
record LayoutWork(long below, List<String> fill, Map<String, String> renamed, List<String> keys) {
    LayoutWork {
        fill = List.copyOf(fill);
        renamed = Map.copyOf(renamed);
        keys = List.copyOf(keys);
    }

    boolean isEmpty() {
        return fill.isEmpty() && renamed.isEmpty() && keys.isEmpty();
    }
}
