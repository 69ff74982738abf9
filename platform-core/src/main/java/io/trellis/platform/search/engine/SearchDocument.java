package io.trellis.platform.search.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A record as an engine keeps it.
 *
 * @param partition what it is found in; see {@link SearchIndex}
 * @param id of the record, unique in the partition
 * @param version of the record
 * @param created milliseconds since 1970; the newest of equals come first
 * @param terms what filters ask for, without white space
 * @param print of all that the document was made of but the version: two with the same print are the same
 * @param texts tokens without white space, by channel, in sequences: a phrase is found within one of them
 */
public record SearchDocument(
        String partition,
        String id,
        long version,
        long created,
        Set<String> terms,
        String print,
        Map<Channel, List<List<String>>> texts) {
    public SearchDocument {
        terms = Set.copyOf(terms);
        texts = Collections.unmodifiableMap(new EnumMap<>(texts));
    }
}
