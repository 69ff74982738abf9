package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Expr;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds what makes an expression change its value while the record does not: a stored result would silently grow old. */
final class Steadiness {
    private static final Set<String> UNSTEADY = Set.of("TODAY", "NOW", "ME", "MYDEPARTMENT");

    /** Functions that mean today's month and so on when no day is given. */
    private static final Set<String> UNSTEADY_ALONE = Set.of("WEEKSTART", "MONTHSTART", "QUARTERSTART", "YEARSTART");

    private Steadiness() {}

    /** The name of the first such function. */
    static Optional<String> findUnsteady(Expr expr) {
        return switch (expr) {
            case Expr.Call call -> {
                String name = call.name().toUpperCase(Locale.ROOT);
                boolean alone = call.arguments().isEmpty() && UNSTEADY_ALONE.contains(name);
                yield alone || UNSTEADY.contains(name) ? Optional.of(name) : first(call.arguments());
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
