package io.trellis.metadata.definition;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A constant that has a word of its own in definitions. */
public interface Worded {
    /** As written in definitions. */
    String word();

    static <E extends Enum<E> & Worded> List<String> words(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(Worded::word).toList();
    }

    /** @param word may be null, which is nobody's */
    static <E extends Enum<E> & Worded> Optional<E> find(Class<E> type, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(one -> one.word().equals(word))
                .findFirst();
    }
}
