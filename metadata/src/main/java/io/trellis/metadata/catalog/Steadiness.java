package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.FunctionDefinition;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import io.trellis.metadata.expression.FunctionLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes an expression change its value while the record does not. A stored result may depend on the day, since everything
 * that does is computed again each night; on the moment or on who asks it may not.
 */
final class Steadiness {
    private Steadiness() {}

    /** The name of the first function whose value changes more often than once a day, or that only makes sense while a record is written. */
    static Optional<String> findUnsteady(Expr expr) {
        return calls(expr).stream()
                .filter(call -> find(call)
                        .filter(function -> function.traits().contains(Trait.BEFORE)
                                || function.changes(call.arguments().size()) && !daily(function))
                        .isPresent())
                .map(call -> find(call).orElseThrow().name())
                .findFirst();
    }

    /** Whether the value may be another one tomorrow. */
    static boolean readsDay(String source) {
        return Expressions.parse(source).expr().stream()
                .flatMap(expr -> calls(expr).stream())
                .anyMatch(call -> find(call)
                        .filter(function -> function.changes(call.arguments().size()) && daily(function))
                        .isPresent());
    }

    private static Optional<FunctionDefinition> find(Expr.Call call) {
        return FunctionLibrary.standard().find(call.name());
    }

    private static boolean daily(FunctionDefinition function) {
        return function.traits().contains(Trait.CHANGES_ALONE)
                || function.name().equals("TODAY");
    }

    private static List<Expr.Call> calls(Expr expr) {
        List<Expr.Call> found = new ArrayList<>();
        collect(expr, found);
        return found;
    }

    private static void collect(Expr expr, List<Expr.Call> found) {
        switch (expr) {
            case Expr.Call call -> {
                found.add(call);
                call.arguments().forEach(argument -> collect(argument, found));
            }
            case Expr.Negate negate -> collect(negate.operand(), found);
            case Expr.Not not -> collect(not.operand(), found);
            case Expr.Binary binary -> {
                collect(binary.left(), found);
                collect(binary.right(), found);
            }
            case Expr.Logic logic -> logic.parts().forEach(part -> collect(part, found));
            case Expr.In in -> {
                collect(in.item(), found);
                in.options().forEach(option -> collect(option, found));
            }
            case Expr.Literal _, Expr.Name _ -> {}
        }
    }
}
