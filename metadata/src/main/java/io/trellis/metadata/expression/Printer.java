package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.util.List;

/** Writes a tree back as source with as few brackets as its meaning needs. */
final class Printer {
    private static final int OR = 10;
    private static final int AND = 20;
    private static final int NOT = 30;
    private static final int COMPARE = 40;
    private static final int NEGATE = 80;
    private static final int ATOM = 100;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Expr expr) {
        Printer printer = new Printer();
        printer.write(expr, 0);
        return printer.out.toString();
    }

    static String quote(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }

    private static int binding(Expr expr) {
        return switch (expr) {
            case Expr.Literal _, Expr.Name _, Expr.Call _ -> ATOM;
            case Expr.Negate _ -> NEGATE;
            case Expr.Not _ -> NOT;
            case Expr.Binary binary -> binary.operator().binding();
            case Expr.Logic logic -> logic.and() ? AND : OR;
            case Expr.In _ -> COMPARE;
        };
    }

    private void write(Expr expr, int atLeast) {
        boolean brackets = binding(expr) < atLeast;
        if (brackets) {
            out.append('(');
        }
        switch (expr) {
            case Expr.Literal literal -> out.append(literal(literal.value()));
            case Expr.Name name -> out.append(name.path());
            case Expr.Negate negate -> {
                out.append('-');
                write(negate.operand(), NEGATE);
            }
            case Expr.Not not -> {
                out.append("NOT ");
                write(not.operand(), NOT);
            }
            case Expr.Binary binary -> {
                write(binary.left(), binary.operator().binding());
                out.append(' ').append(binary.operator().symbol()).append(' ');
                write(binary.right(), binary.operator().binding() + 1);
            }
            case Expr.Logic logic -> {
                int binding = binding(logic);
                for (int i = 0; i < logic.parts().size(); i++) {
                    out.append(i == 0 ? "" : logic.and() ? " AND " : " OR ");
                    write(logic.parts().get(i), binding + 1);
                }
            }
            case Expr.In in -> {
                write(in.item(), COMPARE);
                out.append(in.negated() ? " NOT IN (" : " IN (");
                list(in.options());
            }
            case Expr.Call call -> {
                out.append(call.name()).append('(');
                list(call.arguments());
            }
        }
        if (brackets) {
            out.append(')');
        }
    }

    private void list(List<Expr> items) {
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(items.get(i), 0);
        }
        out.append(')');
    }

    private static String literal(Object value) {
        return switch (value) {
            case null -> "NULL";
            case Boolean flag -> flag ? "TRUE" : "FALSE";
            case BigDecimal number -> number.toPlainString();
            default -> quote((String) value);
        };
    }
}
