package io.trellis.platform.query;

import io.trellis.metadata.Problem;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.ExpressionProblem;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Pushdown;
import io.trellis.platform.access.Actor;
import io.trellis.platform.cluster.TenantMemory;
import io.trellis.platform.problem.ProblemException;
import io.trellis.platform.store.Realm;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Filters in the expression language, made into conditions a store answers. A checked source is kept per catalog, object and
 * reader's rights; what depends on the moment or the person ({@code TODAY()}, {@code ME()}) is worked out each time.
 */
@Component
final class Filters implements TenantMemory {
    private static final int MAX_KEPT = 5_000;
    private static final int MAX_LENGTH = 20_000;

    private final Map<Key, Checked> checked = new ConcurrentHashMap<>();

    private record Key(String tenant, long catalog, String object, String grants, String source) {}

    /**
     * @param source null or blank for all
     * @param now the moment that the source means when it says so
     * @throws ProblemException INVALID_FILTER with every problem and its place in the source
     */
    Predicate compile(Actor actor, Realm realm, CatalogObject object, String source, Instant now) {
        if (source == null || source.isBlank()) {
            return new Predicate.All();
        }
        if (source.length() > MAX_LENGTH) {
            throw ProblemException.invalid(
                    "INVALID_FILTER", List.of(Problem.of("FILTER_TOO_LONG", "/filter", "limit", MAX_LENGTH)));
        }
        Checked condition = check(actor, realm, object, source);
        if (!condition.ok()) {
            throw invalid("/filter", condition.problems());
        }
        Pushdown pushdown = condition.pushdown(context(actor, now));
        if (pushdown.predicate().isEmpty()) {
            throw invalid("/filter", pushdown.problems());
        }
        return Paths.masked(realm.catalog(), object, actor.grants(), pushdown.get());
    }

    @Override
    public void forgetTenant(String tenant) {
        checked.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    private Checked check(Actor actor, Realm realm, CatalogObject object, String source) {
        Key key = new Key(
                realm.tenant(),
                realm.catalog().version(),
                object.name(),
                actor.grants().fingerprint(),
                source);
        Checked known = checked.get(key);
        if (known == null) {
            known = Expressions.checkCondition(source, realm.catalog().scope(object, Paths.visible(actor.grants())));
            if (checked.size() >= MAX_KEPT) {
                checked.clear();
            }
            checked.put(key, known);
        }
        return known;
    }

    static EvaluationContext context(Actor actor, Instant now) {
        return EvaluationContext.of(_ -> null, now, actor.zone(), actor.userId(), actor.departmentId());
    }

    static ProblemException invalid(String path, List<ExpressionProblem> found) {
        return ProblemException.invalid(
                "INVALID_FILTER",
                found.stream().map(problem -> problem(path, problem)).toList());
    }

    private static Problem problem(String path, ExpressionProblem problem) {
        Map<String, Object> params = new LinkedHashMap<>(problem.params());
        params.put("offset", problem.offset());
        params.put("length", problem.length());
        params.put("line", problem.line());
        params.put("column", problem.column());
        return new Problem(problem.code(), path, params);
    }
}
