package io.trellis.platform.search.text;

/** Texts that differ in case or width only are alike. A folded text has the same length, so places in it are places in the original. */
final class Fold {
    /** Before the first and behind the last character of a name, so that beginnings and whole names can be asked for. */
    static final char START = '\uE001';

    static final char END = '\uE002';
    /** Engines split tokens at white space. */
    private static final char SPACE = '\uE003';

    private Fold() {}

    static String fold(String text) {
        char[] folded = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char f = fold(c);
            if (f != c) {
                folded = folded == null ? text.toCharArray() : folded;
                folded[i] = f;
            }
        }
        return folded == null ? text : new String(folded);
    }

    private static char fold(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c <= ' ' ? SPACE : c;
        }
        if (c >= 0x4e00 && c <= 0x9fff) {
            return c;
        }
        if (c >= 0xff01 && c <= 0xff5e) {
            return fold((char) (c - 0xfee0));
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return SPACE;
        }
        if (c >= START && c <= SPACE) {
            return '\ufffd';
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    static boolean isSpace(char folded) {
        return folded == SPACE;
    }

    static boolean isHan(char c) {
        return c >= 0x4e00 && c <= 0x9fff || c >= 0x3400 && c <= 0x4dbf;
    }
}
