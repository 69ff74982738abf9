package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.FunctionDefinition;
import io.trellis.metadata.expression.FunctionDefinition.Trait;
import io.trellis.metadata.expression.FunctionLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What makes an expression change its value while the record does not. A stored result may depend on the day, since everything
 * that does is computed again each night; on the moment or on who asks it may not.
 */
final class Steadiness {
    private Steadiness() {}

    /** The first call whose value changes more often than once a day, or that only makes sense while a record is written. */
    static Optional<Expr.Call> findUnsteady(Expr expr) {
        return calls(expr).stream()
                .filter(call -> find(call)
                        .filter(function -> function.traits().contains(Trait.BEFORE)
                                || function.changes(call.arguments().size()) && !daily(function))
                        .isPresent())
                .findFirst();
    }

    /** Whether the value may be another one tomorrow. */
    static boolean readsDay(String source) {
        return Expressions.parse(source).expr().flatMap(Steadiness::findDaily).isPresent();
    }

    /** The first call whose value may be another one tomorrow. */
    static Optional<Expr.Call> findDaily(Expr expr) {
        return calls(expr).stream()
                .filter(call -> find(call)
                        .filter(function -> function.changes(call.arguments().size()) && daily(function))
                        .isPresent())
                .findFirst();
    }

    /** As the library writes it. */
    static String nameOf(Expr.Call call) {
        return find(call).map(FunctionDefinition::name).orElse(call.name());
    }

    /** Every field that is read, in the order of the source. */
    static void names(Expr expr, Consumer<Expr.Name> each) {
        walk(expr, part -> {
            if (part instanceof Expr.Name name) {
                each.accept(name);
            }
        });
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
        walk(expr, part -> {
            if (part instanceof Expr.Call call) {
                found.add(call);
            }
        });
        return found;
    }

    private static void walk(Expr expr, Consumer<Expr> each) {
        each.accept(expr);
        switch (expr) {
            case Expr.Call call -> call.arguments().forEach(argument -> walk(argument, each));
            case Expr.Negate negate -> walk(negate.operand(), each);
            case Expr.Not not -> walk(not.operand(), each);
            case Expr.Binary binary -> {
                walk(binary.left(), each);
                walk(binary.right(), each);
            }
            case Expr.Logic logic -> logic.parts().forEach(part -> walk(part, each));
            case Expr.In in -> {
                walk(in.item(), each);
                in.options().forEach(option -> walk(option, each));
            }
            case Expr.Literal _, Expr.Name _ -> {}
        }
    }
}
