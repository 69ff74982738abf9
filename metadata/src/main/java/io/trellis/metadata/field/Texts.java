package io.trellis.metadata.field;

import io.trellis.metadata.Problem;
import java.util.function.Consumer;

/** Brings texts into canonical form. */
public final class Texts {
    private Texts() {}

    /**
     * One line of text: surrounding blanks go, a line break or tab becomes a blank. Problems: NOT_A_TEXT, TOO_LONG,
     * MALFORMED_TEXT (control characters, halves of surrogate pairs).
     *
     * @param max most code points
     * @return null for an empty text and after a problem
     */
    public static String line(Object raw, int max, Consumer<Problem> problems) {
        return read(raw, max, false, problems);
    }

    /** Several lines, ended by {@code \n}; surrounding blank lines and blanks go. Problems as for {@link #line}. */
    public static String lines(Object raw, int max, Consumer<Problem> problems) {
        return read(raw, max, true, problems);
    }

    private static String read(Object raw, int max, boolean lines, Consumer<Problem> problems) {
        if (!(raw instanceof String text)) {
            problems.accept(Problem.of("NOT_A_TEXT", ""));
            return null;
        }
        if (!isPlain(text)) {
            text = clean(text, lines);
            if (text == null) {
                problems.accept(Problem.of("MALFORMED_TEXT", ""));
                return null;
            }
        }
        text = text.strip();
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            problems.accept(Problem.of("TOO_LONG", "", "max", max));
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    /** The usual case, told without copying: nothing to replace and nothing to refuse. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String clean(String text, boolean lines) {
        var result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    continue;
                }
                c = '\n';
            }
            if (c == '\n' || c == '\t') {
                result.append(lines ? c : ' ');
            } else if (c < ' ' || c == 0x7F) {
                return null;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                result.append(c).append(text.charAt(++i));
            } else if (Character.isSurrogate(c)) {
                return null;
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** Foreign text is repeated in a problem only as far as a person would read it. */
    public static String shorten(Object raw) {
        String text = String.valueOf(raw);
        return text.length() <= 60 ? text : text.substring(0, 57) + "…";
    }
}
