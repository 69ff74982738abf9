package io.trellis.metadata.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Puts constants where a source names values of a record at hand. */
final class Binder {
    private Binder() {}

    static String bind(String source, String first, Function<Predicate.Path, Object> values) {
        var names = new ArrayList<Expr.Name>();
        Expressions.parse(source).expr().ifPresent(expr -> collect(expr, first, names));
        names.sort(Comparator.comparingInt(name -> -name.range().offset()));
        var bound = new StringBuilder(source);
        for (Expr.Name name : names) {
            List<String> steps = name.path().steps();
            Object value = values.apply(new Predicate.Path(steps.subList(1, steps.size())));
            int from = name.range().offset();
            bound.replace(from, from + name.range().length(), constant(value));
        }
        return bound.toString();
    }

    private static void collect(Expr expr, String first, List<Expr.Name> names) {
        switch (expr) {
            case Expr.Name name -> {
                if (name.path().isRemote() && name.path().first().equals(first)) {
                    names.add(name);
                }
            }
            case Expr.Literal _ -> {}
            case Expr.Negate negate -> collect(negate.operand(), first, names);
            case Expr.Not not -> collect(not.operand(), first, names);
            case Expr.Binary binary -> {
                collect(binary.left(), first, names);
                collect(binary.right(), first, names);
            }
            case Expr.Logic logic -> logic.parts().forEach(part -> collect(part, first, names));
            case Expr.In in -> {
                collect(in.item(), first, names);
                in.options().forEach(part -> collect(part, first, names));
            }
            case Expr.Call call -> call.arguments().forEach(part -> collect(part, first, names));
        }
    }

    /** A text is joined with nothing, so that it isn't held against the options of a select it is compared with. */
    private static String constant(Object value) {
        return switch (Values.ofRecord(value)) {
            case null -> "NULL";
            case Boolean flag -> flag ? "TRUE" : "FALSE";
            case BigDecimal number -> number.signum() < 0 ? "(" + number.toPlainString() + ")" : number.toPlainString();
            case String text -> "(" + Expressions.quote(text) + " & \"\")";
            case LocalDate day -> "DATEVALUE(\"" + day + "\")";
            case Instant moment -> "DATETIMEVALUE(\"" + moment + "\")";
            case LocalTime time -> Expressions.quote(time.toString());
            default -> throw new IllegalArgumentException("no constant: " + value.getClass());
        };
    }
}
