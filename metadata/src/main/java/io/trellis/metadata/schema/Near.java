package io.trellis.metadata.schema;

import io.trellis.metadata.expression.Suggestions;
import java.util.Collection;
import java.util.Optional;

/** What was probably meant by a misspelt word. */
public final class Near {
    private Near() {}

    /** The closest candidate, if it is close enough to be worth showing. */
    public static Optional<String> find(String word, Collection<String> candidates) {
        return word.length() > 60 ? Optional.empty() : Suggestions.closest(word, candidates);
    }
}
