package io.trellis.platform.search.text;

import io.trellis.platform.search.engine.Question;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A text that was asked for: up to {@value #MOST_WORDS} words, each of which one of the fields must match. It is asked of an engine
 * with {@link #words} and of a value in hand with {@link #matches} and {@link #ranges}; the second finds all that the first finds.
 * Immutable.
 */
public final class TextQuery {
    private static final int MOST_WORDS = 10;

    private final List<QueryWord> words;

    private TextQuery(List<QueryWord> words) {
        this.words = List.copyOf(words);
    }

    /** Words are separated by white space; what is behind the last separator that counts is one word. */
    public static TextQuery of(String text) {
        List<QueryWord> words = new ArrayList<>();
        for (String word : text.strip().split("[\\s\u00a0\u3000]+", MOST_WORDS)) {
            if (!word.isEmpty()) {
                words.add(new QueryWord(Fold.fold(word.strip())));
            }
        }
        return new TextQuery(words);
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    /**
     * The words as an engine is asked.
     *
     * @param keys of the fields that may be looked into
     * @param name key of the field that counts more, one of the keys, or null
     */
    public List<Question.Word> words(Collection<Character> keys, Character name) {
        return words.stream()
                .map(word -> {
                    List<Question.Way> ways = new ArrayList<>();
                    for (char key : keys) {
                        word.ways(key, name != null && name == key, ways);
                    }
                    return new Question.Word(ways);
                })
                .toList();
    }

    /** The same, by how the words are written and not by how they sound. */
    public List<Question.Word> writtenWords(Collection<Character> keys) {
        return words.stream()
                .map(word -> {
                    List<Question.Way> ways = new ArrayList<>();
                    for (char key : keys) {
                        word.written(key, false, ways);
                    }
                    return new Question.Word(ways);
                })
                .toList();
    }

    /** Whether one of the words may be pinyin. */
    public boolean sounds() {
        return words.stream().anyMatch(QueryWord::sounds);
    }

    /** Whether each word is in one of the values. */
    public boolean matches(Collection<String> values) {
        return words.stream().allMatch(word -> values.stream().anyMatch(value -> word.find(value) != null));
    }

    /**
     * What finding this is worth, as engines count it; 0 when a word is in none of the values.
     *
     * @param name value of the field that counts more, or null
     */
    public int worth(String name, Collection<String> others) {
        int sum = 0;
        for (QueryWord word : words) {
            int best = name == null ? 0 : word.worth(name);
            for (String other : best == 0 ? others : List.<String>of()) {
                best = word.find(other) == null ? best : QueryWord.ELSEWHERE;
            }
            if (best == 0) {
                return 0;
            }
            sum += best;
        }
        return sum;
    }

    /** Where the words are in a value: pairs of places, from and to, that neither touch nor overlap. */
    public List<int[]> ranges(String value) {
        List<int[]> all = new ArrayList<>();
        for (QueryWord word : words) {
            int[] range = word.find(value);
            if (range != null) {
                all.add(range);
            }
        }
        all.sort((a, b) -> Integer.compare(a[0], b[0]));
        List<int[]> joined = new ArrayList<>();
        for (int[] range : all) {
            if (!joined.isEmpty() && range[0] <= joined.getLast()[1]) {
                joined.getLast()[1] = Math.max(joined.getLast()[1], range[1]);
            } else {
                joined.add(range.clone());
            }
        }
        return joined;
    }

    /** For tests and logs. */
    @Override
    public String toString() {
        return Map.of("words", words).toString();
    }
}
