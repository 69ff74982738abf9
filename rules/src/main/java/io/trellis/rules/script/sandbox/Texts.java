package io.trellis.rules.script.sandbox;

/** The little JSON the sandbox writes itself. */
final class Texts {
    private Texts() {}

    static String refusal(Host.Refusal refusal) {
        return "{\"code\":" + quoted(refusal.code()) + ",\"message\":" + quoted(refusal.getMessage()) + ",\"problems\":"
                + refusal.details() + "}";
    }

    static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
