package io.trellis.rules.condition;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.definition.RuleDefinition;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.kind.Kinds;
import io.trellis.platform.access.Actor;
import io.trellis.platform.problem.ProblemException;
import io.trellis.rules.input.TrialCatalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalog in which one rule is as somebody would publish it, to be tried before they do. */
final class Unpublished {
    private static final String PERMISSION = "manageMetadata";

    private Unpublished() {}

    /**
     * @throws ProblemException FORBIDDEN for whoever may not publish; INVALID_METADATA with paths below {@code /rule}, also where
     *     the rule reads what its author may not, who would otherwise learn it by trying
     */
    static Catalog with(Actor actor, Catalog catalog, CatalogObject object, Object document) {
        if (!actor.grants().maySystem(PERMISSION)) {
            throw new ProblemException(
                    ProblemException.Kind.FORBIDDEN, "FORBIDDEN", Map.of("needs", PERMISSION), List.of());
        }
        List<Problem> problems = new ArrayList<>();
        RuleDefinition rule = Kinds.RULES
                .read(completed(document, object), null, problems::add)
                .orElse(null);
        if (rule != null && !rule.object().equals(object.name())) {
            problems.add(Problem.of("OBJECT_MISSING", "/object", "name", rule.object()));
        }
        refuse(problems);
        Catalog tried = TrialCatalog.with(catalog, Kinds.RULES, rule, problems::add);
        problems.addAll(unreadable(actor, catalog, object, rule));
        refuse(problems);
        return tried;
    }

    private static Object completed(Object document, CatalogObject object) {
        if (!(document instanceof Map<?, ?> map)) {
            return document;
        }
        var complete = new LinkedHashMap<Object, Object>(map);
        complete.putIfAbsent("object", object.name());
        complete.putIfAbsent("name", "trial");
        return complete;
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw ProblemException.invalid(
                    "INVALID_METADATA",
                    problems.stream().map(problem -> problem.under("/rule")).toList());
        }
    }

    private static List<Problem> unreadable(Actor actor, Catalog catalog, CatalogObject object, RuleDefinition rule) {
        List<Problem> problems = new ArrayList<>();
        var scope = catalog.scope(object, (of, field) -> Sight.readable(actor, of, field));
        check(rule.when(), "/when", scope.withBefore(), problems);
        check(rule.check(), "/check", scope.withBefore(), problems);
        check(rule.value() == null ? null : rule.value().expression(), "/value/expression", scope, problems);
        if (rule.filter() != null && rule.field() != null) {
            object.findField(rule.field())
                    .filter(field -> field.targets().size() == 1)
                    .flatMap(field -> catalog.findObject(field.targets().getFirst()))
                    .ifPresent(target -> check(
                            rule.filter(),
                            "/filter",
                            catalog.scope(target, object, (of, field) -> Sight.readable(actor, of, field)),
                            problems));
        }
        return problems;
    }

    private static void check(
            String source, String path, io.trellis.metadata.expression.TypeScope scope, List<Problem> problems) {
        if (source != null) {
            Expressions.check(source, scope, Optional.empty()).problems().stream()
                    .filter(problem -> problem.code().equals("UNKNOWN_NAME"))
                    .forEach(problem -> problems.add(new Problem(problem.code(), path, problem.params())));
        }
    }
}
