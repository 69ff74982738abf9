package io.trellis.platform.search.engine;

import java.util.List;

/**
 * Tokens that follow each other in one sequence of a document.
 *
 * @param places for each place the tokens that may stand there; one place only in channels that keep none
 * @param overlapping whether each token shares all but one of its characters with its neighbour, so that an engine may leave out
 *     those that others cover
 */
public record Phrase(Channel channel, List<List<String>> places, boolean overlapping) {
    public Phrase {
        places = places.stream().map(List::copyOf).toList();
        if (places.isEmpty() || places.size() > 1 && !channel.places()) {
            throw new IllegalArgumentException("No phrase of " + places.size() + " places in " + channel);
        }
    }
}
