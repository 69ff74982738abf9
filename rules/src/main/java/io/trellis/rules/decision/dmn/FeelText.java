package io.trellis.rules.decision.dmn;

import java.math.BigDecimal;

/** A FEEL text while it is read from left to right. */
final class FeelText {
    private final String text;
    int at;

    FeelText(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skip();
        return at >= text.length();
    }

    char peek() {
        skip();
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    /** Takes the sign when it comes next. */
    boolean take(String sign) {
        skip();
        if (text.startsWith(sign, at)) {
            at += sign.length();
            return true;
        }
        return false;
    }

    boolean looking(String sign) {
        skip();
        return text.startsWith(sign, at);
    }

    void expect(String sign) throws FeelFailure {
        if (!take(sign)) {
            throw unexpected();
        }
    }

    /** Takes a word or several, with any white space between them, when they come next and go no further. */
    boolean takeWords(String words) {
        skip();
        int here = at;
        for (String word : words.split(" ")) {
            while (here < text.length() && Character.isWhitespace(text.charAt(here))) {
                here++;
            }
            if (!text.startsWith(word, here)) {
                return false;
            }
            here += word.length();
        }
        if (here < text.length() && isNamePart(text.charAt(here))) {
            return false;
        }
        at = here;
        return true;
    }

    /** A plain name with what follows its dots; null when none comes next. */
    String takePath() {
        skip();
        int start = at;
        while (at < text.length()
                && (isNamePart(text.charAt(at)) || at > start && text.charAt(at) == '.' && !looking(".."))) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    BigDecimal number() throws FeelFailure {
        skip();
        int start = at;
        while (at < text.length()
                && (isDigit(text.charAt(at)) || text.charAt(at) == '.' && !text.startsWith("..", at))) {
            at++;
        }
        if (at < text.length() && isNamePart(text.charAt(at))) {
            throw unexpected();
        }
        try {
            return new BigDecimal(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw new FeelFailure(text.substring(start, at));
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A text in double quotes. */
    String quoted() throws FeelFailure {
        expect("\"");
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped() : String.valueOf(c));
        }
        throw new FeelFailure("\"");
    }

    private String escaped() throws FeelFailure {
        char c = at < text.length() ? text.charAt(at++) : 0;
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '"', '\\', '\'' -> String.valueOf(c);
            case 'u' -> code(4);
            case 'U' -> code(6);
            default -> throw new FeelFailure("\\" + c);
        };
    }

    private String code(int digits) throws FeelFailure {
        try {
            int code = Integer.parseInt(text, at, at + digits, 16);
            at += digits;
            return Character.toString(code);
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            throw new FeelFailure("\\u");
        }
    }

    FeelFailure unexpected() {
        skip();
        return new FeelFailure(at >= text.length() ? "…" : text.substring(at, Math.min(text.length(), at + 20)));
    }
}
