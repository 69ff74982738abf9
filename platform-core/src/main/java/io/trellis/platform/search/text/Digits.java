package io.trellis.platform.search.text;

/** Telephone numbers are found however they are punctuated: 138-0013 8000 by 13800138000 and the other way round. */
final class Digits {
    private static final int FEWEST_IN_VALUE = 7;
    private static final int FEWEST_IN_WORD = 3;
    private static final String PUNCTUATION = "-+().·/";

    private Digits() {}

    /** The digits of a value that is a number with punctuation in it; null for any other. */
    static String ofValue(String folded) {
        return only(folded, FEWEST_IN_VALUE, true);
    }

    /** The digits of a word that is a part of such a number; null for any other. */
    static String ofWord(String folded) {
        return only(folded, FEWEST_IN_WORD, false);
    }

    /** @param punctuated whether there must be something between the digits */
    private static String only(String folded, int fewest, boolean punctuated) {
        var digits = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (PUNCTUATION.indexOf(c) < 0 && !Fold.isSpace(c)) {
                return null;
            }
        }
        return digits.length() < fewest || punctuated && digits.length() == folded.length() ? null : digits.toString();
    }

    /** Where the {@code n}th digit of a text stands. */
    static int place(String folded, int n) {
        int seen = 0;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= '0' && c <= '9' && seen++ == n) {
                return i;
            }
        }
        return folded.length();
    }
}
