package io.trellis.platform.search.index;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One building of an object's documents. Immutable.
 *
 * @param id names its partition
 * @param format of the tokens; another one is built anew
 * @param texts key of each search field's tokens, by the field's stable id
 * @param filters key of each filter field's terms, by the field's stable id
 */
record Generation(String id, int format, Map<String, Character> texts, Map<String, Character> filters) {
    /** Raise it when documents are made differently. */
    static final int FORMAT = 1;

    private static final char FIRST_KEY = 'a';

    Generation {
        texts = Map.copyOf(texts);
        filters = Map.copyOf(filters);
    }

    static Generation of(String id, List<String> texts, List<String> filters) {
        return new Generation(id, FORMAT, keys(texts), keys(filters));
    }

    private static Map<String, Character> keys(List<String> ids) {
        Map<String, Character> keys = new LinkedHashMap<>();
        for (String each : ids) {
            keys.put(each, (char) (FIRST_KEY + keys.size()));
        }
        return keys;
    }
}
