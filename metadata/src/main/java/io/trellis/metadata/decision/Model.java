package io.trellis.metadata.decision;

import io.trellis.metadata.Problem;
import io.trellis.metadata.definition.ScoreDefinition;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.TypeScope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A scored model, read and checked: everything in it can be compiled. Immutable. */
public record Model(ScoreDefinition definition, Optional<Checked> when, List<Criterion> criteria) {
    /** What a band's condition calls the criterion's value. */
    public static final String VALUE = "value";

    public Model {
        criteria = List.copyOf(criteria);
    }

    /** @param bands in the order of the definition's */
    public record Criterion(ScoreDefinition.Criterion definition, Checked expression, List<Cell> bands) {
        public Criterion {
            bands = List.copyOf(bands);
        }
    }

    /**
     * Reads a definition, with every problem of every band.
     *
     * @param record what expressions may name
     * @param problems takes problems with paths into the definition
     * @return empty exactly when there were problems
     */
    public static Optional<Model> read(ScoreDefinition definition, TypeScope record, Consumer<Problem> problems) {
        boolean[] bad = {false};
        Consumer<Problem> noting = problem -> {
            bad[0] = true;
            problems.accept(problem);
        };
        Optional<Checked> when = Optional.ofNullable(definition.when()).map(source -> {
            Checked checked = Expressions.checkCondition(source, record);
            report(checked.problems(), "/when", noting);
            return checked;
        });
        var criteria = new ArrayList<Criterion>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < definition.criteria().size(); i++) {
            ScoreDefinition.Criterion criterion = definition.criteria().get(i);
            String path = "/criteria/" + i;
            if (!names.add(criterion.name())) {
                noting.accept(Problem.of("DUPLICATE_NAME", path + "/name", "name", criterion.name()));
            }
            if (criterion.weight().signum() <= 0) {
                noting.accept(Problem.of("SCORE_WEIGHT", path + "/weight"));
            }
            criteria.add(criterion(criterion, record, path, noting));
        }
        grades(definition, noting);
        return bad[0] ? Optional.empty() : Optional.of(new Model(definition, when, criteria));
    }

    private static Criterion criterion(
            ScoreDefinition.Criterion criterion, TypeScope record, String path, Consumer<Problem> problems) {
        Checked checked = Expressions.check(criterion.expression(), record, Optional.empty());
        report(checked.problems(), path + "/expression", problems);
        TypeScope scope = TypeScope.of(Map.of(VALUE, checked.type()));
        var bands = new ArrayList<Cell>();
        for (int i = 0; i < criterion.bands().size(); i++) {
            var found = new ArrayList<ExpressionProblem>();
            bands.add(CellReader.read(criterion.bands().get(i).when(), checked.type(), scope, found)
                    .orElseGet(Cell.Any::new));
            report(found, path + "/bands/" + i + "/when", problems);
        }
        return new Criterion(criterion, checked, bands);
    }

    private static void grades(ScoreDefinition definition, Consumer<Problem> problems) {
        List<ScoreDefinition.Grade> grades = definition.grades();
        for (int i = 1; i < grades.size(); i++) {
            if (grades.get(i).from().compareTo(grades.get(i - 1).from()) >= 0) {
                problems.accept(Problem.of("SCORE_GRADE_ORDER", "/grades/" + i + "/from"));
            }
        }
        if (definition.scale() != null
                && (definition.scale().signum() <= 0 || most(definition).signum() <= 0)) {
            problems.accept(Problem.of("SCORE_SCALE", "/scale"));
        }
    }

    /** The points of a record with the most of them everywhere. */
    public static BigDecimal most(ScoreDefinition definition) {
        BigDecimal most = BigDecimal.ZERO;
        for (ScoreDefinition.Criterion criterion : definition.criteria()) {
            BigDecimal best = criterion.missing();
            for (ScoreDefinition.Band band : criterion.bands()) {
                best = best.max(band.points());
            }
            most = most.add(criterion.weight().multiply(best));
        }
        return most;
    }

    private static void report(List<ExpressionProblem> found, String path, Consumer<Problem> problems) {
        for (ExpressionProblem problem : found) {
            var params = new LinkedHashMap<>(problem.params());
            params.put("offset", problem.offset());
            params.put("length", problem.length());
            problems.accept(new Problem(problem.code(), path, params));
        }
    }
}
