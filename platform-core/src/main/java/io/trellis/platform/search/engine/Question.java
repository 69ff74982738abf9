package io.trellis.platform.search.engine;

import java.util.List;

/**
 * What is looked for in one partition.
 *
 * @param words every one of them must be found
 * @param ranked true: the best first, the newest of equals first; false: in no particular order
 * @param offset to leave out, of ranked ones; offset and size together at most {@value #MOST}
 * @param size most ids to return
 */
public record Question(String partition, List<Word> words, SearchFilter filter, boolean ranked, int offset, int size) {
    public static final int MOST = 50_000;

    /** One of the ways must be found; a document is worth what the best of them is worth, over all words together. */
    public record Word(List<Way> ways) {
        public Word {
            ways = List.copyOf(ways);
        }
    }

    /** @param worth at least 1 */
    public record Way(Phrase phrase, int worth) {}

    public Question {
        words = List.copyOf(words);
        if (offset < 0 || size < 0 || offset + size > MOST) {
            throw new IllegalArgumentException("offset " + offset + " and size " + size);
        }
    }

    /**
     * @param ids at most as many as were asked for
     * @param total all there are
     */
    public record Found(List<String> ids, long total) {}
}
