package io.trellis.platform.search.text;

import io.trellis.platform.search.engine.Channel;
import io.trellis.platform.search.engine.Phrase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tokens of one record's texts. Each begins with a letter for what it is and the key of its field, so that a question names the
 * fields it may look into. Not thread-safe.
 */
public final class Analysis {
    private static final char TEXT = 't';
    private static final char INITIALS = 'i';
    /** A second reading of a character is looked at together with so many neighbours on each side. */
    private static final int NEIGHBOURS = 5;

    private static final int MOST_COMBINATIONS = 12;

    private final Map<Channel, Set<String>> sets = new EnumMap<>(Channel.class);
    private final Map<Channel, List<List<String>>> sequences = new EnumMap<>(Channel.class);

    /**
     * @param key of the field, one character for each
     * @param name whether beginnings and the whole of it count more
     */
    public void add(char key, String value, boolean name) {
        String folded = Fold.fold(value);
        grams(TEXT, key, name ? Fold.START + folded + Fold.END : folded);
        String digits = Digits.ofValue(folded);
        if (digits != null) {
            grams(TEXT, key, digits);
        }
        List<List<String>> readings = folded.chars().anyMatch(c -> Fold.isHan((char) c))
                ? PinyinBook.get().readings(folded)
                : List.of();
        for (int at = 0; at < readings.size(); at++) {
            if (!readings.get(at).isEmpty()) {
                int end = at;
                while (end < readings.size() && !readings.get(end).isEmpty()) {
                    end++;
                }
                pinyin(key, readings.subList(at, end));
                at = end;
            }
        }
    }

    private void grams(char kind, char key, String text) {
        int count = text.codePointCount(0, text.length());
        int[] starts = new int[count + 1];
        for (int i = 0; i < count; i++) {
            starts[i + 1] = text.offsetByCodePoints(starts[i], 1);
        }
        char[] token = {kind, key, 0, 0, 0, 0, 0, 0};
        for (int size = 1; size <= 3; size++) {
            Channel channel = Channel.values()[size - 1];
            List<String> sequence = new ArrayList<>(count);
            for (int i = 0; i + size <= count; i++) {
                text.getChars(starts[i], starts[i + size], token, 2);
                sequence.add(new String(token, 0, 2 + starts[i + size] - starts[i]));
            }
            if (channel.places()) {
                keep(channel, sequence);
            } else {
                sets.computeIfAbsent(channel, _ -> new LinkedHashSet<>()).addAll(sequence);
            }
        }
    }

    private void keep(Channel channel, List<String> sequence) {
        if (!sequence.isEmpty()) {
            sequences.computeIfAbsent(channel, _ -> new ArrayList<>()).add(sequence);
        }
    }

    /** All ways to read a name; of longer texts the likeliest, and each other reading among its neighbours. */
    private void pinyin(char key, List<List<String>> readings) {
        Set<List<String>> ways = new LinkedHashSet<>();
        int combinations = 1;
        for (List<String> each : readings) {
            combinations = Math.min(MOST_COMBINATIONS + 1, combinations * each.size());
        }
        if (combinations <= MOST_COMBINATIONS) {
            combine(readings, new ArrayList<>(), ways);
        } else {
            neighbours(readings, ways);
        }
        Set<String> initials = new HashSet<>();
        for (List<String> way : ways) {
            keep(Channel.SYLLABLE, way.stream().map(syllable -> key + syllable).toList());
            var letters = new StringBuilder(way.size());
            way.forEach(syllable -> letters.append(syllable.charAt(0)));
            if (initials.add(letters.toString())) {
                grams(INITIALS, key, letters.toString());
            }
        }
    }

    private static void combine(List<List<String>> readings, List<String> begun, Set<List<String>> ways) {
        if (begun.size() == readings.size()) {
            ways.add(List.copyOf(begun));
            return;
        }
        for (String reading : readings.get(begun.size())) {
            begun.add(reading);
            combine(readings, begun, ways);
            begun.removeLast();
        }
    }

    private static void neighbours(List<List<String>> readings, Set<List<String>> ways) {
        List<String> likeliest = readings.stream().map(List::getFirst).toList();
        ways.add(likeliest);
        for (int at = 0; at < readings.size(); at++) {
            for (String other : readings.get(at).subList(1, readings.get(at).size())) {
                int from = Math.max(0, at - NEIGHBOURS);
                List<String> way =
                        new ArrayList<>(likeliest.subList(from, Math.min(readings.size(), at + NEIGHBOURS + 1)));
                way.set(at - from, other);
                ways.add(way);
            }
        }
    }

    /** Everything that was added, as a document has it. */
    public Map<Channel, List<List<String>>> texts() {
        Map<Channel, List<List<String>>> texts = new EnumMap<>(Channel.class);
        texts.putAll(sequences);
        sets.forEach((channel, tokens) -> texts.put(channel, List.of(List.copyOf(tokens))));
        return texts;
    }

    static Phrase text(char key, String folded) {
        return phrase(TEXT, key, folded);
    }

    static Phrase initials(char key, String letters) {
        return phrase(INITIALS, key, letters);
    }

    static Phrase syllables(char key, Syllables.Split split) {
        List<List<String>> places = new ArrayList<>();
        split.whole().forEach(syllable -> places.add(List.of(key + syllable)));
        places.add(split.last().stream().map(syllable -> key + syllable).toList());
        return new Phrase(Channel.SYLLABLE, places, false);
    }

    private static Phrase phrase(char kind, char key, String text) {
        int[] points = text.codePoints().toArray();
        int size = Math.min(3, points.length);
        List<List<String>> places = new ArrayList<>();
        for (int i = 0; i + size <= points.length; i++) {
            places.add(List.of("" + kind + key + new String(points, i, size)));
        }
        return new Phrase(Channel.values()[size - 1], places, true);
    }
}
