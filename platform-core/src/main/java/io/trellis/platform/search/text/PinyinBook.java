package io.trellis.platform.search.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How Chinese characters are read, without tones and with {@code v} for ü: up to three readings of each, and the words that decide
 * between them. The data are the two dictionaries of com.github.houbb:pinyin (Apache 2.0), whose own classes would keep 31 MB of them
 * on the heap; packed into arrays they take about 1 MB. Immutable, read when first needed.
 */
final class PinyinBook {
    /** Names are asked for by their sound, and not what stands somewhere in a long text. */
    private static final int LONGEST_TEXT = 400;

    private static final int MOST_READINGS = 3;
    private static final int LONGEST_WORD = 8;
    private static final int FIRST = 0x3400;
    private static final int LAST = 0x9fff;
    private static final String TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
    private static final String PLAIN = "aaaaeeeeiiiioooouuuuvvvvnnnm";

    private static final class Holder {
        static final PinyinBook BOOK = new PinyinBook();
    }

    private final List<String> syllables = new ArrayList<>();
    /** Three readings of ten bits each, one more than the syllable's number; 0 for none. */
    private final int[] byCharacter = new int[LAST - FIRST + 1];
    /** Words, sorted, end to end; the reading of each character beside it. */
    private char[] characters;

    private short[] readings;
    private int[] starts;

    private PinyinBook() {
        Map<String, Integer> numbers = new HashMap<>();
        read("/pinyin_dict_char.txt", (text, sounds) -> {
            if (text.length() == 1 && known(text.charAt(0))) {
                byCharacter[text.charAt(0) - FIRST] = pack(sounds.split(","), numbers);
            }
        });
        List<String> words = new ArrayList<>();
        Map<String, String> soundsOf = new HashMap<>();
        read("/pinyin_dict_phrase.txt", (text, sounds) -> {
            if (text.length() <= LONGEST_WORD && text.chars().anyMatch(c -> ambiguous((char) c))) {
                words.add(text);
                soundsOf.put(text, sounds);
            }
        });
        pack(words, soundsOf, numbers);
    }

    static PinyinBook get() {
        return Holder.BOOK;
    }

    private interface Line {
        void take(String text, String sounds);
    }

    private static void read(String resource, Line line) {
        try (InputStream in = PinyinBook.class.getResourceAsStream(resource)) {
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String each = reader.readLine(); each != null; each = reader.readLine()) {
                int colon = each.indexOf(':');
                if (colon > 0) {
                    line.take(each.substring(0, colon), plain(each.substring(colon + 1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String plain(String sounds) {
        char[] plain = sounds.toCharArray();
        for (int i = 0; i < plain.length; i++) {
            int at = plain[i] < 0x80 ? -1 : TONED.indexOf(plain[i]);
            plain[i] = at >= 0 ? PLAIN.charAt(at) : plain[i] == 'ü' ? 'v' : plain[i];
        }
        return new String(plain);
    }

    private int pack(String[] sounds, Map<String, Integer> numbers) {
        int packed = 0;
        int count = 0;
        for (String sound : sounds) {
            int number = number(sound.strip(), numbers);
            boolean repeated = false;
            for (int i = 0; i < count; i++) {
                repeated |= (packed >> i * 10 & 1023) == number;
            }
            if (number > 0 && !repeated && count < MOST_READINGS) {
                packed |= number << 10 * count++;
            }
        }
        return packed;
    }

    private int number(String sound, Map<String, Integer> numbers) {
        Integer known = numbers.get(sound);
        if (known == null) {
            known = syllable(sound) ? numbers.size() + 1 : 0;
            if (known > 0) {
                numbers.put(sound, known);
                syllables.add(sound);
            }
        }
        return known;
    }

    private static boolean syllable(String sound) {
        return sound.chars().allMatch(c -> c >= 'a' && c <= 'z')
                && sound.chars().anyMatch(c -> "aeiouv".indexOf(c) >= 0);
    }

    private void pack(List<String> words, Map<String, String> soundsOf, Map<String, Integer> numbers) {
        words.sort(null);
        int length = words.stream().mapToInt(String::length).sum();
        characters = new char[length];
        readings = new short[length];
        starts = new int[words.size() + 1];
        int at = 0;
        int n = 0;
        for (String word : words) {
            String[] sounds = soundsOf.get(word).split(" ");
            if (sounds.length == word.length()) {
                starts[n++] = at;
                for (int i = 0; i < sounds.length; i++) {
                    characters[at] = word.charAt(i);
                    readings[at++] = (short) number(sounds[i], numbers);
                }
            }
        }
        starts = Arrays.copyOf(starts, n + 1);
        starts[n] = at;
    }

    private static boolean known(char c) {
        return c >= FIRST && c <= LAST;
    }

    private boolean ambiguous(char c) {
        return known(c) && byCharacter[c - FIRST] >> 10 != 0;
    }

    List<String> syllables() {
        return syllables;
    }

    /** The readings of one character wherever it stands, the commonest first. */
    private List<String> of(char c) {
        List<String> found = new ArrayList<>(MOST_READINGS);
        for (int packed = known(c) ? byCharacter[c - FIRST] : 0; packed != 0; packed >>= 10) {
            found.add(syllables.get((packed & 1023) - 1));
        }
        return found;
    }

    /**
     * How the characters of a text are read where they stand, the likeliest first: by the longest known word they are in, and in
     * every way where no word decides. Empty for what is no Chinese character, and behind the first {@value #LONGEST_TEXT}.
     */
    List<List<String>> readings(String whole) {
        String text = whole.length() > LONGEST_TEXT ? whole.substring(0, LONGEST_TEXT) : whole;
        List<List<String>> all = new ArrayList<>(text.length());
        int at = 0;
        while (at < text.length()) {
            int word = ambiguousAhead(text, at) ? longest(text, at) : -1;
            if (word < 0) {
                all.add(of(text.charAt(at++)));
                continue;
            }
            for (int i = starts[word]; i < starts[word + 1]; i++) {
                all.add(readings[i] == 0 ? List.of() : List.of(syllables.get(readings[i] - 1)));
                at++;
            }
        }
        return all;
    }

    private boolean ambiguousAhead(String text, int at) {
        for (int i = at; i < Math.min(text.length(), at + LONGEST_WORD) && known(text.charAt(i)); i++) {
            if (ambiguous(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private int longest(String text, int at) {
        for (int length = Math.min(LONGEST_WORD, text.length() - at); length > 1; length--) {
            int low = 0;
            int high = starts.length - 2;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                int order = compare(middle, text, at, length);
                if (order == 0) {
                    return middle;
                }
                if (order < 0) {
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
        }
        return -1;
    }

    /** Of a word of the book to a part of a text. */
    private int compare(int word, String text, int at, int length) {
        int known = starts[word + 1] - starts[word];
        for (int i = 0; i < Math.min(known, length); i++) {
            int order = characters[starts[word] + i] - text.charAt(at + i);
            if (order != 0) {
                return order;
            }
        }
        return known - length;
    }
}
