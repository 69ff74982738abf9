package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.FunctionDefinition;
import io.trellis.metadata.expression.FunctionLibrary;
import java.util.List;
import java.util.Optional;

/** Finds what makes an expression change its value while the record does not: a stored result would silently grow old. */
final class Steadiness {
    private Steadiness() {}

    /** The name of the first such function. */
    static Optional<String> findUnsteady(Expr expr) {
        return switch (expr) {
            case Expr.Call call -> {
                Optional<String> changing = FunctionLibrary.standard()
                        .find(call.name())
                        .filter(function -> function.changes(call.arguments().size()))
                        .map(FunctionDefinition::name);
                yield changing.isPresent() ? changing : first(call.arguments());
            }
            case Expr.Negate negate -> findUnsteady(negate.operand());
            case Expr.Not not -> findUnsteady(not.operand());
            case Expr.Binary binary -> first(List.of(binary.left(), binary.right()));
            case Expr.Logic logic -> first(logic.parts());
            case Expr.In in -> findUnsteady(in.item()).or(() -> first(in.options()));
            case Expr.Literal _, Expr.Name _ -> Optional.empty();
        };
    }

    private static Optional<String> first(List<Expr> parts) {
        return parts.stream()
                .map(Steadiness::findUnsteady)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
