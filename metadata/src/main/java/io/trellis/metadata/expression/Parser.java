package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Pratt parser. From loose to tight: OR; AND; NOT; comparisons and IN; {@code &}; {@code + -}; {@code * /}; unary
 * minus; {@code ^}. All infix operators group to the left; {@code -2^2} is -4.
 */
final class Parser {
    static final int MAX_LENGTH = 10_000;
    /** Both of nested brackets and of the tree: whoever walks the tree may recurse. */
    static final int MAX_DEPTH = 200;

    private static final int OR = 10;
    private static final int AND = 20;
    private static final int NOT = 30;
    private static final int COMPARE = 40;
    private static final int NEGATE = 80;

    private final List<Token> tokens;
    private int at;
    private int depth;
    /** The height of the tree that was returned last. */
    private int height;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Expr parse(String source) throws SyntaxFailure {
        if (source.length() > MAX_LENGTH) {
            throw new SyntaxFailure("EXPRESSION_TOO_LONG", new Range(MAX_LENGTH, 0), Map.of("max", MAX_LENGTH));
        }
        Parser parser = new Parser(Lexer.tokens(source));
        if (parser.peek().kind() == Token.Kind.END) {
            throw new SyntaxFailure("EXPRESSION_EMPTY", new Range(0, source.length()), Map.of());
        }
        Expr expr = parser.expression(0);
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.unexpected("operator");
        }
        return expr;
    }

    private Expr expression(int loosest) throws SyntaxFailure {
        if (++depth > MAX_DEPTH) {
            throw tooDeep(peek().range());
        }
        Expr left = prefix();
        int leftHeight = height;
        while (true) {
            Token token = peek();
            Expr.Operator operator = operator(token);
            if (operator != null && operator.binding() > loosest) {
                at++;
                Expr right = expression(operator.binding());
                left = new Expr.Binary(operator, left, right, left.range().to(right.range()));
                leftHeight = Math.max(leftHeight, height) + 1;
            } else if (token.isKeyword("AND") && AND > loosest || token.isKeyword("OR") && OR > loosest) {
                at++;
                boolean and = token.isKeyword("AND");
                Expr right = expression(and ? AND : OR);
                List<Expr> parts = new ArrayList<>();
                if (left instanceof Expr.Logic logic && logic.and() == and) {
                    parts.addAll(logic.parts());
                    leftHeight--;
                } else {
                    parts.add(left);
                }
                parts.add(right);
                left = new Expr.Logic(and, parts, left.range().to(right.range()));
                leftHeight = Math.max(leftHeight, height) + 1;
            } else if ((token.isKeyword("IN")
                            || token.isKeyword("NOT") && tokens.get(at + 1).isKeyword("IN"))
                    && COMPARE > loosest) {
                boolean negated = token.isKeyword("NOT");
                at += negated ? 2 : 1;
                expect("(");
                List<Expr> options = list();
                Token close = tokens.get(at - 1);
                left = new Expr.In(left, options, negated, left.range().to(close.range()));
                leftHeight = Math.max(leftHeight, height) + 1;
            } else {
                break;
            }
            if (leftHeight > MAX_DEPTH) {
                throw tooDeep(token.range());
            }
        }
        depth--;
        height = leftHeight;
        return left;
    }

    private Expr prefix() throws SyntaxFailure {
        Token token = peek();
        at++;
        height = 1;
        return switch (token.kind()) {
            case NUMBER, TEXT -> new Expr.Literal(token.value(), token.range());
            case NAME -> named(token);
            case SYMBOL -> {
                if (token.isSymbol("(")) {
                    Expr inner = expression(0);
                    expect(")");
                    yield inner;
                }
                if (token.isSymbol("-")) {
                    Expr operand = expression(NEGATE);
                    height++;
                    yield new Expr.Negate(operand, token.range().to(operand.range()));
                }
                at--;
                throw unexpected("value");
            }
            case END -> {
                at--;
                throw unexpected("value");
            }
        };
    }

    private Expr named(Token token) throws SyntaxFailure {
        String name = (String) token.value();
        if (token.isKeyword("TRUE")) {
            return new Expr.Literal(Boolean.TRUE, token.range());
        }
        if (token.isKeyword("FALSE")) {
            return new Expr.Literal(Boolean.FALSE, token.range());
        }
        if (token.isKeyword("NULL")) {
            return new Expr.Literal(null, token.range());
        }
        if (token.isKeyword("NOT")) {
            Expr operand = expression(NOT);
            height++;
            return new Expr.Not(operand, token.range().to(operand.range()));
        }
        if (peek().isSymbol("(") && name.indexOf('.') < 0 && !token.isKeyword("IN")) {
            at++;
            List<Expr> arguments = peek().isSymbol(")") ? none() : list();
            height++;
            Range range = token.range().to(tokens.get(at - 1).range());
            return new Expr.Call(name, arguments, token.range(), range);
        }
        if (token.isKeyword("AND") || token.isKeyword("OR") || token.isKeyword("IN")) {
            at--;
            throw unexpected("value");
        }
        return new Expr.Name(Predicate.Path.of(name), token.range());
    }

    private List<Expr> none() {
        at++;
        height = 0;
        return List.of();
    }

    /** Expressions up to and including the closing bracket; leaves the greatest height in {@link #height}. */
    private List<Expr> list() throws SyntaxFailure {
        List<Expr> items = new ArrayList<>();
        int highest = 0;
        while (true) {
            items.add(expression(0));
            highest = Math.max(highest, height);
            if (peek().isSymbol(",")) {
                at++;
            } else {
                break;
            }
        }
        expect(")");
        height = highest;
        return items;
    }

    private void expect(String symbol) throws SyntaxFailure {
        if (!peek().isSymbol(symbol)) {
            throw unexpected(symbol);
        }
        at++;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private static Expr.Operator operator(Token token) {
        if (token.kind() != Token.Kind.SYMBOL) {
            return null;
        }
        return switch ((String) token.value()) {
            case "=" -> Expr.Operator.EQ;
            case "<>" -> Expr.Operator.NE;
            case "<" -> Expr.Operator.LT;
            case "<=" -> Expr.Operator.LE;
            case ">" -> Expr.Operator.GT;
            case ">=" -> Expr.Operator.GE;
            case "&" -> Expr.Operator.CONCAT;
            case "+" -> Expr.Operator.ADD;
            case "-" -> Expr.Operator.SUBTRACT;
            case "*" -> Expr.Operator.MULTIPLY;
            case "/" -> Expr.Operator.DIVIDE;
            case "^" -> Expr.Operator.POWER;
            default -> null;
        };
    }

    private SyntaxFailure unexpected(String expected) {
        Token token = peek();
        if (token.kind() == Token.Kind.END) {
            return new SyntaxFailure("UNEXPECTED_END", token.range(), Map.of("expected", expected));
        }
        String found =
                switch (token.kind()) {
                    case NUMBER -> ((BigDecimal) token.value()).toPlainString();
                    case TEXT, NAME, SYMBOL, END -> (String) token.value();
                };
        return new SyntaxFailure("UNEXPECTED_TOKEN", token.range(), Map.of("found", found, "expected", expected));
    }

    private static SyntaxFailure tooDeep(Range range) {
        return new SyntaxFailure("EXPRESSION_TOO_DEEP", range, Map.of("max", MAX_DEPTH));
    }
}
