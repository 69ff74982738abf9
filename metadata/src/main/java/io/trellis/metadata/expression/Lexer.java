package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a source into tokens. */
final class Lexer {
    private static final int MAX_DIGITS = 40;
    /** What a Chinese keyboard types where the language wants an ASCII sign. */
    private static final String WIDE = "“”‘’（），＝＜＞＋－＊／＆．≠≤≥×÷";

    private static final List<String> NARROW = List.of(
            "\"", "\"", "'", "'", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "&", ".", "<>", "<=", ">=", "*",
            "/");

    private final String source;
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) throws SyntaxFailure {
        Lexer lexer = new Lexer(source);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() throws SyntaxFailure {
        while (at < source.length() && isSpace(source.charAt(at))) {
            at++;
        }
        if (at == source.length()) {
            return new Token(Token.Kind.END, "", new Range(at, 0));
        }
        char c = source.charAt(at);
        if (isDigit(c) || c == '.' && isDigit(peek(1))) {
            return number();
        }
        if (isLetter(c)) {
            return name();
        }
        if (c == '"' || c == '\'') {
            return text(c);
        }
        return symbol(c);
    }

    private Token number() throws SyntaxFailure {
        int start = at;
        while (isDigit(peek(0))) {
            at++;
        }
        if (peek(0) == '.' && isDigit(peek(1))) {
            at++;
            while (isDigit(peek(0))) {
                at++;
            }
        }
        Range range = new Range(start, at - start);
        if (isLetter(peek(0))) {
            throw new SyntaxFailure(
                    "UNEXPECTED_CHARACTER", new Range(at, 1), Map.of("character", String.valueOf(peek(0))));
        }
        if (range.length() > MAX_DIGITS) {
            throw new SyntaxFailure("NUMBER_TOO_LONG", range, Map.of("max", MAX_DIGITS));
        }
        return new Token(Token.Kind.NUMBER, new BigDecimal(source.substring(start, at)), range);
    }

    private Token name() {
        int start = at;
        while (isLetter(peek(0)) || isDigit(peek(0)) || peek(0) == '.' && isLetter(peek(1))) {
            at++;
        }
        return new Token(Token.Kind.NAME, source.substring(start, at), new Range(start, at - start));
    }

    private Token text(char quote) throws SyntaxFailure {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c == '\\') {
                value.append(escaped());
            } else if (c != quote) {
                value.append(c);
            } else if (peek(0) == quote) {
                value.append(quote);
                at++;
            } else {
                return new Token(Token.Kind.TEXT, value.toString(), new Range(start, at - start));
            }
        }
        throw new SyntaxFailure("UNTERMINATED_TEXT", new Range(start, source.length() - start), Map.of());
    }

    private char escaped() throws SyntaxFailure {
        char c = peek(0);
        at++;
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '\\', '"', '\'' -> c;
            default ->
                throw new SyntaxFailure(
                        "UNKNOWN_ESCAPE",
                        new Range(at - 2, Math.min(2, source.length() - at + 2)),
                        Map.of("escape", c == 0 ? "\\" : "\\" + c));
        };
    }

    private Token symbol(char c) throws SyntaxFailure {
        int start = at;
        String two = source.substring(at, Math.min(at + 2, source.length()));
        switch (two) {
            case "<>", "<=", ">=", "!=" -> {
                at += 2;
                return new Token(Token.Kind.SYMBOL, two.equals("!=") ? "<>" : two, new Range(start, 2));
            }
            case "==" ->
                throw new SyntaxFailure(
                        "UNEXPECTED_CHARACTER", new Range(start, 2), Map.of("character", "==", "suggestion", "="));
            case "&&", "||" ->
                throw new SyntaxFailure(
                        "UNEXPECTED_CHARACTER",
                        new Range(start, 2),
                        Map.of("character", two, "suggestion", two.equals("&&") ? "AND" : "OR"));
            default -> {}
        }
        if ("+-*/^&=<>(),".indexOf(c) >= 0) {
            at++;
            return new Token(Token.Kind.SYMBOL, String.valueOf(c), new Range(start, 1));
        }
        String character = source.substring(at, source.offsetByCodePoints(at, 1));
        int wide = WIDE.indexOf(c);
        throw new SyntaxFailure(
                "UNEXPECTED_CHARACTER",
                new Range(start, character.length()),
                wide < 0
                        ? Map.of("character", character)
                        : Map.of("character", character, "suggestion", NARROW.get(wide)));
    }

    private char peek(int ahead) {
        return at + ahead < source.length() ? source.charAt(at + ahead) : 0;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\u00a0' || c == '\u3000';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
