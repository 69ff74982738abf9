package io.trellis.metadata.catalog;

import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.Expr;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Range;
import io.trellis.metadata.expression.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The places where an expression may do less than the language allows, since its value is kept or a store must answer it. */
public enum ExpressionPlace {
    /** A formula field: kept with the record, so nothing that changes by itself more than once a day. */
    FORMULA,
    /** The default of a field: what is there when a record begins, the record's own fields only. */
    DEFAULT,
    /** The filter of a roll-up: kept, answered by a store, the gathered records' own fields only. */
    ROLLUP_FILTER,
    /** The condition or a criterion of a scored model: kept, and never computed again by the day alone. */
    SCORE;

    /** Most links on the way to a value. */
    private static final int MAX_LINKS = 5;

    /** What is wrong with an expression, right in itself, that stands here; empty for one that has problems already. */
    public List<ExpressionProblem> check(Checked checked) {
        var problems = new ArrayList<ExpressionProblem>();
        if (checked.ok()) {
            Expr expr = Expressions.parse(checked.source()).expr().orElseThrow();
            limit(checked, expr, problems);
        }
        return List.copyOf(problems);
    }

    private void limit(Checked checked, Expr expr, List<ExpressionProblem> problems) {
        String source = checked.source();
        switch (this) {
            case FORMULA -> {
                unsteady(source, "FORMULA_NOT_STEADY", Steadiness.findUnsteady(expr), problems);
                Steadiness.names(expr, name -> {
                    if (name.path().steps().size() > MAX_LINKS + 1) {
                        Map<String, Object> params = Map.of("path", name.path().toString(), "max", MAX_LINKS);
                        problems.add(ExpressionProblem.at(source, name.range(), "FORMULA_PATH_TOO_LONG", params));
                    }
                });
            }
            case DEFAULT -> local(source, "FORMULA_NOT_LOCAL", expr, problems::add);
            case ROLLUP_FILTER -> {
                if (Type.Simple.BOOLEAN.accepts(checked.type())) {
                    problems.addAll(checked.pushdown(Conditions.SAMPLE).problems());
                }
                local(source, "ROLLUP_NOT_LOCAL", expr, problems::add);
                unsteady(source, "ROLLUP_NOT_STEADY", Steadiness.findUnsteady(expr), problems);
            }
            case SCORE ->
                unsteady(
                        source,
                        "FORMULA_NOT_STEADY",
                        Steadiness.findUnsteady(expr).or(() -> Steadiness.findDaily(expr)),
                        problems);
        }
    }

    private static void unsteady(
            String source, String code, Optional<Expr.Call> call, List<ExpressionProblem> problems) {
        call.ifPresent(found -> problems.add(
                ExpressionProblem.at(source, found.nameRange(), code, Map.of("function", Steadiness.nameOf(found)))));
    }

    private static void local(String source, String code, Expr expr, Consumer<ExpressionProblem> problems) {
        Steadiness.names(expr, name -> {
            Predicate.Path path = name.path();
            Range range = name.range();
            if (path.isRemote()) {
                problems.accept(ExpressionProblem.at(source, range, code, Map.of("path", path.toString())));
            }
        });
    }
}
