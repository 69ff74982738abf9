package io.trellis.metadata.expression;

/** One word of the source; {@code value} is the decoded text, number or name, or the symbol itself. */
record Token(Kind kind, Object value, Range range) {

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        SYMBOL,
        END
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && value.equals(symbol);
    }

    /** Whether this is the given keyword in any case; a dotted name never is. */
    boolean isKeyword(String keyword) {
        return kind == Kind.NAME && keyword.equalsIgnoreCase((String) value);
    }
}
