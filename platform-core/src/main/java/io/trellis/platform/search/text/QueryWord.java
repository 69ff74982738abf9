package io.trellis.platform.search.text;

import io.trellis.platform.search.engine.Question;
import java.util.List;

/** One word that was asked for, and every way it may be meant. Immutable. */
final class QueryWord {
    static final int NAME_IS = 16;
    static final int NAME_BEGINS = 8;
    static final int NAME_HAS = 4;
    static final int NAME_SOUNDS = 2;
    static final int ELSEWHERE = 1;

    private final String folded;
    /** The digits of a telephone number, or null. */
    private final String digits;

    private final List<Syllables.Split> splits;
    private final boolean initials;
    /** The word as pinyin is typed. */
    private final String letters;

    QueryWord(String folded) {
        this.folded = folded;
        this.digits = Digits.ofWord(folded);
        this.letters = folded.replace('ü', 'v');
        this.splits = Syllables.split(letters);
        this.initials = Syllables.initials(letters);
    }

    boolean sounds() {
        return initials || !splits.isEmpty();
    }

    /** Adds what an engine looks for in one field. */
    void ways(char key, boolean name, List<Question.Way> ways) {
        written(key, name, ways);
        int worth = name ? NAME_SOUNDS : ELSEWHERE;
        for (Syllables.Split split : splits) {
            ways.add(new Question.Way(Analysis.syllables(key, split), worth));
        }
        if (initials) {
            ways.add(new Question.Way(Analysis.initials(key, letters), worth));
        }
    }

    /** The same without pinyin. */
    void written(char key, boolean name, List<Question.Way> ways) {
        ways.add(new Question.Way(Analysis.text(key, folded), name ? NAME_HAS : ELSEWHERE));
        if (name) {
            ways.add(new Question.Way(Analysis.text(key, Fold.START + folded), NAME_BEGINS));
            ways.add(new Question.Way(Analysis.text(key, Fold.START + folded + Fold.END), NAME_IS));
        }
        if (digits != null && !digits.equals(folded)) {
            ways.add(new Question.Way(Analysis.text(key, digits), name ? NAME_HAS : ELSEWHERE));
        }
    }

    /** What finding it in a name is worth; 0 when it isn't there. */
    int worth(String name) {
        String value = Fold.fold(name);
        int at = value.indexOf(folded);
        if (at == 0) {
            return value.length() == folded.length() ? NAME_IS : NAME_BEGINS;
        }
        return at > 0 || byDigits(value) != null ? NAME_HAS : bySound(value) != null ? NAME_SOUNDS : 0;
    }

    /** The first place in a value where it stands, from and to, or null. */
    int[] find(String value) {
        String text = Fold.fold(value);
        int at = text.indexOf(folded);
        if (at >= 0) {
            return new int[] {at, at + folded.length()};
        }
        int[] range = byDigits(text);
        return range != null ? range : bySound(text);
    }

    private int[] byDigits(String text) {
        String plain = digits == null ? null : Digits.ofValue(text);
        // A number without punctuation is found by one that was asked for with some.
        int at = digits == null ? -1 : (plain == null ? text : plain).indexOf(digits);
        if (at < 0) {
            return null;
        }
        return plain == null
                ? new int[] {at, at + digits.length()}
                : new int[] {Digits.place(text, at), Digits.place(text, at + digits.length() - 1) + 1};
    }

    private int[] bySound(String text) {
        if (splits.isEmpty() && !initials) {
            return null;
        }
        if (text.chars().noneMatch(c -> Fold.isHan((char) c))) {
            return null;
        }
        List<List<String>> readings = PinyinBook.get().readings(text);
        for (int at = 0; at < readings.size(); at++) {
            int length = readings.get(at).isEmpty() ? 0 : soundsAt(readings, at);
            if (length > 0) {
                return new int[] {at, at + length};
            }
        }
        return null;
    }

    /** How many characters from a place on are read like the word; 0 when they aren't. */
    private int soundsAt(List<List<String>> readings, int at) {
        for (Syllables.Split split : splits) {
            boolean fits = at + split.length() <= readings.size();
            for (int i = 0; fits && i < split.length(); i++) {
                fits = split.fits(i, readings.get(at + i));
            }
            if (fits) {
                return split.length();
            }
        }
        boolean fits = initials && at + letters.length() <= readings.size();
        for (int i = 0; fits && i < letters.length(); i++) {
            char first = letters.charAt(i);
            fits = readings.get(at + i).stream().anyMatch(reading -> reading.charAt(0) == first);
        }
        return fits ? letters.length() : 0;
    }

    @Override
    public String toString() {
        return folded;
    }
}
