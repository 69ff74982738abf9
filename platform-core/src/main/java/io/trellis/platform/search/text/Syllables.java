package io.trellis.platform.search.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Letters as pinyin: every way to part them into syllables, of which the last may be unfinished. */
final class Syllables {
    private static final int FEWEST_LETTERS = 2;
    private static final int MOST_LETTERS = 40;
    private static final int MOST_WAYS = 12;
    private static final int LONGEST = 6;
    private static final String INITIALS = "abcdefghjklmnopqrstwxyz";

    private static final TreeSet<String> ALL = new TreeSet<>(PinyinBook.get().syllables());

    private Syllables() {}

    /**
     * One way to read letters.
     *
     * @param whole finished syllables
     * @param last what the syllable behind them may be: those that begin with the letters left over
     */
    record Split(List<String> whole, List<String> last) {
        int length() {
            return whole.size() + 1;
        }

        boolean fits(int index, List<String> readings) {
            return index < whole.size()
                    ? readings.contains(whole.get(index))
                    : readings.stream().anyMatch(last::contains);
        }
    }

    /** Empty when the letters can't be pinyin. */
    static List<Split> split(String letters) {
        List<Split> found = new ArrayList<>();
        if (letters.length() >= FEWEST_LETTERS
                && letters.length() <= MOST_LETTERS
                && letters.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            split(letters, 0, new ArrayList<>(), found);
        }
        return found;
    }

    private static void split(String letters, int at, List<String> whole, List<Split> found) {
        if (found.size() >= MOST_WAYS) {
            return;
        }
        String rest = letters.substring(at);
        List<String> last = beginningWith(rest);
        if (!last.isEmpty()) {
            found.add(new Split(List.copyOf(whole), last));
        }
        for (int length = Math.min(LONGEST, rest.length() - 1); length > 0; length--) {
            String syllable = rest.substring(0, length);
            if (ALL.contains(syllable)) {
                whole.add(syllable);
                split(letters, at + length, whole, found);
                whole.removeLast();
            }
        }
    }

    private static List<String> beginningWith(String letters) {
        return letters.length() > LONGEST ? List.of() : List.copyOf(ALL.subSet(letters, letters + Character.MAX_VALUE));
    }

    /** Whether every letter may be the first of a syllable. */
    static boolean initials(String letters) {
        return letters.length() >= FEWEST_LETTERS
                && letters.length() <= MOST_LETTERS
                && letters.chars().allMatch(c -> INITIALS.indexOf(c) >= 0);
    }
}
