package io.trellis.platform.access;

import io.trellis.metadata.catalog.Catalog;
import io.trellis.metadata.catalog.CatalogObject;
import io.trellis.metadata.expression.Checked;
import io.trellis.metadata.expression.EvaluationContext;
import io.trellis.metadata.expression.Expressions;
import io.trellis.metadata.expression.Predicate;
import io.trellis.metadata.expression.Pushdown;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Row scopes written as expressions, checked once per catalog and made into a store's condition for one person. */
final class ScopeConditions {
    private static final Logger LOG = LoggerFactory.getLogger(ScopeConditions.class);
    private final Map<String, Checked> checked = new ConcurrentHashMap<>();

    /** Opens nothing when the expression can't be used: publishing refuses such a one, so it means the object has changed. */
    Predicate predicate(Catalog catalog, CatalogObject object, String source, Person person) {
        Checked condition = checked.computeIfAbsent(object.name() + " " + source, _ -> check(catalog, object, source));
        if (!condition.ok()) {
            return new Predicate.None();
        }
        Pushdown pushdown = condition.pushdown(
                EvaluationContext.of(_ -> null, Instant.now(), person.zone(), person.id(), person.department()));
        return pushdown.predicate().orElseGet(Predicate.None::new);
    }

    private static Checked check(Catalog catalog, CatalogObject object, String source) {
        Checked condition = Expressions.checkCondition(source, catalog.scope(object));
        if (!condition.ok()) {
            LOG.warn("Row scope of {} opens nothing, its expression is wrong: {}", object.name(), condition.problems());
        }
        return condition;
    }
}
